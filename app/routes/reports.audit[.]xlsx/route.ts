import { readAuditQuery } from "~/http/audit-query.server";
import { fileResponse } from "~/http/file-response.server";
import { guarded } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { orRefusalPage } from "~/refused-file.server";
import { exportAudit } from "~/use-cases/audit/export-audit.server";

/** The rows of the audit that the page's filter finds, streamed. */
export const loader = orRefusalPage(guarded("read-audit", async (args) => {
  const { query } = readAuditQuery(args.request.url);
  return fileResponse(args, await exportAudit(args.context.app, { query, accountId: args.signedIn.actor.accountId }));
}), () => paths.organiserAudit());

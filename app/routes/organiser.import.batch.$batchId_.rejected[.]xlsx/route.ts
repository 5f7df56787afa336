import { fileResponse } from "~/http/file-response.server";
import { guarded, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { orRefusalPage } from "~/refused-file.server";
import { exportRejectedRows } from "~/use-cases/import/export-rejected-rows.server";

/** The rows that an import left out, each with its reason, to be corrected and uploaded again. */
export const loader = orRefusalPage(guarded("manage-roster", async (args) => {
  const file = await exportRejectedRows(args.context.app, { batchId: uuidParam(args.params["batchId"]), accountId: args.signedIn.actor.accountId });
  if (file === null) throw notFound();
  return fileResponse(args, file);
}), ({ batchId = "" }) => paths.organiserImportBatch(batchId));

import { mayDo, scopeOf } from "~/domain/access/policy";
import { fileResponse } from "~/http/file-response.server";
import { guarded, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { orRefusalPage } from "~/refused-file.server";
import { exportWorkbook } from "~/use-cases/reports/export-workbook.server";

/** The office workbook of a round, streamed. Phones go only to whoever keeps the roster. */
export const loader = orRefusalPage(guarded("export-reports", async (args) => {
  const { actor } = args.signedIn;
  const file = await exportWorkbook(args.context.app, {
    roundId: uuidParam(args.params["roundId"]),
    scope: scopeOf(actor, "export-reports"),
    withPhones: mayDo(actor, "manage-roster"),
    accountId: actor.accountId,
  });
  if (!file) throw notFound();
  return fileResponse(args, file);
}), ({ roundId }) => paths.participation(roundId));

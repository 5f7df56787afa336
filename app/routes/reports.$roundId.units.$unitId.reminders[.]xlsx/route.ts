import { scopeOf } from "~/domain/access/policy";
import { fileResponse } from "~/http/file-response.server";
import { guarded, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { orRefusalPage } from "~/refused-file.server";
import { exportReminders } from "~/use-cases/participation/export-reminders.server";

/** Who has not entered in a unit of the reader's scope, as a list to work through; without phones. */
export const loader = orRefusalPage(guarded("read-participation", async (args) => {
  const { actor } = args.signedIn;
  const query = new URL(args.request.url).searchParams;
  const bloc = query.get("bloc");
  const file = await exportReminders(args.context.app, {
    roundId: uuidParam(args.params["roundId"]),
    unitId: uuidParam(args.params["unitId"]),
    blocId: bloc === null ? null : uuidParam(bloc),
    isOwnOnly: query.has("own"),
    scope: scopeOf(actor, "read-participation"),
    accountId: actor.accountId,
  });
  if (!file) throw notFound();
  return fileResponse(args, file);
}), ({ roundId = "", unitId = "" }) => paths.participationUnit(roundId, unitId));

import { guarded, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { orRefusalPage } from "~/refused-file.server";
import { exportOwnData } from "~/use-cases/privacy/export-own-data.server";

/** The own data as a file. */
export const loader = orRefusalPage(guarded("be-signed-in", async ({ context, signedIn }) => {
  const file = await exportOwnData(context.app, signedIn.actor.accountId);
  if (file === null) throw notFound();
  return new Response(file, {
    headers: { "Content-Type": "application/json; charset=utf-8", "Content-Disposition": 'attachment; filename="du-lieu-cua-toi.json"', "Cache-Control": "no-store" },
  });
}), () => paths.ownData);

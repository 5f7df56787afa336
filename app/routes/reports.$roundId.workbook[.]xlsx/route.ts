import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";
import { mayDo, scopeOf } from "~/domain/access/policy";
import { guarded, notFound } from "~/http/guard.server";
import { uuidParam } from "~/http/uuid-param.server";
import { exportWorkbook } from "~/use-cases/reports/export-workbook.server";

/** The office workbook of a round, streamed. Phones go only to whoever keeps the roster. */
export const loader = guarded("export-reports", async ({ context, params, request, signedIn }) => {
  const { actor } = signedIn;
  const file = await exportWorkbook(context.app, {
    roundId: uuidParam(params["roundId"]),
    scope: scopeOf(actor, "export-reports"),
    withPhones: mayDo(actor, "manage-roster"),
    accountId: actor.accountId,
  });
  if (!file) throw notFound();
  const output = new PassThrough();
  file.writeTo(output).catch((error: unknown) => {
    // why: the status has gone out with the first bytes; a broken stream is what tells the reader.
    output.destroy(error instanceof Error ? error : new Error("writing failed"));
    if (!request.signal.aborted) context.app.log.error({ reference: context.reference, error: error instanceof Error ? error.name : typeof error }, "workbook failed");
  });
  return new Response(createReadableStreamFromReadable(output), { headers: file.headers });
});

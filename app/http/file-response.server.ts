import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";
import type { WorkbookExport } from "~/use-cases/reports/export-workbook.server";
import type { GuardedArgs } from "./guard.server";

/** A file that is written while it is sent. */
export function fileResponse({ context, request }: Pick<GuardedArgs, "context" | "request">, file: WorkbookExport): Response {
  const output = new PassThrough();
  file.writeTo(output).catch((error: unknown) => {
    // why: the status has gone out with the first bytes; a broken stream is what tells the reader.
    output.destroy(error instanceof Error ? error : new Error("writing failed"));
    if (!request.signal.aborted) context.app.log.error({ reference: context.reference, error: error instanceof Error ? error.name : typeof error }, "workbook failed");
  });
  return new Response(createReadableStreamFromReadable(output), { headers: file.headers });
}

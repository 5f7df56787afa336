import { unstable_parseMultipartFormData } from "@remix-run/node";
import { ok, refuse, type Result } from "~/domain/shared/result";

/**
 * One file out of a multipart form, never more than `largest` bytes in memory. What comes beyond is read and thrown
 * away, so that the browser gets an answer instead of a broken connection; a form many times as long is cut off.
 */
export type Upload = { readonly fileName: string; readonly bytes: Uint8Array };
export type UploadRefusal = "missing" | "too-large" | "broken";

/** Room for boundaries and the other fields. */
const overhead = 64 * 1024;
const patience = 10;

export async function readUpload(request: Request, field: string, largest: number): Promise<Result<Upload, UploadRefusal>> {
  if (request.body === null || !/^multipart\/form-data/i.test(request.headers.get("Content-Type") ?? "")) return refuse("broken");
  const gate = { isTooLarge: false };
  const body = request.body.pipeThrough(limit(largest + overhead, gate));
  const limited = new Request(request.url, { method: "POST", headers: request.headers, body, duplex: "half" } as RequestInit);
  let upload: Upload | null = null;
  try {
    await unstable_parseMultipartFormData(limited, async ({ name, filename, data }) => {
      const bytes = await collect(data, largest);
      if (bytes === null) gate.isTooLarge = true;
      else if (name === field && filename !== undefined && filename !== "") upload = { fileName: filename, bytes };
      return undefined;
    });
  } catch {
    return refuse(gate.isTooLarge ? "too-large" : "broken");
  }
  if (gate.isTooLarge) return refuse("too-large");
  return upload === null ? refuse("missing") : ok(upload);
}

/** Passes `most` bytes on and swallows the rest, up to `patience` times as much. */
function limit(most: number, gate: { isTooLarge: boolean }): TransformStream<Uint8Array, Uint8Array> {
  let size = 0;
  return new TransformStream({
    transform(chunk, controller) {
      size += chunk.byteLength;
      if (size <= most) return controller.enqueue(chunk);
      gate.isTooLarge = true;
      if (size > most * patience) controller.error(new Error("The upload is far too large."));
    },
    flush(controller) {
      if (gate.isTooLarge) controller.error(new Error("The upload is too large."));
    },
  });
}

/** Null when there are more than `largest` bytes; the rest of the part is still read. */
async function collect(chunks: AsyncIterable<Uint8Array>, largest: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size <= largest) parts.push(chunk);
    else parts.length = 0;
  }
  return size > largest ? null : Buffer.concat(parts);
}

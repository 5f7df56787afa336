/**
 * Unpacks a zip container with every entry held to its declared size, so that a lying directory cannot unpack more
 * than the gate has allowed. SheetJS gets the unpacked parts and never reads the zip itself: one parser, one truth.
 */
import { fromBufferPromise } from "yauzl";

export type Part = { readonly name: string; readonly bytes: Buffer };

/** Pictures, charts and macros are left packed; what remains describes the sheets. Rejects on any damage. */
export async function unpackParts(bytes: Uint8Array, largest: number): Promise<Part[]> {
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const parts: Part[] = [];
  let rest = largest;
  for await (const entry of zip.eachEntry()) {
    if (!isNeeded(entry.fileName)) continue;
    rest -= entry.uncompressedSize;
    if (rest < 0) throw new Error("The parts declare more than is allowed.");
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    parts.push({ name: entry.fileName, bytes: Buffer.concat(chunks) });
  }
  return parts;
}

function isNeeded(name: string): boolean {
  if (!/\.(xml|rels)$/i.test(name)) return false;
  return !/^(xl\/(media|drawings|charts|embeddings)\/|Thumbnails\/|Pictures\/)/i.test(name);
}

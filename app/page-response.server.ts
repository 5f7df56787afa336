import { gzipSync } from "node:zlib";

/**
 * A whole page in one piece with its length. Compressed here and at once: the adapter flushes the compression after each of a
 * stream's 2 KB pieces, which makes pages half as large again. In this thread, because handing 40 KB to another one costs it
 * more than compressing them (docs/performance.md).
 */
export function pageResponse(html: string, { request, status, headers }: { request: Request; status: number; headers: Headers }): Response {
  return new Response(zippedPage(html, request, headers).body, { status, headers });
}

/** Adds to `headers` what they must say of the body. */
export function zippedPage(html: string, request: Request, headers: Headers): { body: Buffer<ArrayBuffer>; headers: Headers } {
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.append("Vary", "Accept-Encoding");
  const isZipped = /\bgzip\b/.test(request.headers.get("Accept-Encoding") ?? "");
  if (isZipped) headers.set("Content-Encoding", "gzip");
  const body = isZipped ? gzipSync(html, { level: 1 }) : Buffer.from(html);
  headers.set("Content-Length", String(body.length));
  return { body, headers };
}

import { existsSync } from "node:fs";
import path from "node:path";
import express, { type RequestHandler } from "express";

const types: Record<string, string> = { ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8", ".svg": "image/svg+xml" };

/** Files of the client build; the ones under `/assets` carry a hash in their name and are kept for a year. */
export function serveAssets(directory: string): RequestHandler {
  const files = express.static(directory, {
    index: false,
    redirect: false,
    setHeaders(response, file) {
      const isHashed = file.startsWith(path.join(directory, "assets") + path.sep);
      response.setHeader("Cache-Control", isHashed ? "public, max-age=31536000, immutable" : "public, max-age=3600");
    },
  });
  const compressed = new Map<string, boolean>();
  return (request, response, next) => {
    const extension = path.extname(request.path);
    // why: pages have none, and looking for each on the disk costs as much as Express.
    if (extension === "") return next();
    const type = types[extension];
    if (request.method !== "GET" || !type || !request.acceptsEncodings("gzip")) return files(request, response, next);
    const zipped = path.join(directory, path.normalize(`/${request.path}.gz`));
    if (!compressed.has(request.path) && compressed.size < 10_000) compressed.set(request.path, existsSync(zipped));
    if (!compressed.get(request.path)) return files(request, response, next);
    request.url = request.url.replace(/^[^?]*/, (at) => `${at}.gz`);
    response.setHeader("Content-Encoding", "gzip");
    response.setHeader("Vary", "Accept-Encoding");
    response.type(type);
    files(request, response, next);
  };
}

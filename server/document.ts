import { buffer } from "node:stream/consumers";
import type { AppLoadContext } from "@remix-run/node";
import type { Request as Incoming, Response as Outgoing } from "express";
import type { createDocuments } from "~/entry.server";

type Documents = ReturnType<typeof createDocuments>;

/** More than any form of a document holds; what is larger, or does not say how large it is, is Remix's. */
const mostFormBytes = 65_536;

/** Answers when the request opens a document, or sends a form of one, in the plain way; false leaves it to Remix. */
export async function openDocument(documents: Documents, request: Incoming, response: Outgoing): Promise<boolean> {
  const context = response.locals["context"] as AppLoadContext;
  const form = isForm(documents, request) ? await readForm(request) : null;
  if (form === "client gone") return true;
  const opened = form !== null ? await documents.act(webRequest(request, form), context) : request.method === "GET" ? await documents.open(webRequest(request), context) : null;
  if (opened === null) return false;
  response.status(opened.status);
  for (const [name, value] of opened.headers) response.append(name, value);
  response.end(opened.body);
  return true;
}

function isForm(documents: Documents, request: Incoming): boolean {
  const length = Number(request.headers["content-length"] ?? Infinity);
  return request.method === "POST" && length <= mostFormBytes && request.is("application/x-www-form-urlencoded") !== false && documents.takesForms(new URL(addressOf(request)).pathname);
}

/** The body ends early only where nobody waits for an answer any more. */
function readForm(request: Incoming): Promise<Buffer | "client gone"> {
  return buffer(request).catch(() => "client gone" as const);
}

/** Remix's too; reading it as a URL resolves “..”, which Express's own path keeps. */
const addressOf = (request: Incoming) => `${request.protocol}://${request.headers.host ?? "localhost"}${request.originalUrl}`;

function webRequest(request: Incoming, body?: Buffer): Request {
  const headers = Object.entries(request.headers).flatMap(([name, value]) => [value ?? []].flat().map((each): [string, string] => [name, each]));
  return new Request(addressOf(request), { method: request.method, headers, ...(body && { body: new Uint8Array(body) }) });
}

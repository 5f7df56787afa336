import type { AppLoadContext } from "@remix-run/node";
import type { Request as Incoming, Response as Outgoing } from "express";
import type { createDocuments } from "~/entry.server";

/** Answers when the request opens a document in the plain way; false leaves it to Remix. */
export async function openDocument(documents: ReturnType<typeof createDocuments>, request: Incoming, response: Outgoing): Promise<boolean> {
  if (request.method !== "GET") return false;
  const opened = await documents.open(webRequest(request), response.locals["context"] as AppLoadContext);
  if (opened === null) return false;
  response.status(opened.status);
  for (const [name, value] of opened.headers) response.append(name, value);
  response.end(opened.body);
  return true;
}

function webRequest(request: Incoming): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) for (const each of [value ?? []].flat()) headers.append(name, each);
  return new Request(`${request.protocol}://${request.headers.host ?? "localhost"}${request.originalUrl}`, { headers });
}

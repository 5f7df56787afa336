import type { RequestHandler } from "express";

/** Routes that answer in front of Remix, by method and path; `server/` mounts them in this order. */
export type RawHandler = { method: "get" | "post"; path: string; handle: RequestHandler };

export const rawHandlers: RawHandler[] = [];

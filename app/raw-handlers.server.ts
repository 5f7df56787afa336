import type { RequestHandler } from "express";
import { describeError } from "~db/errors.server";
import { appContext } from "./context.server";
import { paths } from "./http/paths";
import { createSaveRoute } from "./http/save-route.server";
import { SaveBatcher } from "./use-cases/attempt/save-batcher.server";

/** Routes that answer in front of Remix, by method and path; `server/` mounts them in this order. */
export type RawHandler = { method: "get" | "post"; path: string; handle: RequestHandler };

export const rawHandlers: RawHandler[] = [{ method: "post", path: paths.attemptResponses(":attemptId"), handle: madeAtFirstUse(saveRoute) }];

function saveRoute(): RequestHandler {
  const { database, log } = appContext();
  const batcher = new SaveBatcher(database.sql);
  return createSaveRoute({
    save: (request) => batcher.save(request),
    report: (error, reference) => log.error({ reference, error: describeError(error) }, "saving failed"),
  });
}

/** why: the build is also loaded by tools that have no settings and no database. */
function madeAtFirstUse(make: () => RequestHandler): RequestHandler {
  let handler: RequestHandler | undefined;
  return (request, response, next) => (handler ??= make())(request, response, next);
}

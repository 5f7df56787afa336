import { describeError } from "~db/errors.server";
import { appContext } from "./context.server";
import { paths } from "./http/paths";
import type { RawRequest } from "./http/raw-request";
import { createSaveRoute } from "./http/save-route.server";
import { SaveBatcher } from "./use-cases/attempt/save-batcher.server";

/** Routes that `server/` answers in front of Express and Remix, by method and a path with one `:parameter`. */
export type RawHandler = { method: "get" | "post"; path: string; handle: Handle };
type Handle = (raw: RawRequest) => void;

export const rawHandlers: RawHandler[] = [{ method: "post", path: paths.attemptResponses(":attemptId"), handle: madeAtFirstUse(saveRoute) }];

function saveRoute(): Handle {
  const { database, log } = appContext();
  const batcher = new SaveBatcher(database.sql);
  return createSaveRoute({
    save: (request) => batcher.save(request),
    report: (error, reference) => log.error({ reference, error: describeError(error) }, "saving failed"),
  });
}

/** why: the build is also loaded by tools that have no settings and no database. */
function madeAtFirstUse(make: () => Handle): Handle {
  let handle: Handle | undefined;
  return (raw) => (handle ??= make())(raw);
}

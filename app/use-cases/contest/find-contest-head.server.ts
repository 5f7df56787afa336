import type { Database } from "~db/client.server";
import { findCurrentHead } from "~db/repositories/contest.server";
import { forgetRecent, recently } from "../shared/recently.server";

const key = "contest head";

/** Name and contact of the current contest: what stands on every page, so it is asked for once for all pages of the same moment. Null on an empty installation. */
export function findContestHead({ database }: { database: Pick<Database, "lookUps"> }): Promise<{ name: string; contact: string } | null> {
  return recently(database.lookUps, key, () => findCurrentHead(database.lookUps));
}

/** After a change has been committed: whoever made it sees it on the next page. */
export function forgetContestHead({ database }: { database: Pick<Database, "lookUps"> }): void {
  forgetRecent(database.lookUps, key);
}

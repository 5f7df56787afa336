import type { Database } from "~db/client.server";
import { findCurrentHead } from "~db/repositories/contest.server";

/** Name and contact of the current contest: what stands on every page. Null on an empty installation. */
export function findContestHead({ database }: { database: Pick<Database, "lookUps"> }): Promise<{ name: string; contact: string } | null> {
  return findCurrentHead(database.lookUps);
}

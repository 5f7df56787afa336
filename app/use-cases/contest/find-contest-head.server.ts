import type { Database } from "~db/client.server";
import { findCurrentContest } from "~db/repositories/contest.server";

/** Name and contact of the current contest: what stands on every page. Null on an empty installation. */
export async function findContestHead({ database }: { database: Database }): Promise<{ name: string; contact: string } | null> {
  const contest = await findCurrentContest(database.db);
  return contest && { name: contest.name, contact: contest.contact };
}

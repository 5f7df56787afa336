import type { Database } from "~db/client.server";
import { findCurrentContest } from "~db/repositories/contest.server";

/** Id of the contest the installation runs now; null while there is none. */
export async function findContestId({ database }: { database: Database }): Promise<string | null> {
  return (await findCurrentContest(database.db))?.id ?? null;
}

import type { Database } from "~db/client.server";
import { listResultRounds } from "~db/read-models/report-round.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findCurrentContest } from "~db/repositories/contest.server";
import { currentRound, hasResults } from "./round-view";

/** The round whose participation is shown when none is named: open now, else the last that has opened, else the next; null without any. */
export async function findRoundToRead({ database }: { database: Database }): Promise<string | null> {
  const contest = await findCurrentContest(database.db);
  if (!contest) return null;
  const [rounds, now] = [await listResultRounds(database.db, contest.id), await databaseNow(database.db)];
  return currentRound(rounds.filter(hasResults), now)?.id ?? null;
}

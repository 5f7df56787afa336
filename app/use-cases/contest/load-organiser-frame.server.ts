import type { Database } from "~db/client.server";
import { countPendingNotes } from "~db/read-models/organiser.server";
import { findCurrentContest } from "~db/repositories/contest.server";

/** What the navigation of organiser pages shows. `contestName` is null while there is no contest. */
export async function loadOrganiserFrame({ database: { db } }: { database: Database }): Promise<{ contestName: string | null; pendingNotes: number }> {
  const [contest, pendingNotes] = await Promise.all([findCurrentContest(db), countPendingNotes(db)]);
  return { contestName: contest?.name ?? null, pendingNotes };
}

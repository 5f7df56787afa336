import type { Handle } from "~db/client.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findContest, findCurrentContest } from "~db/repositories/contest.server";
import { newChoiceId } from "~db/new-id.server";
import type { ImportContext } from "./importers.server";

/** The contest, clock and randomness an import works with. Throws when there is no contest: `ensureContest` comes first. */
export async function importContext(handle: Handle, { contestId, accountId }: { contestId?: string; accountId: string | null }): Promise<ImportContext> {
  const contest = contestId === undefined ? await findCurrentContest(handle) : await findContest(handle, contestId);
  if (contest === null) throw new Error("An import needs a contest.");
  return { contestId: contest.id, startDay: contest.startsOn, now: await databaseNow(handle), accountId, randomId: newChoiceId };
}

import { deadlineNews } from "~/domain/attempt/deadline-news";
import type { Database } from "~db/client.server";
import { listOwnIncidents } from "~db/read-models/incident.server";
import { listRoundChanges } from "~db/repositories/round-change.server";
import type { Exam } from "./load-exam.server";

/** What a participant who sits an attempt has to know about its end; null when the rules of the round say it all. */
export async function loadDeadlineNews({ database }: { database: Pick<Database, "lookUps"> }, personId: string, { attemptId, roundId, startedAt, deadlineAt, hasMovedDeadline }: Exam): Promise<string | null> {
  if (!hasMovedDeadline) return null;
  return deadlineNews({ startedAt, deadlineAt }, await listOwnIncidents(database.lookUps, personId, [attemptId]), await listRoundChanges(database.lookUps, roundId));
}

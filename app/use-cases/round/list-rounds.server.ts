import { phaseAt, type RoundPhase } from "~/domain/contest/phase";
import type { RoundState } from "~/domain/contest/round";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { listRoundActivity } from "~db/read-models/organiser.server";
import { databaseNow } from "~db/repositories/clock.server";
import { listRounds } from "~db/repositories/round.server";

export type RoundLine = {
  roundId: string;
  name: string;
  isTrial: boolean;
  state: RoundState;
  phase: RoundPhase;
  opensAt: Instant;
  closesAt: Instant;
  minutes: number;
  publishedAt: Instant | null;
  persons: number;
  attempts: number;
};

/** All rounds of a contest in the committee's order, with what they have received so far. */
export async function listRoundLines({ database: { db } }: { database: Database }, contestId: string): Promise<RoundLine[]> {
  const [rounds, now] = await Promise.all([listRounds(db, contestId), databaseNow(db)]);
  const activity = new Map((await listRoundActivity(db, rounds.map((round) => round.id))).map((one) => [one.roundId, one]));
  return rounds.map((round) => {
    const { id, name, isTrial, state, opensAt, closesAt, rules, publishedAt } = round;
    const { persons, attempts, lastDeadlineAt } = activity.get(id) ?? { persons: 0, attempts: 0, lastDeadlineAt: null };
    const phase = phaseAt({ ...round, lastDeadlineAt }, now);
    return { roundId: id, name, isTrial, state, phase, opensAt, closesAt, minutes: rules.minutes, publishedAt, persons, attempts };
  });
}

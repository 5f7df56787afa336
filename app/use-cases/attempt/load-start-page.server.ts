import { describeRules } from "~/domain/contest/rules-text";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { findPersonRound } from "~db/read-models/attempt-round.server";
import { type MyRound, toMyRound } from "./list-my-rounds.server";

/** What a person reads before starting: rules made from the rules, attempts left, the prediction, and why not, if not. */
export type StartPage = MyRound & {
  contestName: string;
  /** Short sentences (thể lệ). */
  rules: string[];
  /** Goes back with the start, so that a start sent twice starts once. */
  nextNumber: number;
  serverNow: Instant;
};

/** Null for drafts, for rounds that are not meant for this person, and for what is not there. */
export async function loadStartPage(
  { database }: { database: Pick<Database, "lookUps"> },
  input: { personId: string | null; roundId: string; now?: Instant },
): Promise<StartPage | null> {
  const row = input.personId === null ? null : await findPersonRound(database.lookUps, input.personId, input.roundId);
  if (row === null || (!row.isInAudience && row.attempts.length === 0)) return null;
  const serverNow = input.now ?? row.now;
  const round = toMyRound(row, serverNow);
  return {
    ...round,
    contestName: row.contestName,
    rules: describeRules(row, {
      questionCount: round.questionCount,
      totalPoints: row.lines.reduce((sum, line) => sum + line.count * line.points, 0),
      types: new Set(row.lines.map((line) => line.type)),
    }, row.audience),
    nextNumber: Math.max(0, ...row.attempts.map((attempt) => attempt.number)) + 1,
    serverNow,
  };
}

import { attemptsLeft, mayStart, phaseAt, type PastAttempt, type RoundPhase, type StartRefusal } from "~/domain/contest/phase";
import type { PredictionSubject, RoundRules } from "~/domain/contest/round";
import { type ChangeNotice, describeChange } from "~/domain/contest/round-change";
import { boardView } from "~/domain/contest/visibility";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { listOwnIncidents, type OwnIncident } from "~db/read-models/incident.server";
import { listPersonRounds, type PersonRound } from "~db/read-models/attempt-round.server";

/** The rounds of the current contest that are meant for a person: the attempt to go on with first, trials last. */
export type MyRound = {
  roundId: string;
  name: string;
  isTrial: boolean;
  phase: RoundPhase;
  opensAt: Instant;
  closesAt: Instant;
  minutes: number;
  questionCount: number;
  /** Attempts that are not void, the open one included. */
  attemptsUsed: number;
  /** In the current round, day or week (`attemptsPer`); null is unlimited. */
  attemptsLeft: number | null;
  attemptsPer: RoundRules["attempts"]["per"];
  /** The attempt to go on with. */
  openAttempt: { attemptId: string; deadlineAt: Instant } | null;
  /** Why no attempt can be started now; null when one can. */
  refusal: StartRefusal | null;
  /** Null when the round asks for none; `value` null when nothing is predicted yet. */
  prediction: { subject: PredictionSubject; value: number | null; mayEdit: boolean } | null;
  /** Whether the round's rules let anybody see its board by now. */
  showsBoard: boolean;
  /** What the committee has changed since, newest first. */
  changes: ChangeNotice[];
  /** Closed attempts by number, void ones included: their results have a page. */
  closedAttempts: PastAttempt[];
};

/** With what the committee has decided outside the rules, and about which attempt. */
export type MyRounds = { rounds: (MyRound & { incidents: (OwnIncident & { number: number })[] })[]; serverNow: Instant };

/** `personId` of the signed-in account; null (no person) sees no rounds. */
export async function listMyRounds({ database }: { database: Pick<Database, "lookUps"> }, input: { personId: string | null; now?: Instant }): Promise<MyRounds> {
  const rows = input.personId === null ? [] : await listPersonRounds(database.lookUps, input.personId);
  const own = input.personId === null ? [] : await listOwnIncidents(database.lookUps, input.personId, rows.flatMap((row) => row.attempts.map((attempt) => attempt.attemptId)));
  const rounds = rows
    .filter((row) => row.isInAudience || row.attempts.length > 0)
    .map((row) => ({ ...toMyRound(row, input.now ?? row.now), incidents: incidentsOf(row, own) }))
    .sort((a, b) => urgency(a) - urgency(b));
  return { rounds, serverNow: input.now ?? rows[0]?.now ?? 0 };
}

/** Within one urgency the committee's order stays. */
function urgency({ openAttempt, isTrial }: MyRound): number {
  if (openAttempt) return 0;
  return isTrial ? 2 : 1;
}

function incidentsOf({ attempts }: PersonRound, own: readonly OwnIncident[]) {
  return own.flatMap((incident) => attempts.filter((attempt) => attempt.attemptId === incident.attemptId).map(({ number }) => ({ ...incident, number })));
}

export function toMyRound(row: PersonRound, now: Instant): MyRound {
  const start = mayStart({ round: row, now, isInAudience: row.isInAudience, retiredAt: row.retiredAt, attempts: row.attempts });
  const open = row.attempts.find((attempt) => attempt.state === "in-progress");
  return {
    roundId: row.roundId,
    name: row.name,
    isTrial: row.isTrial,
    phase: phaseAt(row, now),
    opensAt: row.opensAt,
    closesAt: row.closesAt,
    minutes: row.rules.minutes,
    questionCount: row.lines.reduce((sum, line) => sum + line.count, 0),
    attemptsUsed: row.attempts.filter((attempt) => attempt.state !== "void").length,
    attemptsLeft: attemptsLeft(row.rules, row.attempts, now),
    attemptsPer: row.rules.attempts.per,
    openAttempt: open ? { attemptId: open.attemptId, deadlineAt: open.deadlineAt } : null,
    refusal: start.ok ? null : start.refusal,
    prediction: predictionOf(row, now),
    showsBoard: !row.isTrial && boardView(row, now, row.publishedAt).kind !== "hidden",
    changes: row.changes.map(({ at, changes, reason }) => ({ at, reason, sentences: changes.map(describeChange) })),
    closedAttempts: row.attempts.filter((attempt) => attempt.state !== "in-progress"),
  };
}

/** The same rule as save_prediction: while the round is open, until the first attempt is closed; a reopened one was. */
function predictionOf(row: PersonRound, now: Instant): MyRound["prediction"] {
  if (row.rules.prediction === null) return null;
  const hasClosed = row.attempts.some(({ state, deadlineAt, isReopened }) => state === "submitted" || state === "expired" || (state === "in-progress" && (isReopened || deadlineAt <= now)));
  return { subject: row.rules.prediction, value: row.prediction, mayEdit: row.retiredAt === null && phaseAt(row, now) === "open" && !hasClosed };
}

import { reopenAttempt as decide, type TimeTerms } from "~/domain/attempt/incident";
import { refuse } from "~/domain/shared/result";
import type { Instant } from "~/domain/shared/time";
import type { Database, Handle } from "~db/client.server";
import { listPersonsAttempts, type TargetAttempt } from "~db/repositories/incident.server";
import { type IncidentScope, targetOf } from "./incident-scope.server";
import { checkIncident, type Decision, type IncidentInput, type IncidentObjection, type IncidentResult, type PreparedIncident, recordIncident } from "./record-incident.server";

export type ReopeningWish = TimeTerms & {
  readonly roundId: string;
  readonly scope: IncidentScope;
  /** For a unit: attempts whose time ran out from this moment on. What people handed in themselves stays handed in. */
  readonly expiredSince: Instant;
};
export type Reopening = IncidentInput & ReopeningWish;

/** Lets people go on with an attempt that has ended. The grade of before counts no longer; the next end is graded anew. */
export async function reopenAttempts({ database }: { database: Database }, input: Reopening): Promise<IncidentResult> {
  const prepared = await prepare(database, input);
  return prepared === null ? refuse("missing") : database.transaction((tx) => recordIncident(tx, input, prepared));
}

export async function checkReopening({ database }: { database: Database }, wish: ReopeningWish): Promise<IncidentObjection | null> {
  const prepared = await prepare(database, wish);
  return prepared === null ? "missing" : checkIncident(database, wish.roundId, prepared);
}

async function prepare({ db }: Database, wish: ReopeningWish): Promise<PreparedIncident | null> {
  const { scope, minutes, mayPassClosing, expiredSince } = wish;
  const target = await targetOf(db, scope, expiredSince);
  const terms = { minutes, mayPassClosing };
  return target && { incident: { kind: "reopening", terms, ...target }, decisionOf: (handle, attempts) => decisionFor(handle, wish, terms, attempts) };
}

/** Of a unit's people only the last attempt goes on: whoever has started another one since does not need the earlier. */
async function decisionFor(handle: Handle, { roundId, scope }: ReopeningWish, terms: TimeTerms, attempts: readonly TargetAttempt[]): Promise<Decision> {
  const persons = await listPersonsAttempts(handle, roundId, attempts.map((attempt) => attempt.personId));
  return (attempt, ground) => {
    const person = persons.get(attempt.personId)!;
    const isOvertaken = "unitId" in scope && person.lastAttemptId !== attempt.attemptId;
    return decide(attempt, ground, { ...terms, hasOpenAttempt: person.hasOpen || isOvertaken });
  };
}

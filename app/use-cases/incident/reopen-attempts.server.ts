import { reopenAttempt as decide, type TimeTerms } from "~/domain/attempt/incident";
import { refuse } from "~/domain/shared/result";
import type { Instant } from "~/domain/shared/time";
import type { Database, Tx } from "~db/client.server";
import { listPersonsAttempts, type LockedAttempt } from "~db/repositories/incident.server";
import { type IncidentScope, targetOf } from "./incident-scope.server";
import { type Decision, type IncidentInput, type IncidentResult, recordIncident } from "./record-incident.server";

export type Reopening = IncidentInput & TimeTerms & {
  readonly scope: IncidentScope;
  /** For a unit: attempts whose time ran out from this moment on. What people handed in themselves stays handed in. */
  readonly expiredSince: Instant;
};

/** Lets people go on with an attempt that has ended. The grade of before counts no longer; the next end is graded anew. */
export async function reopenAttempts({ database }: { database: Database }, input: Reopening): Promise<IncidentResult> {
  const { scope, minutes, mayPassClosing } = input;
  const target = await targetOf(database.db, scope, input.expiredSince);
  if (target === null) return refuse("missing");
  const terms = { minutes, mayPassClosing };
  return database.transaction((tx) => recordIncident(tx, input, { kind: "reopening", terms, ...target }, (attempts) => decisionFor(tx, input, terms, attempts)));
}

/** Of a unit's people only the last attempt goes on: whoever has started another one since does not need the earlier. */
async function decisionFor(tx: Tx, { roundId, scope }: Reopening, terms: TimeTerms, locked: readonly LockedAttempt[]): Promise<Decision> {
  const persons = await listPersonsAttempts(tx, roundId, locked.map((attempt) => attempt.personId));
  return (attempt, ground) => {
    const person = persons.get(attempt.personId)!;
    const isOvertaken = "unitId" in scope && person.lastAttemptId !== attempt.attemptId;
    return decide(attempt, ground, { ...terms, hasOpenAttempt: person.hasOpen || isOvertaken });
  };
}

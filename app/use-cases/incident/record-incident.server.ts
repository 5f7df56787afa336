import { type AttemptChange, type IncidentFacts, type IncidentGround, type IncidentKind, type IncidentRefusal, type IncidentTerms, withLeftAtClosing } from "~/domain/attempt/incident";
import { wasCutAtClosing } from "~/domain/attempt/incident-text";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Instant } from "~/domain/shared/time";
import type { Database, Handle, Tx } from "~db/client.server";
import { findResultRound } from "~db/read-models/report-round.server";
import { inSnapshot } from "~db/read-models/report-snapshot.server";
import { insertAudit, insertDeedWithParts } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findIncident, type IncidentTarget, insertIncident, listTargetAttempts, lockAttempts, type TargetAttempt, updateAttempts } from "~db/repositories/incident.server";
import { lockRound } from "~db/repositories/round.server";
import { listCountedBy } from "../standings/result-stage.server";

/**
 * The frame of every incident, in one transaction: the round is locked (starts and publishing wait), then its attempts (saves,
 * submits and the sweeper wait), then the clock is read, each attempt decided by the domain, stored, and written down with
 * what was before. The id comes with the form: the same form sent again changes nothing.
 */
export type IncidentInput = { readonly incidentId: string; readonly roundId: string; readonly accountId: string; readonly reason: string; readonly now?: Instant };

export type Changed = { readonly attempt: TargetAttempt; readonly change: AttemptChange };

export type Recorded = {
  /** Empty where the form was sent again. */
  readonly changes: readonly Changed[];
  readonly wasCutAtClosing: boolean;
  readonly now: Instant;
};

/**
 * `missing`: there is no such round, or no attempt of it that the incident could be about; `changed`: what the organiser decided by
 * does not hold any more.
 */
export type IncidentResult = Result<Recorded, IncidentObjection>;
export type IncidentObjection = DecisionRefusal | "missing";
type DecisionRefusal = IncidentRefusal | "changed";

export type Incident = {
  readonly kind: IncidentKind;
  readonly terms: IncidentTerms;
  readonly target: IncidentTarget;
  /** The unit it is for; null: one attempt. */
  readonly unitId: string | null;
};

/** What is decided, and how of each attempt: the same whether it is recorded or only looked at. */
export type PreparedIncident = { readonly incident: Incident; readonly decisionOf: (handle: Handle, attempts: readonly TargetAttempt[]) => Promise<Decision> | Decision };

export type Decision = (attempt: TargetAttempt, ground: IncidentGround) => Result<AttemptChange, DecisionRefusal>;

/** Of a unit's attempts those change that may; it is refused, with the first reason, when none may. */
export async function recordIncident(tx: Tx, input: IncidentInput, { incident, decisionOf }: PreparedIncident): Promise<IncidentResult> {
  const { incidentId, roundId } = input;
  if ((await lockRound(tx, roundId)) === null) return refuse("missing");
  const locked = await lockAttempts(tx, roundId, incident.target);
  const now = input.now ?? (await databaseNow(tx));
  const stored = await findIncident(tx, incidentId);
  if (stored !== null) return ok({ changes: [], wasCutAtClosing: wasCutAtClosing(stored, stored.attempts), now });
  const decided = await decideEach(tx, roundId, locked, await decisionOf(tx, locked), now);
  const changes = decided.flatMap(({ attempt, result }) => (result.ok ? [{ attempt, change: result.value }] : []));
  if (changes.length === 0) return refuse(objectionTo(decided));
  await updateAttempts(tx, changes.map(({ attempt, change }) => ({ ...change, attemptId: attempt.attemptId })), incident.kind === "void" ? input.reason : null);
  const terms = withLeftAtClosing(incident.terms, decided.filter(({ result }) => !result.ok && result.refusal === "at-closing").length);
  await writeDown(tx, input, { ...incident, terms }, changes, now);
  return ok({ changes, wasCutAtClosing: wasCutAtClosing({ ...incident, terms, at: now }, changes.map(({ attempt, change }) => ({ before: attempt, after: change }))), now });
}

/** What speaks against an incident that is not recorded anyway, because its form lacks something else; null: nothing. It locks nothing. */
export async function checkIncident({ db }: Pick<Database, "db">, roundId: string, { incident, decisionOf }: PreparedIncident): Promise<IncidentObjection | null> {
  return inSnapshot({ db }, async (handle, now) => {
    const attempts = await listTargetAttempts(handle, roundId, incident.target);
    if (attempts.length === 0) return "missing";
    const decided = await decideEach(handle, roundId, attempts, await decisionOf(handle, attempts), now);
    return decided.some(({ result }) => result.ok) ? null : objectionTo(decided);
  });
}

type Decided = { readonly attempt: TargetAttempt; readonly result: ReturnType<Decision> };

async function decideEach(handle: Handle, roundId: string, attempts: readonly TargetAttempt[], decide: Decision, now: Instant): Promise<Decided[]> {
  const round = (await findResultRound(handle, roundId))!;
  const ground = { round, countedBy: await listCountedBy(handle, round), now };
  return attempts.map((attempt) => ({ attempt, result: decide(attempt, ground) }));
}

/** The first reason, when no attempt changes. */
function objectionTo(decided: readonly Decided[]): IncidentObjection {
  const [first] = decided;
  return first === undefined || first.result.ok ? "missing" : first.result.refusal;
}

async function writeDown(tx: Tx, { incidentId, roundId, accountId, reason }: IncidentInput, { kind, terms, unitId }: Incident, changes: readonly Changed[], at: Instant): Promise<void> {
  const rows = changes.map(({ attempt, change }) => ({
    incidentId, attemptId: attempt.attemptId, before: factsOf(attempt, attempt.score), after: factsOf(change, change.isToGrade ? null : attempt.score),
  }));
  await insertIncident(tx, { id: incidentId, roundId, kind, unitId, terms, reason, accountId, at }, rows);
  const deed = { accountId, action: `incident.${kind}` as const, reason };
  const scope = unitId === null ? {} : { unitId };
  const parts = rows.map((row) => ({ ...deed, subjectType: "attempt", subjectId: row.attemptId, before: endOf(row.before), after: { incidentId, ...terms, ...scope, ...endOf(row.after) } }));
  if (unitId === null) return insertAudit(tx, ...parts);
  const [before, after] = [spanOf(rows.map((row) => row.before)), spanOf(rows.map((row) => row.after))];
  await insertDeedWithParts(tx, { ...deed, subjectType: "round", subjectId: roundId, before, after: { incidentId, ...terms, unitId, attempts: rows.length, ...after } }, parts);
}

/** The deadlines of a unit's attempts; each one's own is in its part. */
function spanOf(facts: readonly IncidentFacts[]): { firstDeadlineAt: Instant; lastDeadlineAt: Instant } {
  const deadlines = facts.map(({ deadlineAt }) => deadlineAt).sort((a, b) => a - b);
  return { firstDeadlineAt: deadlines[0]!, lastDeadlineAt: deadlines.at(-1)! };
}

/** Scores are for the record of incidents, which is read by fewer. */
const endOf = ({ state, deadlineAt, submittedAt }: IncidentFacts) => ({ state, deadlineAt, submittedAt });

const factsOf = ({ state, deadlineAt, submittedAt }: Pick<IncidentFacts, "state" | "deadlineAt" | "submittedAt">, score: IncidentFacts["score"]): IncidentFacts => ({ state, deadlineAt, submittedAt, score });

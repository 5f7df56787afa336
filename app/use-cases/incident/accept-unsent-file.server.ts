import { handIn } from "~/domain/attempt/incident";
import { type ComparedSave, compareUnsent, endedAt, isAcceptable } from "~/domain/attempt/unsent-comparison";
import type { UnsentFile } from "~/domain/attempt/unsent-file";
import { refuse } from "~/domain/shared/result";
import type { Database, Handle, Tx } from "~db/client.server";
import { listStoredItems } from "~db/read-models/seat.server";
import { insertHandedIn, type TargetAttempt } from "~db/repositories/incident.server";
import { gradeAttempt } from "../grading/grade-attempts.server";
import { type Decision, type IncidentInput, type IncidentResult, recordIncident } from "./record-incident.server";

export type Acceptance = IncidentInput & {
  readonly file: Omit<UnsentFile, "text">;
  /** The questions whose responses the organiser saw as acceptable, in order. */
  readonly positions: readonly number[];
  /** The organiser knows that the keys show and takes the responses all the same. */
  readonly despiteKeys: boolean;
};

/**
 * Takes the acceptable responses of a file into a closed attempt and grades it anew. What is stored may have changed since the
 * organiser looked (`changed`): then nothing is taken. A process that dies before the grade leaves it to the sweeper.
 */
export async function acceptUnsentFile({ database }: { database: Database }, input: Acceptance): Promise<IncidentResult> {
  const result = await database.transaction((tx) => accept(tx, input));
  if (result.ok && result.value.changes.length > 0) await gradeAttempt({ database }, { attemptId: input.file.attemptId, now: result.value.now });
  return result;
}

async function accept(tx: Tx, input: Acceptance): Promise<IncidentResult> {
  const { file, positions, despiteKeys } = input;
  const terms = { positions, fileMadeAt: file.madeAt, ...(despiteKeys ? { despiteKeys } as const : {}) };
  const decide: Decision = (attempt, ground) => handIn(attempt, ground, { despiteKeys });
  let accepted: ComparedSave[] = [];
  const incident = { kind: "hand-in", terms, target: { attemptId: file.attemptId }, unitId: null } as const;
  const decisionOf = async (handle: Handle, [attempt]: readonly TargetAttempt[]) => {
    accepted = attempt ? await acceptableOf(handle, attempt, file) : [];
    return accepted.length > 0 && accepted.map((row) => row.position).join() === positions.join() ? decide : refuseChanged(decide);
  };
  const recorded = await recordIncident(tx, input, { incident, decisionOf });
  const epoch = recorded.ok ? recorded.value.changes[0]?.change.writerEpoch : undefined;
  if (recorded.ok && epoch !== undefined) await insertHandedIn(tx, file.attemptId, epoch, accepted, recorded.value.now);
  return recorded;
}

/** Other reasons come first: they are what the organiser can do something about. */
const refuseChanged = (decide: Decision): Decision => (attempt, ground) => {
  const decided = decide(attempt, ground);
  return decided.ok ? refuse("changed") : decided;
};

async function acceptableOf(handle: Handle, attempt: TargetAttempt, file: Acceptance["file"]): Promise<ComparedSave[]> {
  return compareUnsent(file.saves, await listStoredItems(handle, attempt.attemptId), endedAt(attempt)).filter(isAcceptable);
}

import { voidAttempt as decide } from "~/domain/attempt/incident";
import type { Database } from "~db/client.server";
import { type IncidentInput, type IncidentResult, recordIncident } from "./record-incident.server";

/** From then on the attempt is neither used up nor a valid entry; responses, log and grade stay on record. */
export async function voidAttempt({ database }: { database: Database }, input: IncidentInput & { readonly attemptId: string }): Promise<IncidentResult> {
  return database.transaction((tx) => recordIncident(tx, input, { kind: "void", terms: {}, target: { attemptId: input.attemptId }, unitId: null }, () => decide));
}

import { voidAttempt as decide } from "~/domain/attempt/incident";
import type { Database } from "~db/client.server";
import { type IncidentInput, type IncidentResult, recordIncident } from "./record-incident.server";

type Voiding = { readonly attemptId: string; /** The organiser knows that results are published and changes them all the same. */ readonly despitePublished: boolean };

/** From then on the attempt is neither used up nor a valid entry; responses, log and grade stay on record. */
export async function voidAttempt({ database }: { database: Database }, input: IncidentInput & Voiding): Promise<IncidentResult> {
  const { attemptId, despitePublished } = input;
  return database.transaction((tx) => recordIncident(tx, input, { kind: "void", terms: {}, target: { attemptId }, unitId: null }, () => (attempt, ground) => decide(attempt, ground, { despitePublished })));
}

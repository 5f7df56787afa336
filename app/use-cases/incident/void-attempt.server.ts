import { voidAttempt as decide } from "~/domain/attempt/incident";
import type { Database } from "~db/client.server";
import { checkIncident, type IncidentInput, type IncidentObjection, type IncidentResult, type PreparedIncident, recordIncident } from "./record-incident.server";

export type VoidWish = { readonly roundId: string; readonly attemptId: string; /** The organiser knows that results are published and changes them all the same. */ readonly despitePublished: boolean };

/** From then on the attempt is neither used up nor a valid entry; responses, log and grade stay on record. */
export async function voidAttempt({ database }: { database: Database }, input: IncidentInput & VoidWish): Promise<IncidentResult> {
  return database.transaction((tx) => recordIncident(tx, input, prepare(input)));
}

export async function checkVoid({ database }: { database: Database }, wish: VoidWish): Promise<IncidentObjection | null> {
  return checkIncident(database, wish.roundId, prepare(wish));
}

function prepare({ attemptId, despitePublished }: VoidWish): PreparedIncident {
  return { incident: { kind: "void", terms: {}, target: { attemptId }, unitId: null }, decisionOf: () => (attempt, ground) => decide(attempt, ground, { despitePublished }) };
}

import { giveExtraTime as decide, type TimeTerms } from "~/domain/attempt/incident";
import { refuse } from "~/domain/shared/result";
import type { Database } from "~db/client.server";
import { type IncidentScope, targetOf } from "./incident-scope.server";
import { checkIncident, type IncidentInput, type IncidentObjection, type IncidentResult, type PreparedIncident, recordIncident } from "./record-incident.server";

export type ExtraTimeWish = TimeTerms & { readonly roundId: string; readonly scope: IncidentScope };
export type ExtraTime = IncidentInput & ExtraTimeWish;

/** More time for one running attempt or all that run in a unit. Open pages learn the deadline with their next save or ping. */
export async function giveExtraTime({ database }: { database: Database }, input: ExtraTime): Promise<IncidentResult> {
  const prepared = await prepare(database, input);
  return prepared === null ? refuse("missing") : database.transaction((tx) => recordIncident(tx, input, prepared));
}

export async function checkExtraTime({ database }: { database: Database }, wish: ExtraTimeWish): Promise<IncidentObjection | null> {
  const prepared = await prepare(database, wish);
  return prepared === null ? "missing" : checkIncident(database, wish.roundId, prepared);
}

async function prepare({ db }: Database, { scope, minutes, mayPassClosing }: ExtraTimeWish): Promise<PreparedIncident | null> {
  const target = await targetOf(db, scope, null);
  const terms = { minutes, mayPassClosing };
  return target && { incident: { kind: "extra-time", terms, ...target }, decisionOf: () => (attempt, ground) => decide(attempt, ground, terms) };
}

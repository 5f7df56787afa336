import { giveExtraTime as decide, type TimeTerms } from "~/domain/attempt/incident";
import { refuse } from "~/domain/shared/result";
import type { Database } from "~db/client.server";
import { type IncidentScope, targetOf } from "./incident-scope.server";
import { type IncidentInput, type IncidentResult, recordIncident } from "./record-incident.server";

export type ExtraTime = IncidentInput & TimeTerms & { readonly scope: IncidentScope };

/** More time for one running attempt or all that run in a unit. Open pages learn the deadline with their next save or ping. */
export async function giveExtraTime({ database }: { database: Database }, input: ExtraTime): Promise<IncidentResult> {
  const { scope, minutes, mayPassClosing } = input;
  const target = await targetOf(database.db, scope, null);
  if (target === null) return refuse("missing");
  const terms = { minutes, mayPassClosing };
  return database.transaction((tx) => recordIncident(tx, input, { kind: "extra-time", terms, ...target }, () => (attempt, ground) => decide(attempt, ground, terms)));
}

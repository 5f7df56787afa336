import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { DecidedAttempt, IncidentKind, IncidentTerms, ToldIncident } from "~/domain/attempt/incident";
import { untilNextDecision } from "~/domain/attempt/incident-text";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { preparedOnce } from "../prepared.server";
import { accounts, attempts, incidentAttempts, incidents, people, units } from "../schema";

/** What the committee has decided outside the rules, for its own record and for those it was about. */
export type IncidentLine = {
  incidentId: string;
  kind: IncidentKind;
  terms: IncidentTerms;
  reason: string;
  at: Instant;
  byName: string;
  /** The unit it was for; null: one attempt. */
  unitName: string | null;
};

export type ChangedAttempt = DecidedAttempt & { attemptId: string; number: number; personCode: string; personName: string; unitName: string };
export type RoundIncident = IncidentLine & { attempts: ChangedAttempt[] };

/** All incidents of a round, the first one first, each with the attempts it changed by units and codes. */
export async function listIncidents(handle: Handle, roundId: string): Promise<RoundIncident[]> {
  const heads = await handle
    .select({ incidentId: incidents.id, kind: incidents.kind, terms: incidents.terms, reason: incidents.reason, at: incidents.at, byName: accounts.displayName, unitName: units.name })
    .from(incidents)
    .innerJoin(accounts, eq(accounts.id, incidents.accountId))
    .leftJoin(units, eq(units.id, incidents.unitId))
    .where(eq(incidents.roundId, roundId))
    .orderBy(asc(incidents.at), asc(incidents.id));
  const rows = await handle
    .select({
      incidentId: incidentAttempts.incidentId, attemptId: attempts.id, number: attempts.number, personCode: people.code, personName: people.fullName, unitName: units.name,
      before: incidentAttempts.before, after: incidentAttempts.after, deadlineAt: attempts.deadlineAt,
    })
    .from(incidentAttempts)
    .innerJoin(incidents, eq(incidents.id, incidentAttempts.incidentId))
    .innerJoin(attempts, eq(attempts.id, incidentAttempts.attemptId))
    .innerJoin(people, eq(people.id, attempts.personId))
    .innerJoin(units, eq(units.id, attempts.unitId))
    .where(eq(incidents.roundId, roundId))
    .orderBy(asc(incidents.at), asc(incidents.id), asc(units.position), asc(people.code));
  const byIncident = new Map<string, ChangedAttempt[]>(heads.map((head) => [head.incidentId, []]));
  for (const { incidentId, ...attempt } of untilNextDecision(rows)) byIncident.get(incidentId)!.push(attempt);
  return heads.map((head) => ({ ...head, attempts: byIncident.get(head.incidentId)! }));
}

/** Of all incidents of some rounds, each round's in the order of its record. */
export async function listIncidentMoments(handle: Handle, roundIds: readonly string[]): Promise<{ roundId: string; kind: IncidentKind; at: Instant }[]> {
  return handle.select({ roundId: incidents.roundId, kind: incidents.kind, at: incidents.at }).from(incidents).where(inArray(incidents.roundId, [...roundIds])).orderBy(asc(incidents.at), asc(incidents.id));
}

/** What the committee has decided about a person's attempts. */
export type OwnIncident = ToldIncident & { attemptId: string };

const ownIncidents = preparedOnce((handle) =>
  handle
    .select({ attemptId: attempts.id, kind: incidents.kind, reason: incidents.reason, at: incidents.at, before: incidentAttempts.before, after: incidentAttempts.after, deadlineAt: attempts.deadlineAt })
    .from(incidentAttempts)
    .innerJoin(incidents, eq(incidents.id, incidentAttempts.incidentId))
    .innerJoin(attempts, eq(attempts.id, incidentAttempts.attemptId))
    .where(and(eq(attempts.personId, sql.placeholder("personId")), sql`${incidentAttempts.attemptId} = any (${sql.placeholder("attemptIds")}::uuid[])`))
    .orderBy(asc(incidents.at), asc(incidents.id))
    .prepare("own_incidents"),
);

export async function listOwnIncidents(handle: Handle, personId: string, attemptIds: readonly string[]): Promise<OwnIncident[]> {
  return attemptIds.length === 0 ? [] : untilNextDecision(await ownIncidents(handle).execute({ personId, attemptIds: `{${attemptIds.join(",")}}` }));
}

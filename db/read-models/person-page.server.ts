import { aliasedTable, asc, desc, eq, sql } from "drizzle-orm";
import type { AttemptState } from "~/domain/attempt/attempt";
import type { PredictionSubject } from "~/domain/contest/round";
import type { Day, Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { accounts, attempts, people, personBlocs, personTransfers, predictions, rounds, units } from "../schema";

/** Everything the committee has about one person of the roster. */
export type PersonDetail = typeof people.$inferSelect & { readonly unitName: string; readonly blocIds: string[]; readonly accountId: string | null; readonly login: string | null };

export async function findPersonDetail(handle: Handle, personId: string): Promise<PersonDetail | null> {
  const [row] = await handle
    .select({
      person: people, unitName: units.name, accountId: accounts.id, login: accounts.login,
      blocIds: sql<string[]>`(select coalesce(json_agg(${personBlocs.blocId}), '[]') from ${personBlocs} where ${personBlocs.personId} = ${people.id})`,
    })
    .from(people)
    .innerJoin(units, eq(units.id, people.unitId))
    .leftJoin(accounts, eq(accounts.personId, people.id))
    .where(eq(people.id, personId));
  return row === undefined ? null : { ...row.person, unitName: row.unitName, blocIds: row.blocIds, accountId: row.accountId, login: row.login };
}

export type PersonAttempt = { readonly attemptId: string; readonly roundName: string; readonly number: number; readonly state: AttemptState; readonly unitName: string; readonly startedAt: Instant };

/** Newest first, each with the unit in which it was made. */
export async function listAttemptsOfPerson(handle: Handle, personId: string): Promise<PersonAttempt[]> {
  return handle
    .select({ attemptId: attempts.id, roundName: rounds.name, number: attempts.number, state: attempts.state, unitName: units.name, startedAt: attempts.startedAt })
    .from(attempts)
    .innerJoin(rounds, eq(rounds.id, attempts.roundId))
    .innerJoin(units, eq(units.id, attempts.unitId))
    .where(eq(attempts.personId, personId))
    .orderBy(desc(attempts.startedAt), desc(attempts.id));
}

export type MergedRow = { readonly id: string; readonly code: string; readonly fullName: string };

/** The rows that were doubles of this person. */
export async function listMergedHere(handle: Handle, personId: string): Promise<MergedRow[]> {
  return handle.select({ id: people.id, code: people.code, fullName: people.fullName }).from(people).where(eq(people.mergedIntoId, personId)).orderBy(asc(people.retiredAt), asc(people.id));
}

export type TransferRow = { readonly id: string; readonly fromUnit: string; readonly toUnit: string; readonly onDay: Day };

export async function listTransfers(handle: Handle, personId: string): Promise<TransferRow[]> {
  const [from, to] = [aliasedTable(units, "from_unit"), aliasedTable(units, "to_unit")];
  return handle
    .select({ id: personTransfers.id, fromUnit: from.name, toUnit: to.name, onDay: personTransfers.onDay })
    .from(personTransfers)
    .innerJoin(from, eq(from.id, personTransfers.fromUnitId))
    .innerJoin(to, eq(to.id, personTransfers.toUnitId))
    .where(eq(personTransfers.personId, personId))
    .orderBy(asc(personTransfers.onDay), asc(personTransfers.createdAt));
}

/** `subject` is what the round asks for by now; null where it has stopped asking. */
export type PredictionOfPerson = { readonly roundName: string; readonly subject: PredictionSubject | null; readonly value: number; readonly updatedAt: Instant };

export async function listPredictionsOf(handle: Handle, personId: string): Promise<PredictionOfPerson[]> {
  return handle
    .select({ roundName: rounds.name, subject: sql<PredictionSubject | null>`${rounds.rules} ->> 'prediction'`, value: predictions.value, updatedAt: predictions.updatedAt })
    .from(predictions)
    .innerJoin(rounds, eq(rounds.id, predictions.roundId))
    .where(eq(predictions.personId, personId))
    .orderBy(asc(predictions.updatedAt));
}

import { and, asc, eq, inArray } from "drizzle-orm";
import type { MergePlan, MergeSide } from "~/domain/roster/merge";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { accounts, attempts, committeeNotes, people, personTransfers, predictions, roleGrants, rounds } from "../schema";

/** What two rows of one person have, and the moves that make them one. Attempt rows are locked first. */
export async function lockMergeSide(handle: Handle, personId: string): Promise<MergeSide> {
  const rows = await handle
    .select({ attemptId: attempts.id, roundId: attempts.roundId, number: attempts.number, state: attempts.state })
    .from(attempts)
    .where(eq(attempts.personId, personId))
    .orderBy(asc(attempts.id))
    .for("update");
  const names = new Map(rows.length === 0 ? [] : (await handle.select({ id: rounds.id, name: rounds.name }).from(rounds).where(inArray(rounds.id, rows.map((row) => row.roundId)))).map(({ id, name }) => [id, name]));
  const predicted = await handle.select({ roundId: predictions.roundId, value: predictions.value }).from(predictions).where(eq(predictions.personId, personId));
  return { attempts: rows.map((row) => ({ ...row, roundName: names.get(row.roundId) ?? "" })), predictions: predicted };
}

export async function moveToPerson(handle: Handle, { fromId, toId, plan }: { fromId: string; toId: string; plan: MergePlan }): Promise<void> {
  for (const { attemptId, number } of plan.attempts) await handle.update(attempts).set({ personId: toId, number }).where(eq(attempts.id, attemptId));
  for (const roundId of plan.predictionRounds) {
    await handle.delete(predictions).where(and(eq(predictions.roundId, roundId), eq(predictions.personId, toId)));
    await handle.update(predictions).set({ personId: toId }).where(and(eq(predictions.roundId, roundId), eq(predictions.personId, fromId)));
  }
  await handle.update(committeeNotes).set({ personId: toId }).where(eq(committeeNotes.personId, fromId));
  await handle.update(personTransfers).set({ personId: toId }).where(eq(personTransfers.personId, fromId));
}

export async function markMerged(handle: Handle, personId: string, mergedIntoId: string, retiredAt: Instant): Promise<void> {
  await handle.update(people).set({ mergedIntoId, retiredAt }).where(eq(people.id, personId));
}

export async function findPersonIdByCode(handle: Handle, code: string): Promise<string | null> {
  const [row] = await handle.select({ id: people.id }).from(people).where(eq(people.code, code));
  return row?.id ?? null;
}

export type PersonAccount = { readonly id: string; readonly hasGrants: boolean };

export async function lockAccountOfPerson(handle: Handle, personId: string): Promise<PersonAccount | null> {
  const [row] = await handle.select({ id: accounts.id }).from(accounts).where(eq(accounts.personId, personId)).for("update");
  if (row === undefined) return null;
  const grants = await handle.select({ id: roleGrants.id }).from(roleGrants).where(eq(roleGrants.accountId, row.id)).limit(1);
  return { id: row.id, hasGrants: grants.length > 0 };
}

/** Where the row that stays has no account of its own. */
export async function giveAccountTo(handle: Handle, accountId: string, person: { id: string; login: string; displayName: string }): Promise<void> {
  await handle.update(accounts).set({ personId: person.id, login: person.login, displayName: person.displayName }).where(eq(accounts.id, accountId));
}

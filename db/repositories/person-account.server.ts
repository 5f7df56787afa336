import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Handle } from "../client.server";
import { accounts, people, units } from "../schema";

/** Accounts of the roster: every person has one, whose login is the code and whose name is the person's. */
export async function listPeopleWithoutAccount(handle: Handle): Promise<{ id: string; code: string; fullName: string }[]> {
  return handle
    .select({ id: people.id, code: people.code, fullName: people.fullName })
    .from(people)
    .leftJoin(accounts, eq(accounts.personId, people.id))
    .where(and(isNull(accounts.id), isNull(people.retiredAt)))
    .orderBy(people.code);
}

/** After an import corrected names. */
export async function copyNamesToAccounts(handle: Handle): Promise<void> {
  await handle
    .update(accounts)
    .set({ displayName: sql`${people.fullName}` })
    .from(people)
    .where(and(eq(people.id, accounts.personId), ne(accounts.displayName, people.fullName)));
}

export type PersonUnit = { code: string; fullName: string; unitName: string; parentName: string | null };

export async function findUnitOfPerson(handle: Handle, personId: string): Promise<PersonUnit | null> {
  const parents = alias(units, "parents");
  const [row] = await handle
    .select({ code: people.code, fullName: people.fullName, unitName: units.name, parentName: parents.name })
    .from(people)
    .innerJoin(units, eq(units.id, people.unitId))
    .leftJoin(parents, eq(parents.id, units.parentId))
    .where(eq(people.id, personId));
  return row ?? null;
}

/** Why the person of an account takes part no more: joined to another row, or forgotten on request. Null for anybody else. */
export async function findPersonGone(handle: Handle, accountId: string): Promise<"merged" | "anonymised" | null> {
  const [row] = await handle
    .select({ mergedIntoId: people.mergedIntoId, anonymisedAt: people.anonymisedAt })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .where(eq(accounts.id, accountId));
  return row?.mergedIntoId ? "merged" : row?.anonymisedAt ? "anonymised" : null;
}

/** Whoever has a role of the committee and takes part is listed apart and not ranked; follows the account's grants. */
export async function flagCommitteeMember(handle: Handle, accountId: string): Promise<void> {
  const isMember = sql<boolean>`exists (select from role_grants g where g.account_id = ${accountId} and g.role in ('organiser', 'administrator'))`;
  await handle
    .update(people)
    .set({ isCommitteeMember: isMember })
    .from(accounts)
    .where(and(eq(accounts.id, accountId), eq(people.id, accounts.personId)));
}

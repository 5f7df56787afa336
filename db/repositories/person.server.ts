import { and, eq, inArray, isNull, max, ne, or, sql } from "drizzle-orm";
import type { PersonRecord } from "~/domain/roster/person";
import { searchForm } from "~/domain/shared/text";
import type { Day, Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { accounts, attempts, people, personBlocs, personTransfers, roleGrants, rounds } from "../schema";

/** One person of the roster, written by hand. Imports write theirs in import-person.server.ts. */
export type PersonRow = typeof people.$inferSelect & { readonly blocIds: readonly string[] };

export async function lockPerson(handle: Handle, personId: string): Promise<PersonRow | null> {
  const [row] = await handle.select().from(people).where(eq(people.id, personId)).for("update");
  if (row === undefined) return null;
  const members = await handle.select({ blocId: personBlocs.blocId }).from(personBlocs).where(eq(personBlocs.personId, personId));
  return { ...row, blocIds: members.map(({ blocId }) => blocId) };
}

type NewPerson = { readonly id: string; readonly unitId: string; readonly createdAt: Instant };

export async function insertPerson(handle: Handle, { id, unitId, createdAt }: NewPerson, { blocIds, ...record }: PersonRecord): Promise<void> {
  await handle.insert(people).values({ ...record, id, unitId, createdAt, searchName: searchForm(record.fullName) });
  await replaceBlocs(handle, id, blocIds);
}

export async function updatePerson(handle: Handle, personId: string, { blocIds, ...record }: PersonRecord): Promise<void> {
  await handle.update(people).set({ ...record, searchName: searchForm(record.fullName) }).where(eq(people.id, personId));
  await replaceBlocs(handle, personId, blocIds);
}

async function replaceBlocs(handle: Handle, personId: string, blocIds: readonly string[]): Promise<void> {
  await handle.delete(personBlocs).where(eq(personBlocs.personId, personId));
  if (blocIds.length > 0) await handle.insert(personBlocs).values(blocIds.map((blocId) => ({ personId, blocId })));
}

export async function setPersonRetired(handle: Handle, personId: string, retiredAt: Instant | null): Promise<void> {
  await handle.update(people).set({ retiredAt }).where(eq(people.id, personId));
}

export async function setPersonUnit(handle: Handle, personId: string, unitId: string): Promise<void> {
  await handle.update(people).set({ unitId }).where(eq(people.id, personId));
}

/** Of the rounds whose results are not published yet. Returns the attempts that changed, as the audit names them. */
export async function moveUnpublishedAttempts(handle: Handle, personId: string, unitId: string): Promise<string[]> {
  const moved = await handle
    .update(attempts)
    .set({ unitId })
    .from(rounds)
    .where(and(eq(rounds.id, attempts.roundId), isNull(rounds.publishedAt), eq(attempts.personId, personId), ne(attempts.unitId, unitId)))
    .returning({ roundName: rounds.name, number: attempts.number });
  return moved.map(({ roundName, number }) => `${roundName}, lượt ${number}`);
}

export async function insertTransfer(handle: Handle, transfer: typeof personTransfers.$inferInsert): Promise<void> {
  await handle.insert(personTransfers).values(transfer);
}

export async function findLastTransferDay(handle: Handle, personId: string): Promise<Day | null> {
  const [row] = await handle.select({ day: max(personTransfers.onDay) }).from(personTransfers).where(eq(personTransfers.personId, personId));
  return row?.day ?? null;
}

/** Whoever has this login or this code already; a code becomes the login of its person. */
export type CodeOwner = { readonly personId: string | null; readonly name: string };

export async function findCodeOwner(handle: Handle, { code, login, exceptPersonId }: { code: string; login: string; exceptPersonId: string }): Promise<CodeOwner | null> {
  const [person] = await handle
    .select({ personId: people.id, name: people.fullName })
    .from(people)
    .where(and(ne(people.id, exceptPersonId), or(eq(people.code, code), eq(sql`lower(${people.code})`, login))))
    .limit(1);
  if (person !== undefined) return person;
  const [account] = await handle
    .select({ personId: accounts.personId, name: accounts.displayName })
    .from(accounts)
    .where(and(eq(accounts.login, login), sql`${accounts.personId} is distinct from ${exceptPersonId}::uuid`))
    .limit(1);
  return account ?? null;
}

export type Namesake = { readonly personId: string; readonly code: string; readonly fullName: string; readonly birthDate: Day | null };

/** People who were born on that day and have not been taken off the roster. */
export async function listBornOn(handle: Handle, birthDate: Day, exceptPersonId: string): Promise<Namesake[]> {
  return handle
    .select({ personId: people.id, code: people.code, fullName: people.fullName, birthDate: people.birthDate })
    .from(people)
    .where(and(eq(people.birthDate, birthDate), ne(people.id, exceptPersonId), isNull(people.retiredAt)));
}

/** The account signs in with the code and is shown by the name. */
export async function followPersonInAccount(handle: Handle, personId: string, { login, displayName }: { login: string; displayName: string }): Promise<void> {
  await handle.update(accounts).set({ login, displayName }).where(eq(accounts.personId, personId));
}

/** Whoever has a role of the committee is a committee member, whatever the form says. */
export async function hasCommitteeRole(handle: Handle, personId: string): Promise<boolean> {
  const rows = await handle
    .select({ id: roleGrants.id })
    .from(roleGrants)
    .innerJoin(accounts, eq(accounts.id, roleGrants.accountId))
    .where(and(eq(accounts.personId, personId), inArray(roleGrants.role, ["organiser", "administrator"])))
    .limit(1);
  return rows.length > 0;
}

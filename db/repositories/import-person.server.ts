import { asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { ExistingPeople, PersonValue } from "~/domain/sheets/plan-people";
import { searchForm } from "~/domain/shared/text";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { newId } from "../new-id.server";
import { accounts, blocs, people, personBlocs, units } from "../schema";
import { inPortions } from "./import-portions.server";

/** Everybody on the roster as an import writes them, by id; in the order of codes. */
export async function loadPeople(handle: Handle): Promise<Map<string, PersonValue>> {
  const rows = await handle.select().from(people).orderBy(asc(people.code));
  const members = await handle
    .select({ personId: personBlocs.personId, blocId: personBlocs.blocId })
    .from(personBlocs)
    .innerJoin(blocs, eq(blocs.id, personBlocs.blocId))
    .orderBy(asc(blocs.position), asc(blocs.id));
  const blocIds = new Map<string, string[]>();
  for (const { personId, blocId } of members) {
    const ids = blocIds.get(personId);
    if (ids === undefined) blocIds.set(personId, [blocId]);
    else ids.push(blocId);
  }
  return new Map(
    rows.map(({ id, code, fullName, birthDate, gender, rank, jobTitle, unitId, phone }) => [id, { code, fullName, birthDate, gender, rank, jobTitle, unitId, phone, blocIds: blocIds.get(id) ?? [] }]),
  );
}

/** What an import of a roster compares with. */
export async function loadExistingPeople(handle: Handle): Promise<ExistingPeople> {
  return {
    units: await handle.select({ id: units.id, code: units.code, name: units.name }).from(units).orderBy(asc(units.position), asc(units.id)),
    blocs: await handle.select().from(blocs).orderBy(asc(blocs.position), asc(blocs.id)),
    staffLogins: (await handle.select({ login: accounts.login }).from(accounts).where(isNull(accounts.personId))).map(({ login }) => login),
    people: [...(await loadPeople(handle)).values()],
  };
}

/** Writes people under their codes; their blocs become exactly those given. Repeating changes nothing. Gives their ids. */
export async function upsertPeople(handle: Handle, values: readonly PersonValue[], now: Instant): Promise<string[]> {
  const idsByCode = new Map<string, string>();
  const set = {
    fullName: sql`excluded.full_name`,
    searchName: sql`excluded.search_name`,
    birthDate: sql`excluded.birth_date`,
    gender: sql`excluded.gender`,
    rank: sql`excluded.rank`,
    jobTitle: sql`excluded.job_title`,
    unitId: sql`excluded.unit_id`,
    phone: sql`excluded.phone`,
  };
  await inPortions(values, async (portion) => {
    const rows = portion.map(({ blocIds: _blocIds, ...person }) => ({ ...person, id: newId(), searchName: searchForm(person.fullName), createdAt: now }));
    const written = await handle.insert(people).values(rows).onConflictDoUpdate({ target: people.code, set }).returning({ id: people.id, code: people.code });
    for (const { id, code } of written) idsByCode.set(code, id);
    const members = portion.flatMap(({ code, blocIds }) => blocIds.map((blocId) => ({ personId: idsByCode.get(code) ?? "", blocId })));
    await handle.delete(personBlocs).where(inArray(personBlocs.personId, written.map(({ id }) => id)));
    if (members.length > 0) await handle.insert(personBlocs).values(members);
  });
  return values.map(({ code }) => idsByCode.get(code) ?? "");
}

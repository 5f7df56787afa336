import { asc, eq, gt, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { ExistingPeople, PersonValue } from "~/domain/sheets/plan-people";
import { searchForm } from "~/domain/shared/text";
import { dayOf, type Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { newId } from "../new-id.server";
import { accounts, blocs, people, personBlocs, units } from "../schema";
import { inPages, inPortions, rowsOf } from "./portions.server";

/** Everybody on the roster as an import writes them, by id; in the order of codes. */
export async function loadPeople(handle: Handle): Promise<Map<string, PersonValue>> {
  const rows = await inPages<typeof people.$inferSelect>((after, limit) =>
    handle.select().from(people).where(after && gt(people.code, after.code)).orderBy(asc(people.code)).limit(limit),
  );
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
  return new Map(rows.map((row) => [row.id, valueOf(row, blocIds.get(row.id) ?? [])]));
}

type Stored = Omit<PersonValue, "blocIds">;
const valueOf = ({ code, fullName, birthDate, gender, rank, jobTitle, unitId, phone }: Stored, blocIds: readonly string[]): PersonValue => ({
  code, fullName, birthDate, gender, rank, jobTitle, unitId, phone, blocIds,
});

/** What an import of a roster compares with. */
export async function loadExistingPeople(handle: Handle): Promise<ExistingPeople> {
  return {
    units: await handle.select({ id: units.id, code: units.code, name: units.name, validTo: units.validTo }).from(units).orderBy(asc(units.position), asc(units.id)),
    blocs: await handle.select().from(blocs).orderBy(asc(blocs.position), asc(blocs.id)),
    staffLogins: (await handle.select({ login: accounts.login }).from(accounts).where(isNull(accounts.personId))).map(({ login }) => login),
    people: [...(await loadPeople(handle)).values()],
    gone: await loadGone(handle),
  };
}

async function loadGone(handle: Handle): Promise<ExistingPeople["gone"]> {
  const stays = alias(people, "stays");
  const rows = await handle
    .select({ code: people.code, retiredAt: people.retiredAt, intoCode: stays.code })
    .from(people)
    .leftJoin(stays, eq(stays.id, people.mergedIntoId))
    .where(isNotNull(people.retiredAt));
  return new Map(rows.map(({ code, retiredAt, intoCode }) => [code, intoCode === null ? { kind: "retired", from: dayOf(retiredAt!) } : { kind: "merged", intoCode }]));
}

/** Writes people under their codes; their blocs become exactly those given. Repeating changes nothing. Gives their ids. */
export async function upsertPeople(handle: Handle, values: readonly PersonValue[], now: Instant): Promise<string[]> {
  const idsByCode = new Map<string, string>();
  await inPortions(values, async (portion) => {
    const given = rowsOf("people", portion.map((person) => personRow(person, now)));
    const written = await handle.execute<{ id: string; code: string }>(sql`
      insert into people (id, code, full_name, search_name, birth_date, gender, rank, job_title, unit_id, phone, created_at)
      select id, code, full_name, search_name, birth_date, gender, rank, job_title, unit_id, phone, created_at from ${given}
      on conflict (code) do update set
        full_name = excluded.full_name, search_name = excluded.search_name, birth_date = excluded.birth_date, gender = excluded.gender,
        rank = excluded.rank, job_title = excluded.job_title, unit_id = excluded.unit_id, phone = excluded.phone
      returning id, code`);
    for (const { id, code } of written) idsByCode.set(code, id);
    const members = portion.flatMap(({ code, blocIds }) => blocIds.map((blocId) => ({ person_id: idsByCode.get(code), bloc_id: blocId })));
    await handle.delete(personBlocs).where(inArray(personBlocs.personId, written.map(({ id }) => id)));
    await handle.execute(sql`insert into person_blocs (person_id, bloc_id) select person_id, bloc_id from ${rowsOf("person_blocs", members)}`);
  });
  return values.map(({ code }) => idsByCode.get(code) ?? "");
}

function personRow({ code, fullName, birthDate, gender, rank, jobTitle, unitId, phone }: PersonValue, now: Instant) {
  return {
    id: newId(), code, full_name: fullName, search_name: searchForm(fullName), birth_date: birthDate, gender, rank, job_title: jobTitle,
    unit_id: unitId, phone, created_at: new Date(now).toISOString(),
  };
}

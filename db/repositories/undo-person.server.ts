import { inArray, sql } from "drizzle-orm";
import type { PersonUse } from "~/domain/sheets/undo-uses";
import type { Handle } from "../client.server";
import { people } from "../schema";
import { inPortions } from "./portions.server";

/** Whoever on the roster has done something, or has had something done to them besides being written down; by id. */
export async function listPersonUses(handle: Handle): Promise<Map<string, PersonUse>> {
  const rows = await handle.execute<PersonUse & { id: string }>(sql`
    select * from (
      select p.id,
        exists (select from attempts t where t.person_id = p.id) as "hasAttempts",
        exists (select from predictions d where d.person_id = p.id) as "hasPredictions",
        coalesce(a.password_hash is not null or a.consented_at is not null, false) as "hasSignedIn",
        exists (select from role_grants g where g.account_id = a.id) as "hasRoles",
        p.retired_at is not null as "isRetired"
      from people p left join accounts a on a.person_id = p.id
    ) use
    where "hasAttempts" or "hasPredictions" or "hasSignedIn" or "hasRoles" or "isRetired"`);
  return new Map(rows.map(({ id, ...use }) => [id, use]));
}

/** Until the transaction ends nobody of them signs in for the first time, starts an attempt or is changed. */
export async function lockPeople(handle: Handle, ids: readonly string[]): Promise<void> {
  await inPortions(ids, async (portion) => {
    await handle.execute(sql`select from people where id in ${portion} order by id for update`);
    await handle.execute(sql`select from accounts where person_id in ${portion} order by id for update`);
  });
}

/** With their accounts, secrets and blocs. Throws where anything else refers to one of them. */
export async function deletePeople(handle: Handle, ids: readonly string[]): Promise<void> {
  await inPortions(ids, (portion) => handle.delete(people).where(inArray(people.id, portion)));
}

import { sql } from "drizzle-orm";
import type { Handle } from "../client.server";

/** What ids of any kind are called on screens: units, people, accounts, rounds, questions and the short lists. Unknown ids have no name. */
export async function findNames(handle: Handle, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const wanted = sql`any(${`{${[...new Set(ids)].join(",")}}`}::uuid[])`;
  const rows = await handle.execute<{ id: string; name: string }>(sql`
    select id, name from contests where id = ${wanted}
    union all select id, name from rounds where id = ${wanted}
    union all select id, name from units where id = ${wanted}
    union all select id, name from unit_types where id = ${wanted}
    union all select id, name from blocs where id = ${wanted}
    union all select id, name from topics where id = ${wanted}
    union all select id, name from levels where id = ${wanted}
    union all select id, full_name || ' (' || code || ')' from people where id = ${wanted}
    union all select id, display_name || ' (' || login || ')' from accounts where id = ${wanted}
    union all select id, file_name from import_batches where id = ${wanted}
    union all select n.id, p.full_name || ' (' || p.code || ')' from committee_notes n join people p on p.id = n.person_id where n.id = ${wanted}
    union all select a.id, p.full_name || ', ' || r.name || ', lượt ' || a.number from attempts a join people p on p.id = a.person_id join rounds r on r.id = a.round_id where a.id = ${wanted}
    union all select q.id, coalesce(q.code || '. ', '') || left(v.content, 120) from questions q join question_revisions v on v.id = q.current_revision_id where q.id = ${wanted}`);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

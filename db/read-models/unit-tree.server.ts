import { sql } from "drizzle-orm";

/** `with` this: the rows `tree` of all units (id, name, depth); by `path` they stand in the committee's order, a parent before its children. */
export const unitTree = sql`recursive tree as (
  select id, name, 0 as depth, array[lpad(position::text, 6, '0') || code] as path from units where parent_id is null
  union all
  select u.id, u.name, t.depth + 1, t.path || (lpad(u.position::text, 6, '0') || u.code) from units u join tree t on t.id = u.parent_id
)`;

import { eq, sql } from "drizzle-orm";
import type { Handle } from "../client.server";
import { units } from "../schema";

/** Units as far as accounts need them: to choose one for a role or a filter. */
export type UnitOption = { id: string; name: string; depth: number };

export async function unitExists(handle: Handle, unitId: string): Promise<boolean> {
  const rows = await handle.select({ id: units.id }).from(units).where(eq(units.id, unitId));
  return rows.length > 0;
}

/** In the order of the tree, as in the committee's own list. */
export async function listUnitOptions(handle: Handle): Promise<UnitOption[]> {
  const rows = await handle.execute<{ id: string; name: string; depth: number }>(sql`
    with recursive tree as (
      select id, name, 0 as depth, array[lpad(position::text, 6, '0') || code] as path from units where parent_id is null
      union all
      select u.id, u.name, t.depth + 1, t.path || (lpad(u.position::text, 6, '0') || u.code) from units u join tree t on t.id = u.parent_id
    )
    select id, name, depth from tree order by path`);
  return rows.map(({ id, name, depth }) => ({ id, name, depth }));
}

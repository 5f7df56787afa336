import { eq, sql } from "drizzle-orm";
import type { Handle } from "../client.server";
import { unitTree } from "../read-models/unit-tree.server";
import { units } from "../schema";

/** Units as far as accounts need them: to choose one for a role or a filter. */
export type UnitOption = { id: string; name: string; depth: number };

export async function unitExists(handle: Handle, unitId: string): Promise<boolean> {
  const rows = await handle.select({ id: units.id }).from(units).where(eq(units.id, unitId));
  return rows.length > 0;
}

/** In the order of the tree, as in the committee's own list. */
export async function listUnitOptions(handle: Handle): Promise<UnitOption[]> {
  const rows = await handle.execute<{ id: string; name: string; depth: number }>(sql`with ${unitTree} select id, name, depth from tree order by path`);
  return rows.map(({ id, name, depth }) => ({ id, name, depth }));
}

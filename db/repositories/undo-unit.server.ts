import { and, eq, inArray, sql } from "drizzle-orm";
import type { UnitValue } from "~/domain/sheets/plan-units";
import type { Restoration } from "~/domain/sheets/plan-undo";
import type { UnitUse } from "~/domain/sheets/undo-uses";
import type { Handle } from "../client.server";
import { eligibleCounts, units, unitTypes } from "../schema";
import { inPortions } from "./portions.server";
import { upsertUnits } from "./import-unit.server";

/** By id; with `unitId` only that one's. */
export async function listUnitUses(handle: Handle, unitId?: string): Promise<Map<string, UnitUse>> {
  const rows = await handle.execute<UnitUse & { id: string }>(sql`
    select u.id,
      (select count(*)::int from people p where p.unit_id = u.id) as "peopleCount",
      coalesce((select jsonb_agg(c.id) from units c where c.parent_id = u.id), '[]'::jsonb) as "childIds",
      exists (select from attempts t where t.unit_id = u.id) as "hasAttempts",
      exists (select from role_grants g where g.unit_id = u.id) as "hasRoles",
      exists (select from round_units r where r.unit_id = u.id) as "isInAudience",
      (exists (select from person_transfers m where u.id in (m.from_unit_id, m.to_unit_id)) or exists (select from incidents i where i.unit_id = u.id)) as "isInHistory"
    from units u ${unitId === undefined ? sql`` : sql`where u.id = ${unitId}`}`);
  return new Map(rows.map(({ id, ...use }) => [id, use]));
}

export async function lockUnits(handle: Handle, ids: readonly string[]): Promise<void> {
  await inPortions(ids, (portion) => handle.execute(sql`select from units where id in ${portion} order by id for update`));
}

/** With their eligible counts; all at once, since they may be each other's parents. Throws where anything else refers to one of them. */
export async function deleteUnits(handle: Handle, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await handle.delete(units).where(inArray(units.id, [...ids]));
}

/** Exactly what they were, without counts of the contest that they did not have. */
export async function restoreUnits(handle: Handle, contestId: string, restorations: readonly Restoration<UnitValue>[]): Promise<void> {
  if (restorations.length === 0) return;
  await handle.delete(eligibleCounts).where(and(eq(eligibleCounts.contestId, contestId), inArray(eligibleCounts.unitId, restorations.map(({ id }) => id))));
  await upsertUnits(handle, contestId, restorations.map(({ before }) => before));
}

/** Of these, the types that no unit has any more. */
export async function deleteUnusedUnitTypes(handle: Handle, typeIds: readonly string[]): Promise<void> {
  if (typeIds.length === 0) return;
  await handle.delete(unitTypes).where(and(inArray(unitTypes.id, [...typeIds]), sql`not exists (select from units u where u.type_id = unit_types.id)`));
}

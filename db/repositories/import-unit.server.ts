import { aliasedTable, asc, eq, max, sql } from "drizzle-orm";
import type { ExistingUnits, UnitValue } from "~/domain/sheets/plan-units";
import { parentsFirst } from "~/domain/sheets/plan-units";
import { searchForm } from "~/domain/shared/text";
import type { Handle } from "../client.server";
import { newId } from "../new-id.server";
import { blocs, eligibleCounts, units, unitTypes } from "../schema";
import { inPortions } from "./portions.server";

/** The whole tree with the eligible counts of one contest, as an import writes it, by id; in the committee's order. */
export async function loadUnits(handle: Handle, contestId: string): Promise<Map<string, UnitValue>> {
  const parents = aliasedTable(units, "parents");
  const rows = await handle
    .select({ id: units.id, code: units.code, name: units.name, typeName: unitTypes.name, parentCode: parents.code })
    .from(units)
    .innerJoin(unitTypes, eq(unitTypes.id, units.typeId))
    .leftJoin(parents, eq(parents.id, units.parentId))
    .orderBy(asc(units.position), asc(units.id));
  const counts = await loadCounts(handle, contestId);
  return new Map(rows.map(({ id, code, name, typeName, parentCode }) => [id, { code, name, typeName, parentCode, eligible: counts.get(id) ?? [] }]));
}

/** What an import of units compares with. */
export async function loadExistingUnits(handle: Handle, contestId: string): Promise<ExistingUnits> {
  const types = await handle.select({ name: unitTypes.name }).from(unitTypes).orderBy(asc(unitTypes.position));
  return {
    units: [...(await loadUnits(handle, contestId)).values()],
    typeNames: types.map((type) => type.name),
    blocs: await handle.select({ id: blocs.id, name: blocs.name }).from(blocs).orderBy(asc(blocs.position), asc(blocs.id)),
  };
}

async function loadCounts(handle: Handle, contestId: string): Promise<Map<string, UnitValue["eligible"][number][]>> {
  const rows = await handle
    .select({ unitId: eligibleCounts.unitId, blocId: eligibleCounts.blocId, count: eligibleCounts.count })
    .from(eligibleCounts)
    .leftJoin(blocs, eq(blocs.id, eligibleCounts.blocId))
    .where(eq(eligibleCounts.contestId, contestId))
    .orderBy(sql`${blocs.position} nulls first`, asc(eligibleCounts.blocId));
  const byUnit = new Map<string, UnitValue["eligible"][number][]>();
  for (const { unitId, blocId, count } of rows) byUnit.set(unitId, [...(byUnit.get(unitId) ?? []), { blocId, count }]);
  return byUnit;
}

/** Ids of the units, and of unit types made for them. */
export type WrittenUnits = { ids: string[]; unitTypeIds: string[] };

/** Writes units under their codes, missing unit types before them, and the counts of the contest. Repeating changes nothing. */
export async function upsertUnits(handle: Handle, contestId: string, values: readonly UnitValue[]): Promise<WrittenUnits> {
  const types = await ensureUnitTypes(handle, values.map((unit) => unit.typeName));
  const known = await handle.select({ id: units.id, code: units.code }).from(units);
  const ids = new Map(known.map((unit) => [unit.code, unit.id]));
  for (const { code } of values) if (!ids.has(code)) ids.set(code, newId());
  const [last] = await handle.select({ position: max(units.position) }).from(units);
  const first = (last?.position ?? 0) + 1;
  const positions = new Map(values.map((unit, index) => [unit.code, first + index]));
  const rows = parentsFirst(values).map((unit) => ({
    id: idOf(ids, unit.code),
    code: unit.code,
    name: unit.name,
    searchName: searchForm(unit.name),
    typeId: idOf(types.ids, unit.typeName),
    parentId: unit.parentCode === null ? null : idOf(ids, unit.parentCode),
    position: positions.get(unit.code) ?? first,
  }));
  const set = { name: sql`excluded.name`, searchName: sql`excluded.search_name`, typeId: sql`excluded.type_id`, parentId: sql`excluded.parent_id` };
  await inPortions(rows, (portion) => handle.insert(units).values(portion).onConflictDoUpdate({ target: units.code, set }));
  await upsertCounts(handle, contestId, values, ids);
  return { ids: values.map((unit) => idOf(ids, unit.code)), unitTypeIds: types.made };
}

function idOf(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error("An import refers to something that is neither stored nor planned.");
  return id;
}

async function ensureUnitTypes(handle: Handle, names: readonly string[]): Promise<{ ids: ReadonlyMap<string, string>; made: string[] }> {
  const known = await handle.select().from(unitTypes);
  const ids = new Map(known.map((type) => [type.name, type.id]));
  let position = Math.max(0, ...known.map((type) => type.position));
  const missing = [...new Set(names)].filter((name) => !ids.has(name)).map((name) => ({ id: newId(), name, position: ++position }));
  if (missing.length > 0) await handle.insert(unitTypes).values(missing);
  for (const type of missing) ids.set(type.name, type.id);
  return { ids, made: missing.map((type) => type.id) };
}

async function upsertCounts(handle: Handle, contestId: string, values: readonly UnitValue[], ids: ReadonlyMap<string, string>): Promise<void> {
  const rows = values.flatMap((unit) => unit.eligible.map(({ blocId, count }) => ({ id: newId(), contestId, unitId: idOf(ids, unit.code), blocId, count })));
  await inPortions(rows, (portion) =>
    handle
      .insert(eligibleCounts)
      .values(portion)
      .onConflictDoUpdate({ target: [eligibleCounts.contestId, eligibleCounts.unitId, eligibleCounts.blocId], set: { count: sql`excluded.count` } }),
  );
}

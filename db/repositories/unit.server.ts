import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { UnitRecord } from "~/domain/roster/unit";
import { searchForm } from "~/domain/shared/text";
import type { Day } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { people, units, unitTypes } from "../schema";

/** One unit of the tree, written by hand. Imports write theirs in import-unit.server.ts. */
export type UnitRow = typeof units.$inferSelect;

export async function findUnit(handle: Handle, unitId: string): Promise<UnitRow | null> {
  const [row] = await handle.select().from(units).where(eq(units.id, unitId));
  return row ?? null;
}

export async function lockUnit(handle: Handle, unitId: string): Promise<UnitRow | null> {
  const [row] = await handle.select().from(units).where(eq(units.id, unitId)).for("update");
  return row ?? null;
}

export async function insertUnit(handle: Handle, unitId: string, record: UnitRecord): Promise<void> {
  await handle.insert(units).values({ ...record, id: unitId, searchName: searchForm(record.name) });
}

export async function updateUnit(handle: Handle, unitId: string, record: UnitRecord): Promise<void> {
  await handle.update(units).set({ ...record, searchName: searchForm(record.name) }).where(eq(units.id, unitId));
}

export async function setUnitValidTo(handle: Handle, unitId: string, validTo: Day | null): Promise<void> {
  await handle.update(units).set({ validTo }).where(eq(units.id, unitId));
}

export async function findUnitByCode(handle: Handle, code: string): Promise<UnitRow | null> {
  const [row] = await handle.select().from(units).where(eq(units.code, code));
  return row ?? null;
}

export async function unitTypeExists(handle: Handle, typeId: string): Promise<boolean> {
  const rows = await handle.select({ id: unitTypes.id }).from(unitTypes).where(eq(unitTypes.id, typeId));
  return rows.length > 0;
}

/** What a unit still has after a day: people of the roster, and units directly below it that go on. */
export async function countDependents(handle: Handle, unitId: string, lastDay: Day): Promise<{ people: number; children: number }> {
  const count = sql<number>`count(*)::int`;
  const [members] = await handle.select({ count }).from(people).where(and(eq(people.unitId, unitId), isNull(people.retiredAt)));
  const [children] = await handle.select({ count }).from(units).where(and(eq(units.parentId, unitId), or(isNull(units.validTo), gt(units.validTo, lastDay))));
  return { people: members!.count, children: children!.count };
}

import { buildUnitTree } from "~/domain/participation/unit-tree";
import type { UnitRecord } from "~/domain/roster/unit";
import { type Day, dayOf } from "~/domain/shared/time";
import { deletionReasons } from "~/domain/sheets/undo-uses";
import type { Database } from "~db/client.server";
import { listEligibleCounts } from "~db/read-models/participation.server";
import { listUnits } from "~db/read-models/roster.server";
import { listUnitTypes } from "~db/repositories/catalogue.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findCurrentContest } from "~db/repositories/contest.server";
import { countEligible } from "~db/repositories/eligible-count.server";
import { listUnitUses } from "~db/repositories/undo-unit.server";
import { findUnit } from "~db/repositories/unit.server";
import type { Option } from "../question/load-question-bank.server";
import { unitBasis } from "./correct-unit.server";
import { type UnitOption, unitOptions } from "./unit-options.server";

type Choices = { types: Option[]; parents: UnitOption[]; today: Day };
export type UnitPageView = Choices & { unitId: string; record: UnitRecord; /** What a correction goes from. */ basis: string; validTo: Day | null; rosterCount: number; /** All blocs together; null where nobody gave a number. */ eligible: number | null; children: Option[]; /** Why it cannot be deleted. */ inTheWay: string[] };

export async function loadUnit({ database: { db } }: { database: Database }, unitId: string): Promise<UnitPageView | null> {
  const [unit, units, types, uses, highest, counts, now] = await Promise.all([findUnit(db, unitId), listUnits(db), listUnitTypes(db), listUnitUses(db, unitId), countEligible(db, unitId), findCurrentContest(db).then((contest) => (contest === null ? [] : listEligibleCounts(db, contest.id))), databaseNow(db)]);
  if (unit === null) return null;
  const { code, name, typeId, parentId, position, validFrom, validTo } = unit;
  const record = { code, name, typeId, parentId, position, validFrom };
  const below = new Set(buildUnitTree(units).subtreeOf(unitId));
  return {
    unitId,
    record,
    basis: unitBasis(record),
    validTo,
    rosterCount: units.find((row) => row.unitId === unitId)?.rosterCount ?? 0,
    eligible: counts.find((row) => row.unitId === unitId && row.blocId === null)?.count ?? null,
    children: units.filter((row) => row.parentId === unitId).map((row) => ({ id: row.unitId, name: row.name })),
    types: types.map(({ id, name }) => ({ id, name })),
    parents: unitOptions(units, dayOf(now), parentId).filter(({ id }) => !below.has(id)),
    today: dayOf(now),
    inTheWay: deletionReasons(uses.get(unitId), highest),
  };
}

/** `nextPosition`: after every unit there is. */
export async function loadNewUnit({ database: { db } }: { database: Database }): Promise<Choices & { nextPosition: number }> {
  const [units, types, now] = await Promise.all([listUnits(db), listUnitTypes(db), databaseNow(db)]);
  return { types: types.map(({ id, name }) => ({ id, name })), parents: unitOptions(units, dayOf(now)), today: dayOf(now), nextPosition: Math.max(0, ...units.map((unit) => unit.position)) + 1 };
}

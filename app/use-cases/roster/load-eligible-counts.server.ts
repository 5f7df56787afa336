import { buildUnitTree } from "~/domain/participation/unit-tree";
import { outOfForceOn } from "~/domain/participation/unit-validity";
import { type EligibleCell, eligibleWarnings, type EligibleWarning, sumKnown } from "~/domain/roster/eligible";
import { dayOf } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { listEligibleCounts } from "~db/read-models/participation.server";
import { listUnits } from "~db/read-models/roster.server";
import { listBlocs } from "~db/repositories/catalogue.server";
import { databaseNow } from "~db/repositories/clock.server";
import { listRosterCounts } from "~db/repositories/eligible-count.server";

export type EligibleLine = { unitId: string; code: string; name: string; depth: number; /** One per column. */ cells: EligibleCell[]; warnings: EligibleWarning[] };
/** `blocId` null: all blocs together, the first column. The sums leave out the units that are not in force today, `outOfForce` of them. */
export type EligibleTable = { columns: { blocId: string | null; name: string }[]; lines: EligibleLine[]; outOfForce: number; sums: (number | null)[]; rosterSums: number[] };

/** Every unit × {all, each bloc}: the number given, and how many people of the unit itself are on the roster. */
export async function loadEligibleCounts({ database: { db } }: { database: Database }, contestId: string): Promise<EligibleTable> {
  const [units, blocs, counts, rosterCounts, now] = await Promise.all([listUnits(db), listBlocs(db), listEligibleCounts(db, contestId), listRosterCounts(db), databaseNow(db)]);
  const columns = [{ blocId: null, name: "Tất cả" }, ...blocs.map(({ id, name }) => ({ blocId: id, name }))];
  const keyOf = (unitId: string, blocId: string | null) => `${unitId}|${blocId ?? ""}`;
  const given = new Map(counts.map(({ unitId, blocId, count }) => [keyOf(unitId, blocId), count]));
  const roster = new Map([
    ...rosterCounts.map(({ unitId, blocId, count }) => [keyOf(unitId, blocId), count] as const),
    ...units.map(({ unitId, rosterCount }) => [keyOf(unitId, null), rosterCount] as const),
  ]);
  const tree = buildUnitTree(units);
  const byId = new Map(units.map((unit) => [unit.unitId, unit]));
  const lines = tree.preOrder.map((unitId): EligibleLine => {
    const cells = columns.map(({ blocId }) => ({ count: given.get(keyOf(unitId, blocId)) ?? null, onRoster: roster.get(keyOf(unitId, blocId)) ?? 0 }));
    return { unitId, code: byId.get(unitId)!.code, name: byId.get(unitId)!.name, depth: tree.depthOf(unitId), cells, warnings: eligibleWarnings(cells) };
  });
  const outOfForce = outOfForceOn(units, dayOf(now));
  const summed = lines.filter(({ unitId }) => !outOfForce.has(unitId));
  const column = <Value>(pick: (cell: EligibleCell) => Value, index: number) => summed.map((line) => pick(line.cells[index]!));
  return {
    columns,
    lines,
    outOfForce: outOfForce.size,
    sums: columns.map((_, index) => sumKnown(column((cell) => cell.count, index))),
    rosterSums: columns.map((_, index) => column((cell) => cell.onRoster, index).reduce((sum, count) => sum + count, 0)),
  };
}

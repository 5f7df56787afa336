import { buildUnitTree } from "~/domain/participation/unit-tree";
import { type EligibleCell, eligibleWarnings, type EligibleWarning, sumKnown } from "~/domain/roster/eligible";
import type { Database } from "~db/client.server";
import { listEligibleCounts } from "~db/read-models/participation.server";
import { listUnits } from "~db/read-models/roster.server";
import { listBlocs } from "~db/repositories/catalogue.server";
import { listRosterCounts } from "~db/repositories/eligible-count.server";

export type EligibleLine = { unitId: string; code: string; name: string; depth: number; /** One per column. */ cells: EligibleCell[]; warnings: EligibleWarning[] };
/** `blocId` null: all blocs together, the first column. */
export type EligibleTable = { columns: { blocId: string | null; name: string }[]; lines: EligibleLine[]; sums: (number | null)[]; rosterSums: number[] };

/** Every unit × {all, each bloc}: the number given, and how many people of the unit itself are on the roster. */
export async function loadEligibleCounts({ database: { db } }: { database: Database }, contestId: string): Promise<EligibleTable> {
  const [units, blocs, counts, rosterCounts] = await Promise.all([listUnits(db), listBlocs(db), listEligibleCounts(db, contestId), listRosterCounts(db)]);
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
  const column = <Value>(pick: (cell: EligibleCell) => Value, index: number) => lines.map((line) => pick(line.cells[index]!));
  return {
    columns,
    lines,
    sums: columns.map((_, index) => sumKnown(column((cell) => cell.count, index))),
    rosterSums: columns.map((_, index) => column((cell) => cell.onRoster, index).reduce((sum, count) => sum + count, 0)),
  };
}

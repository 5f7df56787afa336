import { buildUnitTree } from "~/domain/participation/unit-tree";
import { outOfForceOn } from "~/domain/participation/unit-validity";
import { type Day, dayOf } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { listEligibleCounts } from "~db/read-models/participation.server";
import { listUnits } from "~db/read-models/roster.server";
import { listBlocs } from "~db/repositories/catalogue.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findCurrentContest } from "~db/repositories/contest.server";

export type UnitLine = {
  unitId: string;
  code: string;
  name: string;
  typeName: string;
  /** 0 for a root. */
  depth: number;
  validFrom: Day | null;
  validTo: Day | null;
  rosterCount: number;
  /** Of the unit itself, all blocs together; null where nobody gave a number. */
  eligible: number | null;
  /** One per bloc, in the order of `blocs`. */
  eligiblePerBloc: (number | null)[];
};

/** `totals` leave out the units that are not in force today, `outOfForce` of them. */
export type UnitsView = { blocs: string[]; lines: UnitLine[]; outOfForce: number; totals: { roster: number; eligible: number; perBloc: number[] } };

/** The tree of units, a parent before its children, with the eligible counts of each unit itself. */
export async function loadUnits({ database: { db } }: { database: Database }): Promise<UnitsView> {
  const contest = await findCurrentContest(db);
  const [units, blocs, counts, now] = await Promise.all([listUnits(db), listBlocs(db), contest ? listEligibleCounts(db, contest.id) : [], databaseNow(db)]);
  const tree = buildUnitTree(units);
  const byId = new Map(units.map((unit) => [unit.unitId, unit]));
  const countOf = new Map(counts.map((row) => [`${row.unitId}|${row.blocId ?? ""}`, row.count]));
  const lines = tree.preOrder.map((unitId): UnitLine => {
    const { code, name, typeName, validFrom, validTo, rosterCount } = byId.get(unitId)!;
    const eligible = (blocId: string) => countOf.get(`${unitId}|${blocId}`) ?? null;
    return { unitId, code, name, typeName, depth: tree.depthOf(unitId), validFrom, validTo, rosterCount, eligible: eligible(""), eligiblePerBloc: blocs.map((bloc) => eligible(bloc.id)) };
  });
  const outOfForce = outOfForceOn(units, dayOf(now));
  const summed = lines.filter(({ unitId }) => !outOfForce.has(unitId));
  const sum = (pick: (line: UnitLine) => number | null) => summed.reduce((total, line) => total + (pick(line) ?? 0), 0);
  return {
    blocs: blocs.map((bloc) => bloc.name),
    lines,
    outOfForce: outOfForce.size,
    totals: { roster: sum((line) => line.rosterCount), eligible: sum((line) => line.eligible), perBloc: blocs.map((_, index) => sum((line) => line.eligiblePerBloc[index] ?? null)) },
  };
}

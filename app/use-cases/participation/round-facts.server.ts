import { daysOfRound } from "~/domain/contest/round-days";
import { type Participation, participationFromCounts } from "~/domain/participation/participation";
import { admittedUnits, buildUnitTree } from "~/domain/participation/unit-tree";
import { outOfForceUnits } from "~/domain/participation/unit-validity";
import type { Handle } from "~db/client.server";
import { type BlocName, listBlocNames, listEligibleCounts, listUnitRows, type UnitRow } from "~db/read-models/participation.server";
import { listUnitCounts } from "~db/read-models/participation-counts.server";
import type { ResultRound } from "~db/read-models/report-round.server";

/** Participation of one round, read in four statements whatever the number of units and people. */
export type RoundFacts = {
  readonly round: ResultRound;
  readonly units: readonly UnitRow[];
  readonly unitOf: ReadonlyMap<string, UnitRow>;
  /** The blocs of the audience, in the committee's order; of an audience of everybody, all of them. */
  readonly blocs: readonly BlocName[];
  /** Units that are over before the round opens, or begin after it has closed. */
  readonly outOfForceUnitIds: ReadonlySet<string>;
  readonly participation: Participation;
};

export async function loadRoundFacts(handle: Handle, round: ResultRound): Promise<RoundFacts> {
  const [units, allBlocs, eligibleCounts, counts] = await Promise.all([
    listUnitRows(handle),
    listBlocNames(handle),
    listEligibleCounts(handle, round.contestId),
    listUnitCounts(handle, round),
  ]);
  const { audience, audienceUnits } = round;
  const admittedUnitIds = admittedUnits(buildUnitTree(units), audienceUnits);
  const outOfForceUnitIds = outOfForceUnits(units, daysOfRound(round));
  const blocs = audience.length === 0 ? allBlocs : allBlocs.filter(({ blocId }) => audience.includes(blocId));
  return {
    round, units, blocs, outOfForceUnitIds,
    unitOf: new Map(units.map((unit) => [unit.unitId, unit])),
    participation: participationFromCounts({ units, audience, admittedUnitIds, outOfForceUnitIds, eligibleCounts, counts, blocIds: blocs.map(({ blocId }) => blocId) }),
  };
}

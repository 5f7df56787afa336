import { computeParticipation, type EligibleCount, type Participation } from "~/domain/participation/participation";
import type { Handle } from "~db/client.server";
import {
  type AttemptFacts, type BlocName, listAttemptFacts, listBlocNames, listEligibleCounts, listRosterRows, listUnitRows, type RosterRow, type UnitRow,
} from "~db/read-models/participation.server";
import type { ResultRound } from "~db/read-models/report-round.server";

/** Everything participation of one round is counted from, read in five statements whatever the number of units. */
export type RoundFacts = {
  readonly round: ResultRound;
  readonly units: readonly UnitRow[];
  readonly unitOf: ReadonlyMap<string, UnitRow>;
  /** The blocs of the audience, in the committee's order; of an audience of everybody, all of them. */
  readonly blocs: readonly BlocName[];
  readonly eligibleCounts: readonly EligibleCount[];
  /** People who may take part. */
  readonly roster: readonly RosterRow[];
  readonly blocsOf: ReadonlyMap<string, readonly string[]>;
  readonly attempts: readonly AttemptFacts[];
  readonly participation: Participation;
};

export async function loadRoundFacts(handle: Handle, round: ResultRound): Promise<RoundFacts> {
  const [units, allBlocs, eligibleCounts, everybody, attempts] = await Promise.all([
    listUnitRows(handle),
    listBlocNames(handle),
    listEligibleCounts(handle, round.contestId),
    listRosterRows(handle, round.id),
    listAttemptFacts(handle, round.id),
  ]);
  const { audience } = round;
  const blocs = audience.length === 0 ? allBlocs : allBlocs.filter(({ blocId }) => audience.includes(blocId));
  return {
    round, units, blocs, eligibleCounts, attempts,
    unitOf: new Map(units.map((unit) => [unit.unitId, unit])),
    roster: audience.length === 0 ? everybody : everybody.filter((person) => person.blocIds.some((bloc) => audience.includes(bloc))),
    blocsOf: new Map(everybody.map((person) => [person.personId, person.blocIds])),
    participation: computeParticipation({
      units, audience, eligibleCounts, attempts,
      blocIds: blocs.map(({ blocId }) => blocId),
      roster: everybody,
    }),
  };
}

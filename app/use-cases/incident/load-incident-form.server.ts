import type { AttemptState } from "~/domain/attempt/attempt";
import { offeredIncidents, type Withholding } from "~/domain/attempt/incident";
import { buildUnitTree } from "~/domain/participation/unit-tree";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { listUnitRows } from "~db/read-models/participation.server";
import { findResultRound } from "~db/read-models/report-round.server";
import { inSnapshot } from "~db/read-models/report-snapshot.server";
import { findSeatAttempt, findSeatPerson } from "~db/read-models/seat.server";
import { type RoundView, roundView } from "../participation/round-view";
import { listCountedBy } from "../standings/result-stage.server";

/** What an organiser reads before deciding: the attempt it is about, or the units to choose from. */
export type IncidentForm = {
  asOf: Instant;
  round: RoundView & { minutes: number };
  /** Null: for a unit. */
  attempt: { attemptId: string; personId: string; personName: string; personCode: string; unitName: string; number: number; state: AttemptState; deadlineAt: Instant; submittedAt: Instant | null } | null;
  units: { id: string; name: string; depth: number }[];
  /** Why no attempt that has ended may go on any more. */
  withheld: Withholding | null;
  /** Other rounds whose published ranks count the attempts of this one. */
  countedBy: { name: string }[];
};

/** Null for a round or an attempt that is not there. */
export async function loadIncidentForm({ database }: { database: Database }, { roundId, attemptId }: { roundId: string; attemptId: string | null }): Promise<IncidentForm | null> {
  return inSnapshot(database, async (handle, now) => {
    const round = await findResultRound(handle, roundId);
    if (!round || round.state === "draft") return null;
    const countedBy = await listCountedBy(handle, round);
    const { withheld } = offeredIncidents("submitted", { round, countedBy, now });
    const head = { asOf: now, withheld, countedBy, round: { ...roundView(round, now), minutes: round.rules.minutes } };
    if (attemptId === null) {
      const units = await listUnitRows(handle);
      const tree = buildUnitTree(units);
      const names = new Map(units.map((unit) => [unit.unitId, unit.name]));
      return { ...head, attempt: null, units: tree.preOrder.map((id) => ({ id, name: names.get(id) ?? "", depth: tree.depthOf(id) })) };
    }
    const attempt = await findSeatAttempt(handle, roundId, attemptId);
    if (!attempt) return null;
    const person = (await findSeatPerson(handle, attempt.personId))!;
    const { personId, unitName, number, state, deadlineAt, submittedAt } = attempt;
    return { ...head, attempt: { attemptId, personId, personName: person.fullName, personCode: person.code, unitName, number, state, deadlineAt, submittedAt }, units: [] };
  });
}

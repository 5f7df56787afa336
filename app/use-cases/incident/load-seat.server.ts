import { type IncidentKind, offeredIncidents, type Withholding } from "~/domain/attempt/incident";
import { isSilent, silentBefore } from "~/domain/attempt/presence";
import { receiptCode } from "~/domain/attempt/receipt";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { listOwnIncidents, type OwnIncident } from "~db/read-models/incident.server";
import { findResultRound } from "~db/read-models/report-round.server";
import { inSnapshot } from "~db/read-models/report-snapshot.server";
import { findSeatPerson, listSeatAttempts, type SeatAttempt, type SeatPerson } from "~db/read-models/seat.server";
import { type RoundView, roundView } from "../participation/round-view";
import { listCountedBy } from "../standings/result-stage.server";

/** One person in one round: the attempts, the latest first, each with what the committee has decided about it. */
export type SeatView = {
  asOf: Instant;
  round: RoundView;
  person: SeatPerson;
  attempts: (SeatAttempt & { receipt: string; isSilent: boolean; incidents: OwnIncident[]; offered: readonly IncidentKind[]; withheld: Withholding | null })[];
};

/** Null for a round or a person that is not there. */
export async function loadSeat({ database }: { database: Database }, { roundId, personId }: { roundId: string; personId: string }): Promise<SeatView | null> {
  return inSnapshot(database, async (handle, now) => {
    const [round, person] = [await findResultRound(handle, roundId), await findSeatPerson(handle, personId)];
    if (!round || round.state === "draft" || !person) return null;
    const attempts = await listSeatAttempts(handle, roundId, personId);
    const incidents = await listOwnIncidents(handle, personId, attempts.map((attempt) => attempt.attemptId));
    const countedBy = await listCountedBy(handle, round);
    const offerOf = (state: SeatAttempt["state"]) => {
      const { kinds, withheld } = offeredIncidents(state, { round, countedBy, now });
      return { offered: kinds, withheld };
    };
    return {
      asOf: now, round: roundView(round, now), person,
      attempts: attempts.map((attempt) => ({
        ...attempt,
        receipt: receiptCode(attempt.attemptId),
        isSilent: isSilent(attempt, silentBefore(round, now)),
        ...offerOf(attempt.state),
        incidents: incidents.filter((incident) => incident.attemptId === attempt.attemptId),
      })),
    };
  });
}

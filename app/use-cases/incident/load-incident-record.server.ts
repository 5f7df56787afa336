import { type EarlyClosing, earlyClosings } from "~/domain/contest/round-change";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { listIncidents, type RoundIncident } from "~db/read-models/incident.server";
import { findResultRound, loadContestOf } from "~db/read-models/report-round.server";
import { inSnapshot } from "~db/read-models/report-snapshot.server";
import { listRoundChanges } from "~db/repositories/round-change.server";
import { type RoundView, roundView } from "../participation/round-view";

/** The incidents of a round as the committee prints and signs them. */
export type IncidentRecord = {
  asOf: Instant;
  round: RoundView;
  contestName: string;
  superiorBody: string;
  agency: string;
  place: string;
  signers: { title: string; name: string }[];
  incidents: RoundIncident[];
  /** Where work was collected before its deadline; the first one first. */
  closings: EarlyClosing[];
};

/** Null for a round that is not there or still a draft. */
export async function loadIncidentRecord({ database }: { database: Database }, roundId: string): Promise<IncidentRecord | null> {
  return inSnapshot(database, async (handle, now) => {
    const round = await findResultRound(handle, roundId);
    if (!round || round.state === "draft") return null;
    const { name, superiorBody, agency, place, signers } = await loadContestOf(handle, round);
    return { asOf: now, round: roundView(round, now), contestName: name, superiorBody, agency, place, signers, incidents: await listIncidents(handle, roundId), closings: earlyClosings(await listRoundChanges(handle, roundId)) };
  });
}

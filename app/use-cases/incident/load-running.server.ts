import { offeredIncidents } from "~/domain/attempt/incident";
import { isSilent, silentBefore } from "~/domain/attempt/presence";
import { findCancellation } from "~/domain/contest/round-change";
import { buildUnitTree } from "~/domain/participation/unit-tree";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { listUnitRows } from "~db/read-models/participation.server";
import { findResultRound } from "~db/read-models/report-round.server";
import { inSnapshot } from "~db/read-models/report-snapshot.server";
import { countSeats, listSeats, type SeatCounts, type SeatListState, type SeatRow } from "~db/read-models/running.server";
import { listRoundChanges } from "~db/repositories/round-change.server";
import { type RoundView, roundView } from "../participation/round-view";
import { listCountedBy } from "../standings/result-stage.server";

/** Who sits a round now, as the committee watches it: counts on top, one page of people below, all of one moment. */
export type RunningQuery = { readonly search: string; /** With everything below it. */ readonly unitId: string | null; readonly state: SeatListState | null; readonly page: number };

export type Seat = Omit<SeatRow, "unitId"> & { unitName: string; isSilent: boolean };

export type RunningView = {
  asOf: Instant;
  round: RoundView;
  /** When and why, where people knew of the round before. */
  cancellation: { at: Instant; reason: string } | null;
  /** Whether attempts that have ended may still go on. */
  mayReopen: boolean;
  /** Within unit and search, whatever the state. */
  counts: SeatCounts;
  seats: Seat[];
  total: number;
  page: number;
  pageCount: number;
  units: { id: string; name: string; depth: number }[];
};

export const seatsPerPage = 50;

/** Null for a round that is not there or still a draft. */
export async function loadRunning({ database }: { database: Database }, roundId: string, query: RunningQuery): Promise<RunningView | null> {
  return inSnapshot(database, async (handle, now) => {
    const round = await findResultRound(handle, roundId);
    if (!round || round.state === "draft") return null;
    const units = await listUnitRows(handle);
    const tree = buildUnitTree(units);
    const names = new Map(units.map((unit) => [unit.unitId, unit.name]));
    const unitIds = query.unitId === null ? null : tree.has(query.unitId) ? tree.subtreeOf(query.unitId) : [];
    const filter = { search: query.search, unitIds };
    const before = silentBefore(round, now);
    const counts = await countSeats(handle, round, filter, before);
    const total = totalOf(counts, query.state);
    const pageCount = Math.max(1, Math.ceil(total / seatsPerPage));
    const page = Math.min(Math.max(1, query.page), pageCount);
    const part = { ...filter, state: query.state, limit: seatsPerPage, offset: (page - 1) * seatsPerPage };
    const rows = await listSeats(handle, round, part, tree.preOrder, before);
    const cancellation = round.state === "cancelled" ? findCancellation(await listRoundChanges(handle, roundId)) : null;
    const mayReopen = offeredIncidents("submitted", { round, countedBy: await listCountedBy(handle, round), now }).kinds.includes("reopening");
    return {
      asOf: now, mayReopen, round: roundView(round, now), cancellation: cancellation && { at: cancellation.at, reason: cancellation.reason }, counts, total, page, pageCount,
      seats: rows.map(({ unitId, ...row }) => ({ ...row, unitName: names.get(unitId) ?? "", isSilent: isSilent(row, before) })),
      units: tree.preOrder.map((id) => ({ id, name: names.get(id) ?? "", depth: tree.depthOf(id) })),
    };
  });
}

function totalOf({ silent, voided, ...counts }: SeatCounts, state: RunningQuery["state"]): number {
  if (state === "silent") return silent;
  if (state === "voided") return voided;
  return state === null ? Object.values(counts).reduce((sum, count) => sum + count, 0) : counts[state];
}

import type { Handle } from "~db/client.server";
import { type AttemptFacts, listAttemptFacts } from "~db/read-models/participation.server";
import { listRosterRows, type RosterRow } from "~db/read-models/participation-people.server";
import { loadContestOf, type ResultRound } from "~db/read-models/report-round.server";
import { type EntryRow, listEntries } from "~db/read-models/standings.server";
import type { ResultStage } from "~/domain/standings/result-stage";
import type { Instant } from "~/domain/shared/time";
import { loadRoundFacts, type RoundFacts } from "../participation/round-facts.server";
import { type Scope, scopeRoots, scopeUnits } from "../participation/scope";
import { rankRound, type RoundRanking, wholeRanking } from "../standings/rank-round.server";
import { loadResultStage } from "../standings/result-stage.server";

/** Everything the workbook of a round says, read from one moment, and the part of it that the reader may see. */
export type ReportInput = {
  readonly asOf: Instant;
  readonly contest: Awaited<ReturnType<typeof loadContestOf>>;
  readonly facts: RoundFacts;
  readonly stage: ResultStage;
  readonly ranking: RoundRanking;
  readonly entries: readonly EntryRow[];
  readonly attempts: readonly AttemptFacts[];
  readonly roster: readonly RosterRow[];
  readonly scopeUnitIds: ReadonlySet<string>;
  /** Names of the units whose subtrees the reader sees; empty for the whole contest. */
  readonly scopeNames: readonly string[];
};

export async function loadReportInput(handle: Handle, round: ResultRound, scope: Scope, now: Instant): Promise<ReportInput> {
  const facts = await loadRoundFacts(handle, round);
  const { tree } = facts.participation;
  const stage = await loadResultStage(handle, round, now);
  return {
    asOf: now,
    facts,
    stage,
    contest: await loadContestOf(handle, round),
    ranking: await rankRound(handle, round, wholeRanking(stage), now),
    entries: await listEntries(handle, round.id),
    attempts: await listAttemptFacts(handle, round.id),
    roster: await listRosterRows(handle, round, null),
    scopeUnitIds: new Set(scopeUnits(tree, scope)),
    scopeNames: scope === "all" ? [] : scopeRoots(tree, scope).map((root) => facts.unitOf.get(root)!.name),
  };
}

import { type RoundPhase, phaseAt } from "~/domain/contest/phase";
import { describeRules } from "~/domain/contest/rules-text";
import { type ChangeNotice, possibleChanges } from "~/domain/contest/round-change";
import type { BlueprintLine, RoundRules, RoundState } from "~/domain/contest/round";
import type { ChecklistItem } from "~/domain/contest/opening-checklist";
import { buildUnitTree } from "~/domain/participation/unit-tree";
import { type BankQuestion, checkBlueprint } from "~/domain/question/blueprint";
import type { QuestionType } from "~/domain/question/question";
import { dayMs, dayOf, type Instant, startOfDay, hourMs } from "~/domain/shared/time";
import type { Database, Handle } from "~db/client.server";
import { loadAudienceNames } from "~db/read-models/audience.server";
import { listRoundActivity } from "~db/read-models/organiser.server";
import { listUnitRows } from "~db/read-models/participation.server";
import { listBankQuestions } from "~db/read-models/question-bank.server";
import { listBlocs, listLevels, listTopics } from "~db/repositories/catalogue.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findRound, hasAttempts, listRounds, type RoundRow } from "~db/repositories/round.server";
import type { Option } from "../question/load-question-bank.server";
import { basisOf } from "../shared/basis.server";
import { composedRound, reviewOpening } from "./composed-round.server";
import { listToldChanges } from "./load-round-changes.server";
import type { RoundInput } from "./round-input";

/** Approved questions of one kind: what the blueprint editor counts with, without the bank itself. */
export type KindCount = { topicId: string; levelId: string; type: QuestionType; count: number };
/** In pre-order; `depth` 0 is the top. */
export type UnitOption = Option & { depth: number };
export type ComposerLists = { topics: Option[]; levels: Option[]; blocs: Option[]; units: UnitOption[]; kinds: KindCount[] };

export type ComposerView = ComposerLists & {
  roundId: string;
  round: RoundInput;
  /** Of `round`; comes back with the edit. */
  basis: string;
  state: RoundState;
  phase: RoundPhase;
  isStarted: boolean;
  /** Whether anything of a round that people know about may still be moved, prolonged or closed early. */
  mayChange: boolean;
  changes: ChangeNotice[];
  publishedAt: Instant | null;
  persons: number;
  attempts: number;
  checklist: ChecklistItem[];
  ruleText: string[];
  lotsSeed: string;
};

/** Null when there is no such round. */
export async function loadComposer({ database: { db } }: { database: Database }, roundId: string): Promise<ComposerView | null> {
  const row = await findRound(db, roundId);
  if (row === null) return null;
  const round = await composedRound(db, row);
  const { items, bank, now } = await reviewOpening(db, row.contestId, roundId, round);
  const [activity] = await listRoundActivity(db, [roundId]);
  const phase = phaseAt({ ...row, lastDeadlineAt: activity?.lastDeadlineAt ?? null }, now);
  const isStarted = await hasAttempts(db, roundId);
  return {
    ...(await composerLists(db, bank)),
    roundId,
    round,
    basis: basisOf(round),
    state: row.state,
    phase,
    isStarted,
    mayChange: possibleChanges({ phase, isStarted }).length > 0,
    changes: await listToldChanges(db, row),
    publishedAt: row.publishedAt,
    persons: activity?.persons ?? 0,
    attempts: activity?.attempts ?? 0,
    checklist: items,
    ruleText: describeRules({ ...round, lotsSeed: row.lotsSeed }, setSize(round.lines, bank), await loadAudienceNames(db, roundId)),
    lotsSeed: row.lotsSeed,
  };
}

function setSize(lines: readonly BlueprintLine[], bank: readonly BankQuestion[]) {
  const { questionCount, totalPoints } = checkBlueprint(lines, bank);
  return { questionCount, totalPoints, types: new Set(lines.map((line) => line.type)) };
}

/** What the form of a new round starts with: a week from eight o'clock the day after tomorrow, twenty questions. */
export async function loadNewRound({ database: { db } }: { database: Database }, contestId: string): Promise<ComposerLists & { round: RoundInput }> {
  const [bank, rounds, now] = await Promise.all([listBankQuestions(db), listRounds(db, contestId), databaseNow(db)]);
  const opensAt = startOfDay(dayOf(now + 2 * dayMs)) + 8 * hourMs;
  const round: RoundInput = {
    name: nextName(rounds),
    isTrial: false,
    opensAt,
    closesAt: opensAt + 7 * dayMs + 9 * hourMs,
    rules: startingRules,
    lines: [{ topicId: null, levelId: null, type: "single", count: 20, points: 100 }],
    blocIds: [],
    unitIds: [],
  };
  return { ...(await composerLists(db, bank)), round };
}

function nextName(rounds: readonly RoundRow[]): string {
  return `Kỳ thi ${rounds.filter((round) => !round.isTrial).length + 1}`;
}

export const startingRules: RoundRules = {
  minutes: 20,
  graceSeconds: 10,
  attempts: { allowed: 1, per: "round", pauseMinutes: 0 },
  counts: "best",
  tieBreak: ["score", "prediction", "duration", "submitted-earlier", "lots"],
  severalScoring: "all-or-nothing",
  shuffleQuestions: true,
  shuffleChoices: true,
  prediction: "persons",
  show: { score: "at-once", keys: "after-closing", board: "after-closing", freezeMinutes: 60 },
};

async function composerLists(handle: Handle, bank: readonly BankQuestion[]): Promise<ComposerLists> {
  const [topics, levels, blocs, units] = await Promise.all([listTopics(handle), listLevels(handle), listBlocs(handle), listUnitRows(handle)]);
  const [tree, nameOf] = [buildUnitTree(units), new Map(units.map(({ unitId, name }) => [unitId, name]))];
  const option = ({ id, name }: Option): Option => ({ id, name });
  return { topics: topics.map(option), levels: levels.map(option), blocs: blocs.map(option), units: tree.preOrder.map((id) => ({ id, name: nameOf.get(id)!, depth: tree.depthOf(id) })), kinds: countKinds(bank) };
}

function countKinds(bank: readonly BankQuestion[]): KindCount[] {
  const kinds = new Map<string, KindCount>();
  for (const { topicId, levelId, type, state } of bank) {
    if (state !== "approved") continue;
    const key = [topicId, levelId, type].join("|");
    kinds.set(key, { topicId, levelId, type, count: (kinds.get(key)?.count ?? 0) + 1 });
  }
  return [...kinds.values()];
}

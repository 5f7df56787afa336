import { type PhasedRound, phaseAt, type RoundPhase } from "~/domain/contest/phase";
import { describeRules } from "~/domain/contest/rules-text";
import { boardView } from "~/domain/contest/visibility";
import type { Day, Instant } from "~/domain/shared/time";
import { dayOf } from "~/domain/shared/time";
import type { Database, Handle } from "~db/client.server";
import { type EntryFigures, loadContestFigures } from "~db/read-models/figures.server";
import { loadAudienceNames } from "~db/read-models/audience.server";
import { listResultRounds, type ResultRound } from "~db/read-models/report-round.server";
import { findCurrentContest } from "~db/repositories/contest.server";
import { databaseNow } from "~db/repositories/clock.server";
import { listBlueprint } from "~db/repositories/round.server";
import { boardSentence } from "../standings/board-sentence";
import { recently } from "../shared/recently.server";

/** The public front page: what the contest is, when, by which rules, and how it goes. Nothing of a person. */
export type HomeRound = {
  readonly roundId: string;
  readonly name: string;
  readonly phase: RoundPhase;
  readonly isTrial: boolean;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  /** True when the board shows now; otherwise `boardSentence` says when it will. Null for a trial. */
  readonly hasBoard: boolean;
  readonly boardSentence: string | null;
};

export type HomeView = {
  readonly asOf: Instant;
  readonly name: string;
  readonly description: string;
  readonly prizes: string;
  readonly agency: string;
  /** First and last day over the rounds that will take place; null while there are none. */
  readonly days: { readonly first: Day; readonly last: Day } | null;
  readonly rounds: readonly HomeRound[];
  /** Of the round that is open, or else opens next. */
  readonly rules: { readonly roundName: string; readonly sentences: readonly string[] } | null;
  readonly figures: EntryFigures;
};

/** Null on an installation without a contest. */
export async function loadHome({ database }: { database: Database }): Promise<HomeView | null> {
  const { db } = database;
  const [contest, now] = [await findCurrentContest(db), await databaseNow(db)];
  if (!contest) return null;
  const rounds = (await listResultRounds(db, contest.id)).filter((round) => round.state === "ready");
  const counted = rounds.filter((round) => !round.isTrial);
  return {
    asOf: now,
    name: contest.name,
    description: contest.description,
    prizes: contest.prizes,
    agency: contest.agency,
    days: contestDays(counted.length > 0 ? counted : rounds),
    rounds: inOrderOfInterest(rounds, now).map((round) => homeRound(round, now)),
    rules: await homeRules(db, rounds, now),
    figures: await loadHomeFigures({ database }, { contestId: contest.id }),
  };
}

export function loadHomeFigures({ database }: { database: Database }, { contestId }: { contestId: string }): Promise<EntryFigures> {
  return recently(database, `figures ${contestId}`, () => loadContestFigures(database.db, contestId));
}

function contestDays(rounds: readonly ResultRound[]): HomeView["days"] {
  if (rounds.length === 0) return null;
  const [first, last] = [Math.min(...rounds.map((round) => round.opensAt)), Math.max(...rounds.map((round) => round.closesAt))];
  return { first: dayOf(first), last: dayOf(last - 1) };
}

function homeRound(round: ResultRound, now: Instant): HomeRound {
  const { id, name, isTrial, opensAt, closesAt } = round;
  const phase = phaseAt(round, now);
  const view = boardView(round, now, round.publishedAt);
  return {
    roundId: id, name, phase, isTrial, opensAt, closesAt,
    hasBoard: !isTrial && view.kind !== "hidden",
    boardSentence: isTrial ? null : boardSentence(round, view, now),
  };
}

async function homeRules(handle: Handle, rounds: readonly ResultRound[], now: Instant): Promise<HomeView["rules"]> {
  const round = rulesRound(rounds, now);
  if (!round) return null;
  const lines = await listBlueprint(handle, round.id);
  const set = {
    questionCount: lines.reduce((sum, line) => sum + line.count, 0),
    totalPoints: lines.reduce((sum, line) => sum + line.count * line.points, 0),
    types: new Set(lines.map((line) => line.type)),
  };
  return { roundName: round.name, sentences: describeRules(round, set, await loadAudienceNames(handle, round.id)) };
}

/** A round that counts before a trial, one that is open before one that opens later, closed ones last; then the nearest in time. */
function rulesRound<Round extends PhasedRound>(rounds: readonly Round[], now: Instant): Round | null {
  return inOrderOfInterest(rounds, now).toSorted((a, b) => Number(a.isTrial) - Number(b.isTrial))[0] ?? null;
}

function inOrderOfInterest<Round extends PhasedRound>(rounds: readonly Round[], now: Instant): Round[] {
  const order: RoundPhase[] = ["open", "finishing", "grace", "before", "closed"];
  const distance = (round: PhasedRound) => Math.min(Math.abs(round.opensAt - now), Math.abs(round.closesAt - now));
  return rounds.toSorted((a, b) => order.indexOf(phaseAt(a, now)) - order.indexOf(phaseAt(b, now)) || distance(a) - distance(b));
}

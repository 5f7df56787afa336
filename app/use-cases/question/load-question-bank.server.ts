import { mayStillDraw } from "~/domain/contest/phase";
import { daysOfRound } from "~/domain/contest/round-days";
import { questionsOutOfForce, questionsWithin } from "~/domain/question/blueprint";
import { dayOf, type Day } from "~/domain/shared/time";
import type { Database, Handle } from "~db/client.server";
import { type BankCounts, type BankFilter, type BankRow, countBank, listBankPage, listBankQuestions, listMatchingIds } from "~db/read-models/question-bank.server";
import { listLevels, listTopics } from "~db/repositories/catalogue.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findCurrentContest } from "~db/repositories/contest.server";
import { listBlueprint, listRounds } from "~db/repositories/round.server";
import { listRevealedQuestions } from "../round/composed-round.server";
import { listShortRounds, type ShortRound } from "../round/list-short-rounds.server";

export type { BankFilter, BankRow };
export type Option = { id: string; name: string };
export type ForceWarning = { roundId: string; roundName: string; count: number; first: Day; last: Day };

export type ReuseWarning = { roundId: string; roundName: string; count: number };

export type QuestionBankView = {
  counts: BankCounts;
  topics: Option[];
  levels: Option[];
  rows: BankRow[];
  /** Questions the filter finds, on all pages. */
  total: number;
  page: number;
  pageCount: number;
  warnings: ForceWarning[];
  /** Rounds that are open or to come and may draw questions whose keys are known. */
  reuse: ReuseWarning[];
  shortRounds: ShortRound[];
  today: Day;
};

export const bankPageSize = 50;

/** One page of the bank and what its head says. A page beyond the last becomes the last. */
export async function loadQuestionBank({ database }: { database: Database }, filter: BankFilter, wantedPage: number): Promise<QuestionBankView> {
  const { db } = database;
  const [counts, topics, levels, total] = await Promise.all([countBank(db), listTopics(db), listLevels(db), listMatchingIds(db, filter).then((ids) => ids.length)]);
  const pageCount = Math.max(1, Math.ceil(total / bankPageSize));
  const page = Math.min(Math.max(1, wantedPage), pageCount);
  const rows = await listBankPage(db, filter, { page, pageSize: bankPageSize });
  const today = dayOf(await databaseNow(db));
  return { counts, topics: topics.map(option), levels: levels.map(option), rows, total, page, pageCount, warnings: await listForceWarnings(db), reuse: await listReuseWarnings(db), shortRounds: await listShortRounds(db), today };
}

export type Found = { count: number; /** Of them, out of force on some day of the filter's span, or today. */ outOfForce: number };

/** What a deed done to everything the filter finds would meet. */
export async function countFound({ database: { db } }: { database: Database }, filter: BankFilter, today: Day): Promise<Found> {
  const count = (force: BankFilter["force"]) => listMatchingIds(db, { ...filter, force }).then((ids) => ids.length);
  const { force } = filter;
  if (force === null) return { count: await count(null), outOfForce: await count({ is: "out", first: today, last: today }) };
  const found = await count(force);
  return { count: found, outOfForce: force.is === "out" ? found : 0 };
}

const option = ({ id, name }: Option): Option => ({ id, name });

/** For every round that may still draw: how many questions in use are out of force on some day of its window. */
async function listForceWarnings(db: Handle): Promise<ForceWarning[]> {
  const contest = await findCurrentContest(db);
  if (contest === null) return [];
  const now = await databaseNow(db);
  const rounds = (await listRounds(db, contest.id)).filter((round) => mayStillDraw(round, now));
  const bank = (await listBankQuestions(db)).filter((question) => question.state !== "retired");
  return rounds.flatMap((round) => {
    const count = questionsOutOfForce(bank, round).length;
    return count === 0 ? [] : [{ roundId: round.id, roundName: round.name, count, ...daysOfRound(round) }];
  });
}

/** For every ready round that may still draw: how many questions it may draw whose keys participants of another round may see by now. */
async function listReuseWarnings(db: Handle): Promise<ReuseWarning[]> {
  const contest = await findCurrentContest(db);
  if (contest === null) return [];
  const [bank, rounds, now] = [await listBankQuestions(db), await listRounds(db, contest.id), await databaseNow(db)];
  const running = rounds.filter((round) => round.state === "ready" && mayStillDraw(round, now));
  const warnings = running.map(async ({ id, name }) => {
    const revealed = new Set(await listRevealedQuestions(db, contest.id, id, now));
    const count = questionsWithin(await listBlueprint(db, id), bank).filter(({ questionId }) => revealed.has(questionId)).length;
    return { roundId: id, roundName: name, count };
  });
  return (await Promise.all(warnings)).filter(({ count }) => count > 0);
}

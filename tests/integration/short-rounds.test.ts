import { eq } from "drizzle-orm";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ShortRounds } from "~/components/organiser/short-rounds";
import { hourMs } from "~/domain/shared/time";
import { loadDashboard } from "~/use-cases/contest/load-dashboard.server";
import { loadQuestionBank } from "~/use-cases/question/load-question-bank.server";
import { setQuestionStates } from "~/use-cases/question/set-question-states.server";
import { createRound } from "~/use-cases/round/create-round.server";
import { loadNewRound } from "~/use-cases/round/load-composer.server";
import { cancelRound, markRoundReady } from "~/use-cases/round/set-round-state.server";
import { newId } from "~db/new-id.server";
import { listMatchingIds } from "~db/read-models/question-bank.server";
import { rounds } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createRealContest } from "../support/real-contest";

/** A ready round whose questions are taken back is named on the dashboard and in the bank until the bank fills it again. */
let database: TestDatabase;
let accountId: string;
let roundId: string;
const several = { search: "", topicId: null, levelId: null, type: "several", state: null, force: null } as const;

beforeAll(async () => {
  database = await createTestDatabase();
  const contest = await createRealContest(database, ["questions"]);
  ({ accountId } = contest);
  await setState([...(await listMatchingIds(database.db, several))], "approved");
  roundId = newId();
  const { round } = await loadNewRound({ database }, contest.contestId);
  const input = { ...round, name: "Kỳ 1", lines: [{ topicId: null, levelId: null, type: "several" as const, count: 9, points: 100 }] };
  expect(await createRound({ database }, { accountId, contestId: contest.contestId, roundId, input })).toMatchObject({ ok: true });
  expect(await markRoundReady({ database }, { accountId, roundId })).toMatchObject({ ok: true });
});
afterAll(() => database.drop());

async function setState(questionIds: string[], state: "approved" | "retired"): Promise<void> {
  await setQuestionStates({ database }, { accountId, selection: { questionIds }, state });
}

async function warned() {
  const [dashboard, bank] = await Promise.all([loadDashboard({ database }), loadQuestionBank({ database }, several, 1)]);
  expect(bank.shortRounds).toEqual(dashboard?.shortRounds);
  return bank.shortRounds;
}

describe("a ready round that the bank no longer fills", () => {
  it("is named with what it lacks, until enough questions are approved again", async () => {
    const [first, second, third] = await listMatchingIds(database.db, several);
    expect(await warned()).toEqual([]);
    await setState([first!], "retired");
    expect(await warned()).toEqual([]);
    await setState([second!, third!], "retired");
    expect(await warned()).toEqual([{ roundId, roundName: "Kỳ 1", isOpen: false, missing: 2 }]);
    await setState([second!, third!], "approved");
    expect(await warned()).toEqual([]);
    await setState([second!, third!], "retired");
  });

  it("is named while it is open, and no longer once it is closed or cancelled", async () => {
    const window = (from: number, to: number) => database.db.update(rounds).set({ opensAt: Date.now() + from * hourMs, closesAt: Date.now() + to * hourMs }).where(eq(rounds.id, roundId));
    await window(-1, 1);
    expect(await warned()).toMatchObject([{ isOpen: true, missing: 2 }]);
    await window(-2, -1);
    expect(await warned()).toEqual([]);
    await window(1, 2);
    expect(await warned()).toHaveLength(1);
    await cancelRound({ database }, { accountId, roundId, reason: "Hoãn" });
    expect(await warned()).toEqual([]);
  });

  it("is a red line with the way to the questions that wait", () => {
    const html = renderToStaticMarkup(createElement(ShortRounds, { items: [{ roundId, roundName: "Kỳ 1", isOpen: true, missing: 2 }], pendingHref: "/cho-duyet" }));
    expect(html).toContain('class="note err"');
    expect(html).toContain("Kỳ thi “Kỳ 1” thiếu 2 câu đã duyệt");
    expect(html).toContain('href="/cho-duyet"');
  });
});

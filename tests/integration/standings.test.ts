import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type CollectiveSettings, usualCollective } from "~/domain/standings/collective";
import { workingText } from "~/domain/standings/collective-words";
import { hourMs, minuteMs } from "~/domain/shared/time";
import { loadBoard } from "~/use-cases/standings/load-board.server";
import { loadCollectiveStandings } from "~/use-cases/standings/load-collective-standings.server";
import { loadOwnStanding } from "~/use-cases/standings/load-own-standing.server";
import { loadStandings } from "~/use-cases/standings/load-standings.server";
import { publishResults } from "~/use-cases/standings/publish-results.server";
import { recentRanking } from "~/use-cases/standings/recent-ranking.server";
import { findResultRound } from "~db/read-models/report-round.server";
import { databaseNow } from "~db/repositories/clock.server";
import { attempts, auditLog, contests, grades } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { seedGoldenResults } from "../support/golden-results";

let database: TestDatabase;
let golden: Awaited<ReturnType<typeof seedGoldenResults>>;
let now: number;

beforeAll(async () => {
  database = await createTestDatabase();
  golden = await seedGoldenResults(database.db);
  now = await databaseNow(database.db);
});
afterAll(() => database.drop());

const everybody = ["000101", "001101", "001102", "001103", "002101", "002102", "002103", "002104", "009101", "009102", "009103"];

describe("individual standings of the golden round", () => {
  it("ranks Em 20; then three with 18: Bình (predicted 7 = 7), Cường and Minh (both off by 2, both 10 minutes, Cường two days earlier); Hải 12; Nga 10", async () => {
    const view = (await loadStandings({ database }, { roundId: golden.roundId }))!;
    expect(view).toMatchObject({ stage: { kind: "settled" }, actual: 7 });
    expect(view.ranked.map(({ rank, code, score, decidedBy, predictionDistance }) => [rank, code, score, decidedBy, predictionDistance])).toEqual([
      [1, "002101", 2000, null, null],
      [2, "001101", 1800, "score", 0],
      [3, "001102", 1800, "prediction", 2],
      [4, "009101", 1800, "submitted-earlier", 2],
      [5, "002103", 1200, "score", null],
      [6, "009102", 1000, "score", null],
    ]);
  });

  it("lists the committee member, who has 20 as well, apart and without a rank", async () => {
    const view = (await loadStandings({ database }, { roundId: golden.roundId }))!;
    expect(view.apart.map(({ rank, code, score }) => [rank, code, score])).toEqual([[null, "000101", 2000]]);
  });

  it("gives everybody the own rank that the whole list gives", async () => {
    const view = (await loadStandings({ database }, { roundId: golden.roundId }))!;
    for (const code of everybody) {
      const own = await loadOwnStanding({ database }, { roundId: golden.roundId, personId: golden.personId(code), now: view.asOf });
      const listed = [...view.ranked, ...view.apart].find((standing) => standing.code === code);
      if (listed) expect(own).toMatchObject({ kind: "standing", rank: listed.rank, total: 6, score: listed.score });
      else expect(own).toMatchObject({ kind: "no-entry" });
    }
  });

  it("gives the same standings when ranked again", async () => {
    const [first, second] = [await loadStandings({ database }, { roundId: golden.roundId }), await loadStandings({ database }, { roundId: golden.roundId })];
    expect({ ...second, asOf: 0 }).toEqual({ ...first, asOf: 0 });
  });
});

describe("collective standings of the golden round", () => {
  it("ranks within a class: Đội Tổng hợp 2/4 with (18+18)/2 = 18; Đội An ninh 1/5 is below 30 %; Tịnh Hà 3/3 with (12+18+10)/3 = 13,33; the agency 1/2 with 20", async () => {
    const { classes } = (await loadCollectiveStandings({ database }, { roundId: golden.roundId, scope: "all", scoreScope: "all" }))!;
    expect(classes.map(({ name, rows }) => [name, rows.map((row) => [row.rank, row.unitName, row.entered, row.eligible, row.averageScore, row.remark])])).toEqual([
      ["Cơ quan", [[1, "Công an huyện", 1, 2, 2000, null]]],
      ["Đội nghiệp vụ", [
        [1, "Đội Tổng hợp", 2, 4, 1800, null],
        [null, "Đội An ninh", 1, 5, 2000, "Chưa đạt tỷ lệ tối thiểu"],
      ]],
      ["Công an xã", [[1, "Công an xã Tịnh Hà", 3, 3, 1333, null]]],
    ]);
  });
});

describe("collective standings by other rules of the contest", () => {
  const change = (collective: CollectiveSettings) => database.db.update(contests).set({ collective }).where(eq(contests.id, golden.contestId));
  afterAll(() => change(usualCollective));

  it("by winners: ranks 1 to 3 are Em (An ninh), Bình and Cường (Tổng hợp); An, of the committee, has 20 points and wins nothing; An ninh stays below 30 %", async () => {
    await change({ ...usualCollective, measures: ["winners", "rate"], winnerRanks: 3 });
    const { classes, criterion, measures } = (await loadCollectiveStandings({ database }, { roundId: golden.roundId, scope: "all", scoreScope: "all" }))!;
    expect([criterion, measures]).toEqual(["số người đạt giải, rồi đến tỷ lệ tham gia", ["winners", "rate", "average"]]);
    expect(classes.map(({ rows }) => rows.map((row) => [row.rank, row.unitName, row.winners]))).toEqual([
      [[1, "Công an huyện", 0]],
      [[1, "Đội Tổng hợp", 2], [null, "Đội An ninh", 1]],
      [[1, "Công an xã Tịnh Hà", 0]],
    ]);
  });

  it("by a weighted formula: Đội Tổng hợp 60% × 50 (2 ÷ 4) + 40% × 90 (36 ÷ 40) = 66; and shows the reader's units only, with their place in the whole", async () => {
    await change({ ...usualCollective, measures: ["weighted"], weights: { rate: 60, average: 40, entrants: 0, winners: 0 } });
    const { classes } = (await loadCollectiveStandings({ database }, { roundId: golden.roundId, scope: [golden.unitId("D01")], scoreScope: "all" }))!;
    expect(classes.map(({ name, rows }) => [name, rows.map((row) => [row.rank, row.unitName, workingText(row.working[0]!)])])).toEqual([
      ["Đội nghiệp vụ", [[1, "Đội Tổng hợp", { value: "66", lines: ["Tỷ lệ tham gia: 2 ÷ 4 × 100 = 50, nhân 60%", "Điểm trung bình: 36 ÷ 40 × 100 = 90, nhân 40%"] }]]],
    ]);
  });
});

describe("collective standings of a round for several blocs", () => {
  it("are reckoned on the roster and say so: Đội Tổng hợp 1 of 3 people instead of 4 declared", async () => {
    const roundId = await golden.round({ opensAt: now - 3 * hourMs, closesAt: now - hourMs, audience: ["CBCS", "Đoàn viên"] });
    await golden.attempt({ round: roundId, person: "001101", startedAt: now - 2 * hourMs, lasted: 10 * minuteMs, score: 1800 });
    const { basis, classes } = (await loadCollectiveStandings({ database }, { roundId, scope: "all", scoreScope: "all" }))!;
    expect([basis, classes[1]!.rows[0]]).toEqual(["roster", expect.objectContaining({ unitName: "Đội Tổng hợp", entered: 1, eligible: 3, rank: 1 })]);
    expect((await loadCollectiveStandings({ database }, { roundId: golden.roundId, scope: "all", scoreScope: "all" }))!.basis).toBe("eligible-count");
  });
});

/** A round around now in which Bình (18, two hours ago) leads Cường (20, ten minutes ago) on a board frozen one hour before closing. */
async function runningRound(show: { board: "live" | "frozen" | "after-closing" | "after-publishing"; score?: "at-once" | "after-publishing" }) {
  const roundId = await golden.round({
    opensAt: now - 5 * hourMs, closesAt: now + 30 * minuteMs,
    rules: { show: { score: show.score ?? "at-once", keys: "never", board: show.board, freezeMinutes: 60 } },
  });
  await golden.attempt({ round: roundId, person: "001101", startedAt: now - 2 * hourMs, lasted: 10 * minuteMs, score: 1800 });
  await golden.attempt({ round: roundId, person: "001102", startedAt: now - 20 * minuteMs, lasted: 10 * minuteMs, score: 2000 });
  return roundId;
}
const boardOf = async (roundId: string, viewer?: string, page = 1) =>
  (await loadBoard({ database }, { roundId, page, viewerPersonId: viewer === undefined ? null : golden.personId(viewer) }))!;
const own = async (roundId: string, code: string) => loadOwnStanding({ database }, { roundId, personId: golden.personId(code), now: await databaseNow(database.db) });

describe("the board by its rule", () => {
  it("live: everything closed by now, without the prediction", async () => {
    const roundId = await runningRound({ board: "live" });
    const { board, sentence } = await boardOf(roundId, "001101");
    expect(board?.rows.map(({ rank, name, isViewer }) => [rank, name, isViewer])).toEqual([[1, "Phạm Văn Cường", false], [2, "Lê Thị Bình", true]]);
    expect(board?.viewer).toEqual({ rank: 2, page: 1 });
    expect(sentence).toContain("tạm thời");
    expect(await own(roundId, "001101")).toMatchObject({ kind: "standing", rank: 2, total: 2 });
  });

  it("frozen: only what was closed an hour before the end, for the board and for the own standing", async () => {
    const roundId = await runningRound({ board: "frozen" });
    const { board, sentence } = await boardOf(roundId);
    expect(board?.rows.map(({ rank, name }) => [rank, name])).toEqual([[1, "Lê Thị Bình"]]);
    expect(sentence).toContain("dừng cập nhật");
    const round = (await findResultRound(database.db, roundId))!;
    const [early, late] = [150, 15].map((minutes) => recentRanking(database, round, { kind: "frozen", at: now - minutes * minuteMs }));
    expect([(await early!).ranked.length, (await late!).ranked.length], "another moment is another board, also right afterwards").toEqual([0, 1]);
    expect(await own(roundId, "001101")).toMatchObject({ kind: "standing", rank: 1, total: 1 });
    expect(await own(roundId, "001102")).toMatchObject({ kind: "no-entry" });
  });

  it.each([
    ["after closing", { board: "after-closing" as const }, "sau khi kỳ thi đóng"],
    ["after publishing", { board: "after-publishing" as const }, "công bố"],
    ["live, while scores are hidden until publishing", { board: "live" as const, score: "after-publishing" as const }, "công bố"],
  ])("%s: hidden now, and says when it will show", async (_, show, words) => {
    const roundId = await runningRound(show);
    expect(await boardOf(roundId)).toMatchObject({ board: null, sentence: expect.stringContaining(words) });
    expect(await own(roundId, "001101")).toMatchObject({ kind: "hidden", sentence: expect.stringContaining(words) });
  });

  it("shows rank, name, unit and score, and nothing else of a person", async () => {
    const { board } = await boardOf(golden.roundId);
    expect(Object.keys(board!.rows[0]!).toSorted()).toEqual(["isViewer", "name", "rank", "score", "unitName"]);
    expect(board?.apart.map((row) => row.name)).toEqual(["Trần Văn An"]);
    expect(JSON.stringify([board?.rows, board?.apart])).not.toMatch(/00\d{4}|095\d+/);
  });

  it("is nowhere for a trial, a draft or an unknown round", async () => {
    const window = { opensAt: now - hourMs, closesAt: now + hourMs };
    for (const roundId of [await golden.round({ ...window, isTrial: true }), await golden.round({ ...window, state: "draft" }), golden.contestId]) {
      expect(await boardOf(roundId)).toBeNull();
      expect(await own(roundId, "001101")).toBeNull();
    }
  });

  it("takes a page beyond the last for the last", async () => {
    expect((await boardOf(golden.roundId, undefined, 99)).board).toMatchObject({ page: 1, pageCount: 1, total: 6 });
  });
});

describe("a round that has closed while its last attempt is not collected yet", () => {
  it("is being updated, without the prediction, on the board, for oneself and for organisers; final once that attempt is graded", async () => {
    const roundId = await golden.round({ opensAt: now - 5 * hourMs, closesAt: now - hourMs });
    await golden.attempt({ round: roundId, person: "001101", startedAt: now - 2 * hourMs, lasted: 8 * minuteMs, score: 1800 });
    await golden.attempt({ round: roundId, person: "001102", startedAt: now - 2 * hourMs, lasted: 9 * minuteMs, score: 1800 });
    const last = await golden.attempt({ round: roundId, person: "009101", startedAt: now - 90 * minuteMs });
    await golden.predict(roundId, "001102", 3);

    expect((await boardOf(roundId)).sentence).toContain("đang cập nhật");
    expect((await own(roundId, "001102"))?.sentence).toContain("đang cập nhật");
    expect(await loadStandings({ database }, { roundId })).toMatchObject({ stage: { kind: "settling", unsettled: 1 }, actual: null, ranked: [{ code: "001101" }, { code: "001102", decidedBy: "duration" }] });

    await database.db.update(attempts).set({ state: "expired", submittedAt: now - 70 * minuteMs }).where(eq(attempts.id, last));
    await database.db.insert(grades).values({ attemptId: last, version: 1, score: 900, maxScore: 2000, answeredCount: 9, correctCount: 9, perItem: [], gradedAt: now });
    await vi.waitFor(async () => expect((await boardOf(roundId)).sentence).toContain("gồm tất cả các bài hợp lệ"), { timeout: 20_000 });
    expect(await own(roundId, "001102")).toMatchObject({ kind: "standing", rank: 1, total: 3, sentence: expect.stringContaining("gồm tất cả các bài hợp lệ") });
    expect(await loadStandings({ database }, { roundId })).toMatchObject({ stage: { kind: "settled" }, actual: 3, ranked: [{ code: "001102", decidedBy: null }, { code: "001101", decidedBy: "prediction" }, { rank: 3 }] });
  });
});

describe("publishing", () => {
  const publish = (roundId: string) => publishResults({ database }, { roundId, accountId: golden.personId("000101") });
  const auditRows = (roundId: string) => database.db.select().from(auditLog).where(eq(auditLog.subjectId, roundId));

  it("waits until the round has closed for everybody", async () => {
    expect(await publish(await runningRound({ board: "after-publishing" }))).toEqual({ ok: false, refusal: { reason: "not-closed" } });
  });

  it("waits until every attempt is graded", async () => {
    const roundId = await golden.round({ opensAt: now - 3 * hourMs, closesAt: now - hourMs });
    await golden.attempt({ round: roundId, person: "001101", startedAt: now - 2 * hourMs, lasted: 10 * minuteMs });
    expect(await publish(roundId)).toEqual({ ok: false, refusal: { reason: "unsettled", count: 1 } });
    expect(await auditRows(roundId)).toEqual([]);
  });

  it("opens the board, keeps the first moment when repeated, and is audited once", async () => {
    const roundId = await golden.round({
      opensAt: now - 3 * hourMs, closesAt: now - hourMs, rules: { show: { score: "after-publishing", keys: "never", board: "after-publishing", freezeMinutes: 0 } },
    });
    await golden.attempt({ round: roundId, person: "001101", startedAt: now - 2 * hourMs, lasted: 10 * minuteMs, score: 900 });
    expect((await boardOf(roundId)).board).toBeNull();
    const [first, second] = [await publish(roundId), await publish(roundId)];
    expect(first.ok && second.ok && first.value.publishedAt === second.value.publishedAt).toBe(true);
    expect((await boardOf(roundId)).board?.rows).toHaveLength(1);
    expect((await auditRows(roundId)).map((row) => row.action)).toEqual(["publish-results"]);
  });
});

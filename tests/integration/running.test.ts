import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { minuteMs, secondMs } from "~/domain/shared/time";
import { loadRunning, type RunningQuery, seatsPerPage } from "~/use-cases/incident/load-running.server";
import { loadSeat } from "~/use-cases/incident/load-seat.server";
import { cancelRound } from "~/use-cases/round/set-round-state.server";
import { newId } from "~db/new-id.server";
import { eq } from "drizzle-orm";
import { attempts } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createScenario, type Scenario } from "../support/scenario";

let database: TestDatabase;
let scenario: Scenario;
let round: string;
const now = Date.now();

beforeAll(async () => {
  database = await createTestDatabase();
  scenario = await createScenario(database.db);
  await scenario.bloc("CBCS");
  await scenario.bloc("Đoàn viên");
  await scenario.unit("CAH", { name: "Công an huyện", type: "Cơ quan" });
  await scenario.unit("D02", { name: "Đội An ninh", type: "Đội", parent: "CAH" });
  await scenario.unit("D01", { name: "Đội Tổng hợp", type: "Đội", parent: "CAH" });
  await scenario.unit("X01", { name: "Xã Tịnh Hà", type: "Xã" });
  const blocs = ["CBCS"];
  for (const [code, unit, name] of [["01", "D02", "Đặng Thị Ệ"], ["02", "D01", "Lê Văn Ân"], ["03", "CAH", "Trần Ý"], ["04", "D01", "Bùi Ư"], ["05", "X01", "Võ Ơ"]] as const) {
    await scenario.person(code, { unit, name, blocs });
  }
  await scenario.person("06", { unit: "X01", name: "Người khối khác", blocs: ["Đoàn viên"] });
  await scenario.person("07", { unit: "X01", name: "Khối khác đang thi", blocs: ["Đoàn viên"] });
  await scenario.person("08", { unit: "X01", name: "Đã nghỉ", blocs, retiredAt: now });
  round = await scenario.round({ opensAt: now - 60 * minuteMs, closesAt: now + 60 * minuteMs, audience: ["CBCS"] });
  await scenario.attempt({ round, person: "01", startedAt: now - 50 * minuteMs, lasted: 10 * minuteMs, score: 500 });
  const silent = await scenario.attempt({ round, person: "01", startedAt: now - 5 * minuteMs });
  await database.db.update(attempts).set({ lastSeenAt: now - 3 * minuteMs }).where(eq(attempts.id, silent));
  const alive = await scenario.attempt({ round, person: "02", startedAt: now - 5 * minuteMs });
  await database.db.update(attempts).set({ lastSeenAt: now - 10 * secondMs }).where(eq(attempts.id, alive));
  await scenario.attempt({ round, person: "03", startedAt: now - 40 * minuteMs, lasted: 20 * minuteMs, state: "expired" });
  await scenario.attempt({ round, person: "07", startedAt: now - 40 * minuteMs, lasted: 5 * minuteMs, state: "void" });
});
afterAll(() => database.drop());

const look = async (query: Partial<RunningQuery> = {}) => (await loadRunning({ database }, round, { search: "", unitId: null, state: null, page: 1, ...query }))!;
const codes = async (query: Partial<RunningQuery> = {}) => (await look(query)).seats.map((seat) => seat.code);

describe("who is sitting now", () => {
  test("everybody of the audience and whoever has an attempt, each with the latest: who sits, then the last to have ended, then who has not started, by units in the committee's order", async () => {
    const { seats, counts, total } = await look();
    expect(seats.map(({ code, state, number, isSilent }) => [code, state, number, isSilent])).toEqual([
      ["01", "in-progress", 2, true], ["02", "in-progress", 1, false], ["03", "expired", 1, false], ["07", "void", 1, false], ["04", "not-started", null, false], ["05", "not-started", null, false],
    ]);
    expect(counts).toEqual({ "not-started": 2, "in-progress": 2, submitted: 0, expired: 1, void: 1, silent: 1, voided: 1 });
    expect(total).toBe(6);
    expect(seats[0]).toMatchObject({ isReopened: false, hasExtraTime: false, voidedBefore: 0, answered: 0, questions: 0, unitName: "Đội An ninh" });
  });

  test("attempts that have ended may go on until the keys show", async () => {
    expect((await look()).mayReopen).toBe(true);
    const closed = async (keys: "after-closing" | "after-publishing") => {
      const roundId = await scenario.round({ opensAt: now - 60 * minuteMs, closesAt: now - 30 * minuteMs, audience: ["CBCS"], rules: { show: { score: "after-closing", keys, board: "after-closing", freezeMinutes: 0 } } });
      return (await loadRunning({ database }, roundId, { search: "", unitId: null, state: null, page: 1 }))!.mayReopen;
    };
    expect([await closed("after-closing"), await closed("after-publishing")]).toEqual([false, true]);
  });

  test("by state, unit with what is below it, name without diacritics, and code; the counts keep to unit and name", async () => {
    expect(await codes({ state: "in-progress" })).toEqual(["01", "02"]);
    expect(await codes({ state: "silent" })).toEqual(["01"]);
    expect(await codes({ state: "not-started" })).toEqual(["04", "05"]);
    expect(await codes({ unitId: scenario.unitId("CAH") })).toEqual(["01", "02", "03", "04"]);
    expect(await codes({ unitId: scenario.unitId("D01"), state: "not-started" })).toEqual(["04"]);
    expect(await codes({ search: "dang thi e" })).toEqual(["01"]);
    expect(await codes({ search: "05" })).toEqual(["05"]);
    expect((await look({ unitId: scenario.unitId("D01"), state: "voided" })).counts).toMatchObject({ "not-started": 1, "in-progress": 1, void: 0 });
    expect([await codes({ unitId: newId() }), await codes({ search: "%" })]).toEqual([[], []]);
  });

  test("by the latest attempt, also where an earlier one has been opened again", async () => {
    await scenario.unit("Y01", { name: "Mở lại", type: "Xã" });
    await scenario.person("Y1", { unit: "Y01", blocs: ["CBCS"] });
    await scenario.attempt({ round, person: "Y1", startedAt: now - 50 * minuteMs });
    await scenario.attempt({ round, person: "Y1", startedAt: now - 30 * minuteMs, lasted: 10 * minuteMs, score: 500 });
    const query = { unitId: scenario.unitId("Y01") };
    expect((await look(query)).counts).toMatchObject({ "in-progress": 0, submitted: 1, silent: 0 });
    for (const state of ["in-progress", "silent"] as const) expect(await codes({ ...query, state })).toEqual([]);
    expect(await codes({ ...query, state: "submitted" })).toEqual(["Y1"]);
  });

  test("whoever has a void attempt is counted and found as such, whatever came after it, and in nobody's total twice", async () => {
    await scenario.unit("V01", { name: "Có lượt bị hủy", type: "Xã" });
    for (const code of ["V1", "V2", "V3"]) await scenario.person(code, { unit: "V01", blocs: ["CBCS"] });
    for (const minutesAgo of [50, 40]) await scenario.attempt({ round, person: "V1", startedAt: now - minutesAgo * minuteMs, lasted: 5 * minuteMs, state: "void" });
    await scenario.attempt({ round, person: "V1", startedAt: now - 30 * minuteMs, lasted: 10 * minuteMs, score: 500 });
    await scenario.attempt({ round, person: "V2", startedAt: now - 30 * minuteMs, lasted: 10 * minuteMs, state: "void" });
    const query = { unitId: scenario.unitId("V01") };
    expect(await look(query)).toMatchObject({ total: 3, counts: { "not-started": 1, submitted: 1, void: 1, voided: 2 } });
    const { seats, total } = await look({ ...query, state: "voided" });
    expect([total, seats.map(({ code, state, number, voidedBefore }) => [code, state, number, voidedBefore])]).toEqual([2, [["V1", "submitted", 3, 2], ["V2", "void", 1, 0]]]);
  });

  test("a draft and an unknown round are nowhere", async () => {
    const draft = await scenario.round({ opensAt: now, closesAt: now + minuteMs, state: "draft" });
    const nothing = { search: "", unitId: null, state: null, page: 1 };
    expect([await loadRunning({ database }, draft, nothing), await loadRunning({ database }, newId(), nothing)]).toEqual([null, null]);
  });

  test("by pages: 120 people are 3 pages, a page beyond the last is the last", async () => {
    await scenario.unit("Z01", { name: "Đông người", type: "Xã" });
    for (let count = 0; count < 120; count++) await scenario.person(`Z${String(count).padStart(3, "0")}`, { unit: "Z01", blocs: ["CBCS"] });
    const query = { unitId: scenario.unitId("Z01") };
    const pages = await Promise.all([1, 2, 3, 9].map((page) => look({ ...query, page })));
    expect(pages.map(({ page, pageCount, seats }) => [page, pageCount, seats.length])).toEqual([[1, 3, seatsPerPage], [2, 3, 50], [3, 3, 20], [3, 3, 20]]);
    expect(pages[1]!.seats[0]!.code).toBe("Z050");
  });
});

test("nobody of a cancelled round is silent, in the counts, the list and on the person's page", async () => {
  const cancelled = await scenario.round({ opensAt: now - 60 * minuteMs, closesAt: now + 60 * minuteMs, state: "cancelled" });
  await database.db.update(attempts).set({ lastSeenAt: now - 3 * minuteMs }).where(eq(attempts.id, await scenario.attempt({ round: cancelled, person: "01", startedAt: now - 5 * minuteMs })));
  const lookAt = async (state: RunningQuery["state"]) => (await loadRunning({ database }, cancelled, { search: "", unitId: null, state, page: 1 }))!;
  const sitting = await lookAt("in-progress");
  expect([sitting.counts["in-progress"], sitting.counts.silent, sitting.seats.map(({ isSilent }) => isSilent)]).toEqual([1, 0, [false]]);
  expect((await lookAt("silent")).seats).toEqual([]);
  expect((await loadSeat({ database }, { roundId: cancelled, personId: scenario.personId("01") }))!.attempts.map(({ isSilent }) => isSilent)).toEqual([false]);
});

test("nobody is expected in a cancelled round, which says when and why it was cancelled", async () => {
  const roundId = await scenario.round({ opensAt: now - 60 * minuteMs, closesAt: now + 60 * minuteMs, audience: ["CBCS"] });
  await scenario.attempt({ round: roundId, person: "02", startedAt: now - 30 * minuteMs, lasted: 5 * minuteMs, score: 500 });
  const lookAt = async (state: RunningQuery["state"]) => (await loadRunning({ database }, roundId, { search: "", unitId: null, state, page: 1 }))!;
  const before = await lookAt(null);
  expect(before.counts["not-started"]).toBeGreaterThan(3);
  expect(before.cancellation).toBeNull();
  await cancelRound({ database }, { accountId: null, roundId, reason: "Bão số 3" });
  const { counts, total, seats, cancellation } = await lookAt(null);
  expect([counts["not-started"], counts.submitted, total, seats.map(({ code }) => code)]).toEqual([0, 1, 1, ["02"]]);
  expect(cancellation).toEqual({ at: expect.any(Number), reason: "Bão số 3" });
  expect((await lookAt("not-started")).seats).toEqual([]);
});

test("one person: the attempts, the latest first, with their receipts", async () => {
  const view = (await loadSeat({ database }, { roundId: round, personId: scenario.personId("01") }))!;
  expect(view.person).toMatchObject({ fullName: "Đặng Thị Ệ", unitName: "Đội An ninh" });
  expect(view.attempts.map(({ number, state, score, isSilent }) => [number, state, score, isSilent])).toEqual([[2, "in-progress", null, true], [1, "submitted", 500, false]]);
  expect(view.attempts[0]!.receipt).toMatch(/^[\dA-Z]{4}-[\dA-Z]{4}$/);
  expect((await loadSeat({ database }, { roundId: round, personId: scenario.personId("05") }))!.attempts).toEqual([]);
  expect(await loadSeat({ database }, { roundId: round, personId: newId() })).toBeNull();
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadDashboard } from "~/use-cases/contest/load-dashboard.server";
import { loadContestSettings } from "~/use-cases/contest/load-contest-settings.server";
import { loadSetup } from "~/use-cases/contest/load-setup.server";
import { type FirstSetup, setUpContest } from "~/use-cases/contest/set-up-contest.server";
import { ensureContest } from "~/use-cases/import/ensure-contest.server";
import { newId } from "~db/new-id.server";
import { accounts, auditLog, blocs, contests, levels, topics, unitTypes } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";

/** The first setup of an installation: contest and short lists, all or nothing. */
let database: TestDatabase;
const accountId = newId();

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.insert(accounts).values({ id: accountId, login: "thu-ky", displayName: "Thư ký", passwordHash: "not-a-hash", createdAt: Date.now() });
});
afterAll(() => database.drop());
beforeEach(async () => {
  for (const table of [contests, blocs, levels, topics, unitTypes]) await database.db.delete(table);
});

const head = { name: "Tìm hiểu CCHC", startsOn: "2026-06-01", contact: "0255 000 000", superiorBody: "CÔNG AN TỈNH", agency: "CÔNG AN HUYỆN", place: "Sơn Tịnh", signers: [{ title: "TRƯỞNG BAN", name: "Lữ Quang Khải" }] };
const entry = (name: string) => ({ id: "", name });
const lists: FirstSetup["lists"] = {
  blocs: [{ ...entry("Cán bộ"), onlyGender: null, maxAge: null }, { ...entry("Nữ công"), onlyGender: "female", maxAge: 55 }],
  unitTypes: [entry("Phòng"), entry("Công an xã")],
  levels: [entry("Dễ"), entry("Khó")],
  topics: [entry("Cư trú")],
};
const setUp = (change: Partial<FirstSetup> = {}) => setUpContest({ database }, { accountId, head, lists, ...change });
const settings = async () => (await loadContestSettings({ database }))!;
const names = async () => {
  const known = await settings();
  return [known.blocs, known.unitTypes, known.levels, known.topics].map((entries) => entries.map(({ name }) => name));
};
const audits = () => database.db.$count(auditLog);

describe("an empty installation", () => {
  it("is offered lists to edit, none of which exists yet", async () => {
    expect(await loadDashboard({ database })).toBeNull();
    const view = await loadSetup({ database });
    expect(view.lists.blocs.map(({ id, name, onlyGender, maxAge }) => [id, name, onlyGender, maxAge])).toEqual([["", "CBCS", null, null], ["", "Đoàn viên", null, 35], ["", "Hội viên phụ nữ", "female", null]]);
    expect([view.lists.unitTypes[0]!.name, view.lists.levels.length, view.lists.topics.length]).toEqual(["Cơ quan", 3, 11]);
    expect(await database.db.$count(blocs)).toBe(0);
  });

  it("gets the contest and exactly the lists that were typed, which an import leaves alone", async () => {
    const before = await audits();
    expect(await setUp()).toEqual({ ok: true, value: null });
    await database.transaction(ensureContest);
    const typedNames = [["Cán bộ", "Nữ công"], ["Phòng", "Công an xã"], ["Dễ", "Khó"], ["Cư trú"]];
    expect(await names()).toEqual(typedNames);
    const known = await settings();
    expect(known.settings).toMatchObject(head);
    expect(known.blocs[1]).toMatchObject({ onlyGender: "female", maxAge: 55 });
    expect((await loadDashboard({ database }))!.steps.map(({ key, isDone, isEmpty }) => [key, isDone, isEmpty])).toEqual([
      ["contest", true, false], ["units", false, true], ["people", false, true], ["accounts", false, true], ["questions", false, true], ["round", false, true],
    ]);
    expect(await audits() - before).toBe(5);
  });

  it("takes the same form twice, also at once, as one", async () => {
    const before = await audits();
    expect((await Promise.all([setUp(), setUp(), setUp()])).every(({ ok }) => ok)).toBe(true);
    expect([await database.db.$count(contests), await database.db.$count(topics), await audits() - before]).toEqual([1, 1, 5]);
  });

  it("lets one of two organisers set it up; the other is told and nothing is overwritten", async () => {
    const outcomes = await Promise.all([setUp(), setUp({ head: { ...head, name: "Tên khác" } })]);
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ refusal: { form: expect.stringContaining("chưa được lưu") } });
    expect((await settings()).settings.name).toBe(outcomes[0]!.ok ? head.name : "Tên khác");
    expect(await database.db.$count(contests)).toBe(1);
  });

  it("does not say that a list was saved which somebody changed after going back", async () => {
    await setUp();
    expect(await setUp({ lists: { ...lists, topics: [...lists.topics, entry("Văn thư")] } })).toMatchObject({ ok: false });
    expect(await setUp({ lists: { ...lists, blocs: lists.blocs.map((bloc) => ({ ...bloc, maxAge: 30 })) } })).toMatchObject({ ok: false });
    expect(await setUp({ lists: { ...lists, topics: [...lists.topics, entry("")] } })).toEqual({ ok: true, value: null });
    expect((await names())[3]).toEqual(["Cư trú"]);
  });

  it("keeps nothing at all when one list is refused", async () => {
    const before = await audits();
    expect(await setUp({ lists: { ...lists, topics: [entry("Cư trú"), entry("cư  trú")] } })).toMatchObject({ ok: false, refusal: { topics: expect.stringContaining("hai lần") } });
    expect([await database.db.$count(contests), await database.db.$count(blocs), await audits()]).toEqual([0, 0, before]);
  });
});

describe("an installation where an import came first", () => {
  beforeEach(() => database.transaction(ensureContest));

  it("still asks to be set up, with what is there already and without the import's name", async () => {
    expect(await loadDashboard({ database })).toBeNull();
    const view = await loadSetup({ database });
    expect([view.head.name, view.lists.blocs[0]!.id, view.lists.unitTypes[0]!.id]).toEqual(["", expect.stringMatching(/^[0-9a-f-]{36}$/), ""]);
  });

  it("keeps contest and entries, with the rules of a bloc, under their new names", async () => {
    const { contestId, blocs: known } = await settings();
    const renamed = known.map((bloc) => ({ ...bloc, name: bloc.name === "CBCS" ? "Cán bộ, chiến sĩ" : bloc.name }));
    expect(await setUp({ lists: { ...lists, blocs: renamed, levels: (await settings()).levels } })).toEqual({ ok: true, value: null });
    const after = await settings();
    expect([after.contestId, after.settings.name, after.levels.length]).toEqual([contestId, head.name, 3]);
    expect(after.blocs.map(({ id, name, onlyGender, maxAge }) => [id, name, onlyGender, maxAge])).toEqual([
      [known[0]!.id, "Cán bộ, chiến sĩ", null, null], [known[1]!.id, "Đoàn viên", null, 35], [known[2]!.id, "Hội viên phụ nữ", "female", null],
    ]);
  });
});

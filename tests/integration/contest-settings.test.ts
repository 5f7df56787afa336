import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Catalogues } from "~/use-cases/contest/apply-catalogues.server";
import { createContest } from "~/use-cases/contest/create-contest.server";
import { editContest } from "~/use-cases/contest/edit-contest.server";
import { loadContestSettings } from "~/use-cases/contest/load-contest-settings.server";
import { loadDashboard } from "~/use-cases/contest/load-dashboard.server";
import { saveCatalogues } from "~/use-cases/contest/save-catalogues.server";
import { listPeoplePage } from "~/use-cases/roster/list-people.server";
import { loadUnits } from "~/use-cases/roster/load-units.server";
import { newId } from "~db/new-id.server";
import { auditLog, contests } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createRealContest, sonTinh } from "../support/real-contest";

let database: TestDatabase;
let contestId: string;
let accountId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  expect(await loadDashboard({ database })).toBeNull();
  ({ contestId, accountId } = await createRealContest(database));
});
afterAll(() => database.drop());

describe("a new contest", () => {
  it("starts with three blocs and three levels, and sending the form twice makes one contest", async () => {
    await createContest({ database }, { accountId, contestId, input: { ...sonTinh, name: "Gửi lại" } });
    const settings = (await loadContestSettings({ database }))!;
    expect(settings.settings.name).toBe(sonTinh.name);
    expect(settings.blocs.map(({ name, onlyGender, maxAge }) => [name, onlyGender, maxAge])).toEqual([["CBCS", null, null], ["Đoàn viên", null, 35], ["Hội viên phụ nữ", "female", null]]);
    expect(settings.levels.map(({ name, uses }) => [name, uses])).toEqual([["Nhận biết", 45], ["Thông hiểu", 62], ["Vận dụng", 22]]);
    expect((await database.db.select().from(contests)).length).toBe(1);
  });

  it("says on the dashboard what comes next: everything is imported, questions wait for approval", async () => {
    const view = (await loadDashboard({ database }))!;
    expect(view.steps.map((step) => [step.key, step.isDone])).toEqual([
      ["contest", true], ["units", true], ["people", true], ["accounts", false], ["questions", false], ["round", false],
    ]);
    expect([view.units, view.people, view.eligible, view.questions]).toEqual([20, 412, 436, { total: 129, approved: 0, pending: 129 }]);
  });
});

describe("settings", () => {
  it("ask everybody again when the consent text changes, and only then", async () => {
    const known = async () => (await loadContestSettings({ database }))!;
    const save = async (change: object) => editContest({ database }, { accountId, contestId, input: { ...sonTinh, ...change }, basis: (await known()).basis });
    expect([await save({ place: "Quảng Ngãi" }), (await known()).consentVersion]).toEqual([{ ok: true, value: null }, 1]);
    expect([await save({ consentText: "Văn bản mới" }), (await known()).consentVersion]).toEqual([{ ok: true, value: null }, 2]);
    expect([await save({ consentText: "Văn bản mới" }), (await known()).consentVersion]).toEqual([{ ok: true, value: null }, 2]);
    expect(await editContest({ database }, { accountId, contestId: newId(), input: sonTinh, basis: (await known()).basis })).toBeNull();
    expect((await database.db.select().from(auditLog).where(eq(auditLog.action, "contest.edit"))).length).toBe(2);
  });

  const lists = async (): Promise<Catalogues> => {
    const { blocs, levels, topics, unitTypes } = (await loadContestSettings({ database }))!;
    return { accountId, blocs, levels, topics, unitTypes };
  };

  it("rename, add and remove entries of the short lists; entries in use stay; doubles are refused", async () => {
    const before = await lists();
    const renamed = before.levels.map((level, index) => (index === 2 ? { ...level, name: "Vận dụng cao" } : level));
    const added = { id: "", name: "Sáng tạo" };
    const save = (change: Partial<Catalogues>) => saveCatalogues({ database }, { ...before, ...change });
    expect(await save({ levels: [...renamed, added] })).toEqual({ ok: true, value: null });
    expect(await save({ levels: [...renamed, added] })).toEqual({ ok: true, value: null });
    expect((await lists()).levels.map((level) => level.name)).toEqual(["Nhận biết", "Thông hiểu", "Vận dụng cao", "Sáng tạo"]);
    const now = await lists();
    expect(await saveCatalogues({ database }, { ...now, levels: now.levels.map((level) => ({ ...level, name: level.name === "Sáng tạo" ? "" : level.name })) })).toEqual({ ok: true, value: null });
    expect((await lists()).levels.length).toBe(3);
    expect(await save({ blocs: before.blocs.map((bloc, index) => (index === 0 ? { ...bloc, name: "" } : bloc)) })).toMatchObject({ ok: false, refusal: { blocs: expect.stringContaining("đang được dùng") } });
    expect(await save({ topics: [...before.topics, { id: "", name: before.topics[0]!.name.toUpperCase() }] })).toMatchObject({ ok: false, refusal: { topics: expect.stringContaining("hai lần") } });
    const both = await save({ blocs: before.blocs.map((bloc) => ({ ...bloc, name: "" })), topics: [...before.topics, before.topics[0]!] });
    expect(both).toMatchObject({ ok: false, refusal: { blocs: expect.stringMatching(/CBCS.*Đoàn viên/), topics: expect.stringContaining("hai lần") } });
  });
});

describe("units and people", () => {
  it("lists 20 units as a tree with eligible counts that sum up to 436 persons", async () => {
    const view = await loadUnits({ database });
    expect([view.lines.length, view.lines[0]!.code, view.lines[0]!.depth, view.lines[1]!.depth]).toEqual([20, "CAH", 0, 1]);
    expect([view.totals.eligible, view.totals.roster]).toEqual([436, 412]);
  });

  it("finds people without diacritics, both spellings of a tone, and by the beginning of a code", async () => {
    const search = async (term: string) => (await listPeoplePage({ database }, { search: term, unitId: null, blocId: null, page: 1 })).lines.map((person) => person.fullName);
    expect(await search("huynh van hoa")).toEqual(expect.arrayContaining(["Huỳnh Văn Hòa", "Huỳnh Văn Hoà"]));
    expect((await search("Nguyễn Thị Hương")).filter((name) => name === "Nguyễn Thị Hương")).toHaveLength(4);
    expect(await search("001016")).toEqual(["Nguyễn Văn Hùng"]);
  });

  it("sorts by given name within a unit and filters by unit with everything below it, and by bloc", async () => {
    const all = await listPeoplePage({ database }, { search: "", unitId: null, blocId: null, page: 1 });
    expect([all.total, all.pageCount, all.lines.length]).toEqual([412, 9, 50]);
    const root = all.units[0]!;
    expect((await listPeoplePage({ database }, { search: "", unitId: root.id, blocId: null, page: 1 })).total).toBe(412);
    const unit = all.units.find((one) => one.name === "Đội Tổng hợp")!;
    const team = await listPeoplePage({ database }, { search: "", unitId: unit.id, blocId: null, page: 1 });
    expect(team.total).toBe(22);
    const given = team.lines.map((person) => person.fullName.split(" ").at(-1)!);
    expect(given).toEqual([...given].sort(new Intl.Collator("vi").compare));
    const youth = all.blocs.find((bloc) => bloc.name === "Đoàn viên")!;
    expect((await listPeoplePage({ database }, { search: "", unitId: null, blocId: youth.id, page: 1 })).total).toBe(140);
    expect((await listPeoplePage({ database }, { search: "", unitId: newId(), blocId: null, page: 1 })).total).toBe(0);
  });
});

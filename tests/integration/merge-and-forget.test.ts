import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hourMs, startOfDay } from "~/domain/shared/time";
import { setAccountDisabled } from "~/use-cases/accounts/change-account.server";
import { ensureRosterAccounts } from "~/use-cases/accounts/ensure-roster-accounts.server";
import { anonymisePerson } from "~/use-cases/privacy/anonymise-person.server";
import { correctPerson } from "~/use-cases/roster/correct-person.server";
import { requestAboutOwnData } from "~/use-cases/privacy/request-about-own-data.server";
import { loadPerson } from "~/use-cases/roster/load-person.server";
import { restorePerson } from "~/use-cases/roster/retire-person.server";
import { listUnitCounts } from "~db/read-models/participation-counts.server";
import { findResultRound } from "~db/read-models/report-round.server";
import { accounts, attempts, auditLog, importBatches, people, predictions } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { personTitles, sheet, testImports } from "../support/imports";
import { compareThenMerge, mergeAsShown } from "../support/merging";
import { createScenario, type Scenario } from "../support/scenario";
import { createTestAccount } from "../support/sessions";

/** Two rows of one person become one, and a person who asks is forgotten, against a real database and a real import. */
let database: TestDatabase;
let scenario: Scenario;
let accountId: string;
let roundId: string;
const monday = startOfDay("2022-06-06");

beforeAll(async () => {
  database = await createTestDatabase();
  scenario = await createScenario(database.db);
  await scenario.bloc("CBCS");
  await scenario.unit("D01", { name: "Đội Tổng hợp", type: "Đội" });
  for (const code of ["001007", "001008"]) await scenario.person(code, { unit: "D01" });
  accountId = await createTestAccount(database.db, { login: "thu-ky", role: "organiser" });
  roundId = await scenario.round({ name: "Kỳ 1", opensAt: monday, closesAt: monday + 100 * hourMs });
});
afterAll(() => database.drop());

const sit = (person: string, round = roundId) => scenario.attempt({ round, person, startedAt: monday + hourMs, lasted: 60_000, score: 1500 });

describe("two rows of one person", () => {
  const pair = (stays: string, goesCode: string) => ({ accountId, personId: scenario.personId(stays), goesCode, reason: "Ghi trùng khi nhập" });
  const merge = (stays: string, goesCode: string) => mergeAsShown(database, pair(stays, goesCode));
  const ownerOf = async (attemptId: string) => (await database.db.select({ personId: attempts.personId }).from(attempts).where(eq(attempts.id, attemptId)))[0]?.personId;

  it("become one: attempts and predictions move, the other row stays readable, its account is closed, the audit tells", async () => {
    for (const code of ["001001", "001002"]) await scenario.person(code, { unit: "D01", name: "Nguyễn Văn Trùng" });
    await ensureRosterAccounts({ database });
    const attemptId = await sit("001002");
    await scenario.predict(roundId, "001001", 10);
    await scenario.predict(roundId, "001002", 20);
    const compared = await compareThenMerge(database, pair("001001", "001002"));
    if (!compared.ok) throw new Error("these may be merged");
    expect(compared.preview).toMatchObject({ stays: { code: "001001", attemptCount: 0 }, goes: { code: "001002", attemptCount: 1, unitName: "Đội Tổng hợp", account: { login: "001002" } } });
    expect(await ownerOf(attemptId), "comparing changes nothing").toBe(scenario.personId("001002"));
    for (let sent = 0; sent < 2; sent += 1) expect(await compared.confirm()).toEqual({ ok: true, value: null });
    expect(await ownerOf(attemptId)).toBe(scenario.personId("001001"));
    expect(await database.db.select({ value: predictions.value }).from(predictions).where(eq(predictions.personId, scenario.personId("001001")))).toEqual([{ value: 20 }]);
    const [gone] = await database.db.select().from(people).where(eq(people.code, "001002"));
    expect([gone?.mergedIntoId, gone?.retiredAt !== null]).toEqual([scenario.personId("001001"), true]);
    const [closed] = await database.db.select().from(accounts).where(eq(accounts.login, "001002"));
    expect(closed?.disabledAt).not.toBeNull();
    expect(await setAccountDisabled({ database }, { accountId: closed!.id, changedBy: accountId, isDisabled: false })).toEqual({ ok: false, refusal: "merged" });
    const entries = await database.db.select().from(auditLog).where(and(eq(auditLog.action, "person.merge"), eq(auditLog.subjectId, scenario.personId("001001"))));
    expect(entries).toMatchObject([{ reason: "Ghi trùng khi nhập", before: { predictions: [{ roundId, value: 10 }] }, after: { mergedPersonId: gone!.id, merged: "001002", attempts: ["Kỳ 1, lượt 1"], predictions: [{ roundId, value: 20 }] } }]);
    expect(await restorePerson({ database }, { accountId, personId: gone!.id, reason: "x" })).toMatchObject({ ok: false });
  });

  it("are left alone where a rule would break: both sat the round; then nothing has moved", async () => {
    for (const code of ["001003", "001004"]) await scenario.person(code, { unit: "D01" });
    const [, second] = [await sit("001003"), await sit("001004")];
    expect(await merge("001003", "001004")).toMatchObject({ ok: false, refusal: { goesCode: expect.stringContaining("Kỳ 1") } });
    expect(await ownerOf(second)).toBe(scenario.personId("001004"));
    await database.db.update(attempts).set({ state: "void" }).where(eq(attempts.id, second));
    expect(await merge("001003", "001004")).toEqual({ ok: true, value: null });
    expect((await database.db.select({ number: attempts.number }).from(attempts).where(eq(attempts.id, second)))[0]?.number).toBe(2);
  });

  it.each([
    ["the one that goes has another name", () => database.db.update(people).set({ fullName: "Người Khác Hẳn" }).where(eq(people.code, "001008"))],
    ["the one that stays has another birth date", () => database.db.update(people).set({ birthDate: "1980-01-01" }).where(eq(people.code, "001007"))],
    ["the one that goes has sat meanwhile", () => sit("001008")],
  ])("are not joined unseen: %s since they were compared", async (_, change) => {
    const compared = await compareThenMerge(database, pair("001007", "001008"));
    if (!compared.ok) throw new Error("these may be merged");
    await change();
    expect(await compared.confirm()).toEqual({ ok: false, refusal: { form: expect.stringContaining("vừa thay đổi") } });
    expect((await database.db.select().from(people).where(eq(people.code, "001008")))[0]?.mergedIntoId).toBeNull();
  });

  it("one of which signs in for the committee are left alone, and so is a person with itself", async () => {
    await scenario.person("001005", { unit: "D01" });
    await createTestAccount(database.db, { login: "001006", personId: await scenario.person("001006", { unit: "D01" }), role: "coordinator", unitId: scenario.unitId("D01") });
    expect(await merge("001005", "001006")).toMatchObject({ ok: false, refusal: { goesCode: expect.stringContaining("vai trò") } });
    expect(await merge("001005", "001005")).toMatchObject({ ok: false });
    expect(await merge("001005", "không-có")).toMatchObject({ ok: false });
  });

  it("stay one when the office sends its old file again: the row that went is refused, and is nobody's double", async () => {
    for (const code of ["001021", "001022"]) await scenario.person(code, { unit: "D01", name: "Nguyễn Thị Trùng" });
    await database.db.update(people).set({ birthDate: "1980-03-04" }).where(eq(people.fullName, "Nguyễn Thị Trùng"));
    expect(await merge("001021", "001022")).toEqual({ ok: true, value: null });
    const row = (code: string) => [code, "Nguyễn Thị Trùng", "04/03/1980", "Nữ", "Đội Tổng hợp", "CBCS", null];
    const { plan } = await testImports(database);
    expect((await plan("people", sheet([[...personTitles], row("001021")]))).plan.rows).toMatchObject([{ outcome: "change", warnings: [] }]);
    expect((await plan("people", sheet([[...personTitles], row("001021"), row("001022")]))).plan.rows).toMatchObject([
      { outcome: "change", warnings: [] },
      { outcome: "rejected", reasons: ["Mã số 001022 đã gộp vào mã số 001021; bỏ dòng này, hoặc ghi mã số đó."] },
    ]);
  });
});

it("a file that names somebody who is off the roster says that it puts nobody back", async () => {
  await scenario.person("001031", { unit: "D01", blocs: ["CBCS"], retiredAt: startOfDay("2024-07-01") });
  const { plan } = await testImports(database);
  expect((await plan("people", sheet([["Mã số", "Họ và tên", "Đơn vị"], ["001031", "Người 001031", "D01"]]))).plan.rows).toMatchObject([
    { outcome: "same", warnings: ["Đã ra khỏi danh sách từ ngày 01/07/2024; nhập tệp không đưa trở lại, hãy đưa trở lại ở trang của người này."] },
  ]);
});

describe("a person who asks to be forgotten", () => {
  const secrets = ["Người Độc Nhất", "nguoi doc nhat", "0977123456", "1977-08-09", "770099", "Xin xóa dữ liệu của tôi"];

  /** Every row of every table as text, the append-only ones left out. */
  async function tablesHolding(text: string): Promise<string[]> {
    const tables = await database.db.execute<{ name: string }>(sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'audit_log'`);
    const found: string[] = [];
    for (const { name } of tables) {
      // why: six digits stand by chance in an id or a hash now and then.
      const [row] = await database.db.execute<{ count: number }>(sql`select count(*)::int as count from ${sql.identifier(name)} t where position(${text} in regexp_replace(t::text, '[0-9a-f-]{20,}', '', 'g')) > 0`);
      if (row!.count > 0) found.push(name);
    }
    return found;
  }

  it("is found nowhere afterwards, imports included, while the attempt still counts", async () => {
    const imports = await testImports(database);
    await imports.commit("people", sheet([[...personTitles], ["770099", "Người Độc Nhất", "09/08/1977", "Nam", "Đội Tổng hợp", "CBCS", "0977123456"]]));
    const [person] = await database.db.select().from(people).where(eq(people.code, "770099"));
    const [account] = await database.db.select().from(accounts).where(eq(accounts.login, "770099"));
    await requestAboutOwnData({ database }, { accountId: account!.id, kind: "deletion", body: "Xin xóa dữ liệu của tôi" });
    const round = await scenario.round({ name: "Kỳ 2", opensAt: monday, closesAt: monday + 100 * hourMs });
    await database.db.insert(attempts).values({ id: round, roundId: round, personId: person!.id, unitId: person!.unitId, number: 1, state: "submitted", startedAt: monday, submittedAt: monday + 60_000, deadlineAt: monday + hourMs, lastSeenAt: monday, seed: "x" });
    for (const secret of secrets) expect((await tablesHolding(secret)).length, secret).toBeGreaterThan(0);
    const facts = (await findResultRound(database.db, round))!;
    const before = await listUnitCounts(database.db, facts);

    for (let sent = 0; sent < 2; sent += 1) expect(await anonymisePerson({ database }, { accountId, personId: person!.id, reason: "Yêu cầu ngày 01/07" })).toEqual({ ok: true, value: null });
    for (const secret of secrets) expect(await tablesHolding(secret), secret).toEqual([]);
    expect(await setAccountDisabled({ database }, { accountId: account!.id, changedBy: accountId, isDisabled: false })).toEqual({ ok: false, refusal: "anonymised" });
    const trail = await database.db.select().from(auditLog);
    for (const secret of ["0977123456", "1977-08-09", "09/08/1977"]) expect(JSON.stringify(trail)).not.toContain(secret);
    expect(trail.filter(({ action }) => action === "person.anonymise")).toMatchObject([{ reason: "Yêu cầu ngày 01/07", accountId }]);
    const counted = (rows: typeof before) => rows.filter(({ blocId }) => blocId === null).map(({ attempts: made, onRoster }) => [made, onRoster]);
    expect(counted(await listUnitCounts(database.db, facts))).toEqual(counted(before));
  });

  it("and a row whose running number is that code stays whole, in a file that waits to be written", async () => {
    const personId = await scenario.person("7", { unit: "D01", name: "Người Mã Bảy" });
    const { plan } = await testImports(database);
    const rowOf = (number: number, code: string, name: string) => [number, code, name, "09/08/1977", "Nam", "Đội Tổng hợp", "CBCS", null];
    const { batchId } = await plan("people", sheet([["STT", ...personTitles], rowOf(7, "770071", "Người Ở Lại"), rowOf(8, "7", "Người Mã Bảy")]));
    expect(await anonymisePerson({ database }, { accountId, personId, reason: "Yêu cầu" })).toEqual({ ok: true, value: null });
    expect(await tablesHolding("Người Mã Bảy")).toEqual([]);
    const [kept] = await database.db.select().from(importBatches).where(eq(importBatches.id, batchId));
    for (const document of [kept?.workbook, kept?.rows, kept?.plan]) expect(JSON.stringify(document)).toMatch(/770071.*Người Ở Lại/);
  });

  it("also under a code that was corrected after the import", async () => {
    const imports = await testImports(database);
    await imports.commit("people", sheet([[...personTitles], ["770055", "Người Đổi Mã", "01/02/1978", "Nam", "Đội Tổng hợp", "CBCS", "0977000055"]]));
    const [person] = await database.db.select().from(people).where(eq(people.code, "770055"));
    const { code: _, ...known } = person!;
    expect(await correctPerson({ database }, { accountId, personId: person!.id, record: { ...known, code: "770056", blocIds: [], isCommitteeMember: false }, acceptsDouble: false, reason: "Gõ nhầm", basis: (await loadPerson({ database }, person!.id))!.basis })).toEqual({ ok: true, value: null });
    expect(await anonymisePerson({ database }, { accountId, personId: person!.id, reason: "Yêu cầu" })).toEqual({ ok: true, value: null });
    for (const secret of ["0977000055", "1978-02-01", "01/02/1978"]) expect(await tablesHolding(secret), secret).toEqual([]);
  });

  it("takes the rows that were merged into it along, and none of them can be named again", async () => {
    const [first, second, third] = [await scenario.person("880011", { unit: "D01", name: "Người Gộp Một" }), await scenario.person("880012", { unit: "D01", name: "Người Gộp Hai" }), await scenario.person("880013", { unit: "D01", name: "Người Gộp Ba" })];
    await createTestAccount(database.db, { login: "880011", personId: first });
    for (const [personId, goesCode] of [[second, "880011"], [third, "880012"]] as const) expect(await mergeAsShown(database, { accountId, personId, goesCode, reason: "Ghi trùng" })).toEqual({ ok: true, value: null });
    expect(await anonymisePerson({ database }, { accountId, personId: third, reason: "Yêu cầu" })).toEqual({ ok: true, value: null });
    for (const name of ["Người Gộp Một", "Người Gộp Hai", "Người Gộp Ba", "nguoi gop", "880011", "880012", "880013"]) expect(await tablesHolding(name), name).toEqual([]);
    for (const personId of [first, second, third]) {
      const record = { code: "880019", fullName: "Người Gộp Một", birthDate: null, gender: null, rank: "", jobTitle: "", phone: null, blocIds: [], isCommitteeMember: false };
      expect(await correctPerson({ database }, { accountId, personId, record, acceptsDouble: true, reason: "x", basis: "" })).toMatchObject({ ok: false });
    }
  });

  it("not while sitting", async () => {
    const personId = await scenario.person("880001", { unit: "D01" });
    await scenario.attempt({ round: roundId, person: "880001", startedAt: monday });
    expect(await anonymisePerson({ database }, { accountId, personId, reason: "x" })).toMatchObject({ ok: false, refusal: { forgetReason: expect.stringContaining("đang làm bài") } });
  });
});

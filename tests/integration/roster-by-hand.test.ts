import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PersonRecord } from "~/domain/roster/person";
import { hourMs } from "~/domain/shared/time";
import { issueFirstSecrets } from "~/use-cases/accounts/issue-first-secrets.server";
import { addPerson } from "~/use-cases/roster/add-person.server";
import { addUnit } from "~/use-cases/roster/add-unit.server";
import { closeUnit, reopenUnit } from "~/use-cases/roster/close-unit.server";
import { correctPerson } from "~/use-cases/roster/correct-person.server";
import { correctUnit } from "~/use-cases/roster/correct-unit.server";
import { deleteUnit } from "~/use-cases/roster/delete-unit.server";
import { loadEligibleCounts } from "~/use-cases/roster/load-eligible-counts.server";
import { loadPerson } from "~/use-cases/roster/load-person.server";
import { loadUnit } from "~/use-cases/roster/load-unit.server";
import { restorePerson, retirePerson } from "~/use-cases/roster/retire-person.server";
import { saveEligibleCounts } from "~/use-cases/roster/save-eligible-counts.server";
import { transferPerson } from "~/use-cases/roster/transfer-person.server";
import { newId } from "~db/new-id.server";
import { accounts, attempts, auditLog, people, units, unitTypes } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createScenario, type Scenario } from "../support/scenario";
import { createTestAccount } from "../support/sessions";

/** People and units written by hand, against a real database: what is stored, what is refused, what the audit says. */
let database: TestDatabase;
let scenario: Scenario;
let accountId: string;

const plain: PersonRecord = { code: "002001", fullName: "Nguyễn Thị Ệ", birthDate: "1990-02-03", gender: "female", rank: "Thiếu úy", jobTitle: "Cán bộ", phone: "0912345678", blocIds: [], isCommitteeMember: false };

beforeAll(async () => {
  database = await createTestDatabase();
  scenario = await createScenario(database.db);
  await scenario.bloc("CBCS");
  await scenario.unit("H", { name: "Công an huyện", type: "Huyện" });
  await scenario.unit("D01", { name: "Đội Tổng hợp", type: "Đội", parent: "H" });
  await scenario.unit("D02", { name: "Đội Hình sự", type: "Đội", parent: "H" });
  accountId = await createTestAccount(database.db, { login: "thu-ky", role: "organiser" });
});
afterAll(() => database.drop());

const auditOf = (subjectId: string, action: string) =>
  database.db.select().from(auditLog).where(and(eq(auditLog.subjectId, subjectId), eq(auditLog.action, action)));

const add = (record: Partial<PersonRecord>, extra: { personId?: string; unit?: string; acceptsDouble?: boolean } = {}) => {
  const personId = extra.personId ?? newId();
  return addPerson({ database }, { accountId, personId, unitId: scenario.unitId(extra.unit ?? "D01"), record: { ...plain, ...record }, acceptsDouble: extra.acceptsDouble ?? false }).then((result) => ({ personId, result }));
};

describe("a person is added", () => {
  it("once however often the form is sent, with an account that can get a slip", async () => {
    const { personId } = await add({ blocIds: [scenario.blocId("CBCS")] });
    expect((await add({ blocIds: [scenario.blocId("CBCS")] }, { personId })).result.ok).toBe(true);
    const view = await loadPerson({ database }, personId);
    expect(view?.record).toEqual({ ...plain, blocIds: [scenario.blocId("CBCS")] });
    expect(view?.account?.state).toBe("no-secret");
    const issued = await issueFirstSecrets({ database }, { accountIds: [view!.account!.id], issuedBy: accountId, mayIncludeHighRoles: false });
    expect(issued.map(({ login, displayName }) => [login, displayName])).toEqual([["002001", "Nguyễn Thị Ệ"]]);
    expect((await auditOf(personId, "person.create")).map(({ after }) => after)).toEqual([{ code: "002001", unit: "Đội Tổng hợp" }]);
  });

  it("never with a code that is taken, by a person in any case or by a login of the committee", async () => {
    expect((await add({ code: "002001" })).result).toMatchObject({ ok: false, refusal: { code: expect.stringContaining("Nguyễn Thị Ệ") } });
    expect((await add({ code: "THU-KY" })).result).toMatchObject({ ok: false, refusal: { code: expect.stringContaining("tên tài khoản") } });
    await add({ code: "ab-1", fullName: "Lê Văn A", birthDate: null });
    expect((await add({ code: "AB-1" })).result).toMatchObject({ ok: false, refusal: { code: expect.stringContaining("Lê Văn A") } });
  });

  it("after a warning where name and birth date are somebody's already, whatever the Unicode form", async () => {
    const twin = { code: "002002", fullName: "nguyễn thị ệ".normalize("NFD") };
    expect((await add(twin)).result).toMatchObject({ ok: false, refusal: { acceptsDouble: expect.stringContaining("002001") } });
    expect((await add(twin, { acceptsDouble: true })).result.ok).toBe(true);
  });
});

describe("a correction", () => {
  const basisOfPerson = async (personId: string) => (await loadPerson({ database }, personId))!.basis;

  it("made from what somebody else has changed since is refused once, and then goes on from what is stored; sent again it is done already", async () => {
    const { personId } = await add({ code: "002013", fullName: "Đỗ Văn Hai", birthDate: null, phone: null });
    const basis = await basisOfPerson(personId);
    const correct = (record: object, from: string) => correctPerson({ database }, { accountId, personId, record: { ...plain, code: "002013", fullName: "Đỗ Văn Hai", birthDate: null, phone: null, ...record }, acceptsDouble: false, reason: "", basis: from });
    for (let sent = 0; sent < 2; sent += 1) expect(await correct({ phone: "0955000001" }, basis)).toEqual({ ok: true, value: null });
    expect(await correct({ rank: "Đại úy" }, basis)).toMatchObject({ ok: false, refusal: { form: expect.stringContaining("người khác đã sửa người này") } });
    expect((await loadPerson({ database }, personId))!.record).toMatchObject({ phone: "0955000001", rank: plain.rank });
    expect(await correct({ rank: "Đại úy" }, await basisOfPerson(personId))).toEqual({ ok: true, value: null });
  });

  it("moves login and shown name along and marks birth date and telephone in the audit without their values", async () => {
    const { personId } = await add({ code: "002010", fullName: "Trần Văn B", birthDate: "1985-05-05" });
    const record = { ...plain, code: "002011", fullName: "Trần Văn Bình", birthDate: "1985-06-05", phone: null };
    expect(await correctPerson({ database }, { accountId, personId, record, acceptsDouble: false, reason: "Theo quyết định 12", basis: await basisOfPerson(personId) })).toEqual({ ok: true, value: null });
    const [account] = await database.db.select().from(accounts).where(eq(accounts.personId, personId));
    expect([account!.login, account!.displayName]).toEqual(["002011", "Trần Văn Bình"]);
    const [entry] = await auditOf(personId, "person.edit");
    expect(entry).toMatchObject({
      accountId, reason: "Theo quyết định 12",
      before: { code: "002010", fullName: "Trần Văn B", birthDate: "(giá trị cũ)", phone: "(giá trị cũ)" },
      after: { code: "002011", fullName: "Trần Văn Bình", birthDate: "(giá trị mới)", phone: null },
    });
    await correctPerson({ database }, { accountId, personId, record, acceptsDouble: false, reason: "", basis: "" });
    expect((await auditOf(personId, "person.edit")).length).toBe(1);
  });

  it("leaves somebody with a role of the committee a committee member", async () => {
    const { personId } = await add({ code: "002012", fullName: "Phan Thư Ký", birthDate: null });
    await database.db.delete(accounts).where(eq(accounts.personId, personId));
    await createTestAccount(database.db, { login: "002012", personId, role: "organiser" });
    await correctPerson({ database }, { accountId, personId, record: { ...plain, code: "002012", fullName: "Phan Thư Ký", birthDate: null, rank: "Đại úy" }, acceptsDouble: false, reason: "", basis: await basisOfPerson(personId) });
    expect((await loadPerson({ database }, personId))?.record).toMatchObject({ rank: "Đại úy", isCommitteeMember: true });
  });
});

describe("another unit", () => {
  it("by a transfer: attempts stay with the old unit, and the page tells both", async () => {
    const { personId, now, attemptId } = await sitter("003001");
    const day = new Date(now).toISOString().slice(0, 10);
    expect(await move(personId, "D01", day)).toMatchObject({ ok: false, refusal: { unitId: expect.stringContaining("đang ở") } });
    expect(await move(personId, "D02", "2999-01-01")).toMatchObject({ ok: false, refusal: { onDay: expect.stringContaining("chưa đến") } });
    expect(await move(personId, "D02", "2024-03-01")).toEqual({ ok: true, value: null });
    const view = await loadPerson({ database }, personId);
    expect([view?.unitName, view?.attempts[0]?.unitName]).toEqual(["Đội Hình sự", "Đội Tổng hợp"]);
    expect(view?.transfers).toMatchObject([{ fromUnit: "Đội Tổng hợp", toUnit: "Đội Hình sự", onDay: "2024-03-01" }]);
    expect(await move(personId, "D01", "2024-02-29")).toMatchObject({ ok: false, refusal: { onDay: expect.stringContaining("01/03/2024") } });
    expect(await auditOf(personId, "person.transfer")).toMatchObject([{ before: { unit: "Đội Tổng hợp" }, after: { unit: "Đội Hình sự", onDay: "2024-03-01" }, reason: "Quyết định điều động" }]);
    expect((await database.db.select().from(attempts).where(eq(attempts.id, attemptId)))[0]?.unitId).toBe(scenario.unitId("D01"));
  });

  it("because the roster was wrong: attempts follow, but not those of published rounds", async () => {
    const { personId, attemptId } = await sitter("003002");
    const published = await sitAgain("003002", { publishedAt: Date.now() });
    expect(await move(personId, "D02", null)).toEqual({ ok: true, value: null });
    const unitOf = async (id: string) => (await database.db.select().from(attempts).where(eq(attempts.id, id)))[0]?.unitId;
    expect([await unitOf(attemptId), await unitOf(published)]).toEqual([scenario.unitId("D02"), scenario.unitId("D01")]);
    expect(await auditOf(personId, "person.reassign")).toMatchObject([{ after: { unit: "Đội Hình sự", attempts: [expect.stringMatching(/^Kỳ \d+, lượt 1$/)] } }]);
  });

  const move = (personId: string, unit: string, onDay: string | null) => transferPerson({ database }, { accountId, personId, unitId: scenario.unitId(unit), onDay, reason: "Quyết định điều động" });

  async function sitter(code: string) {
    const personId = await scenario.person(code, { unit: "D01" });
    return { personId, now: Date.now(), attemptId: await sitAgain(code, {}) };
  }

  async function sitAgain(code: string, change: { publishedAt?: number }) {
    const now = Date.now();
    const round = await scenario.round({ opensAt: now - 2 * hourMs, closesAt: now - hourMs, ...change });
    return scenario.attempt({ round, person: code, startedAt: now - 2 * hourMs, lasted: 60_000, score: 1000 });
  }
});

it("a person leaves the roster from a day on and comes back, each with a reason in the audit", async () => {
  const { personId } = await add({ code: "004001", fullName: "Hồ Nghỉ Hưu", birthDate: null });
  const subject = { accountId, personId, reason: "Nghỉ hưu" };
  expect(await retirePerson({ database }, { ...subject, fromDay: "2999-01-01" })).toMatchObject({ ok: false });
  expect(await retirePerson({ database }, { ...subject, fromDay: "2024-07-01" })).toEqual({ ok: true, value: null });
  expect((await loadPerson({ database }, personId))?.retiredFrom).toBe("2024-07-01");
  await restorePerson({ database }, { ...subject, reason: "Ghi nhầm" });
  expect((await database.db.select().from(people).where(eq(people.id, personId)))[0]?.retiredAt).toBeNull();
  expect(await auditOf(personId, "person.retire")).toMatchObject([{ after: { retiredFrom: "2024-07-01" }, reason: "Nghỉ hưu" }]);
  expect(await auditOf(personId, "person.restore")).toMatchObject([{ before: { retiredFrom: "2024-07-01" }, reason: "Ghi nhầm" }]);
});

describe("a unit", () => {
  const subject = (code: string) => ({ accountId, unitId: scenario.unitId(code), reason: "Nghị quyết sắp xếp" });
  const basisOfUnit = async (code: string) => (await loadUnit({ database }, scenario.unitId(code)))!.basis;
  const record = async (code: string) => {
    const [unit] = await database.db.select().from(units).where(eq(units.code, code));
    const { name, typeId, parentId, position, validFrom } = unit!;
    return { code, name, typeId, parentId, position, validFrom };
  };

  it("is added once, under a code of its own", async () => {
    const [type] = await database.db.select().from(unitTypes).where(eq(unitTypes.name, "Đội"));
    const given = { code: "D09", name: "Đội Giao thông", typeId: type!.id, parentId: scenario.unitId("H"), position: 9, validFrom: "2022-01-01" };
    const unitId = newId();
    for (let sent = 0; sent < 2; sent += 1) expect(await addUnit({ database }, { accountId, unitId, record: given })).toEqual({ ok: true, value: null });
    expect(await addUnit({ database }, { accountId, unitId: newId(), record: given })).toMatchObject({ ok: false, refusal: { code: expect.stringContaining("Đội Giao thông") } });
    expect(await auditOf(unitId, "unit.create")).toMatchObject([{ after: { code: "D09", parent: "Công an huyện", type: "Đội" } }]);
  });

  it("moves in the tree, but never below itself", async () => {
    const circle = { ...(await record("H")), parentId: scenario.unitId("D01") };
    expect(await correctUnit({ database }, { ...subject("H"), record: circle, basis: await basisOfUnit("H") })).toMatchObject({ ok: false, refusal: { parentId: expect.any(String) } });
    expect(await correctUnit({ database }, { ...subject("D02"), record: { ...(await record("D02")), parentId: scenario.unitId("D01") }, basis: await basisOfUnit("D02") })).toEqual({ ok: true, value: null });
    expect(await auditOf(scenario.unitId("D02"), "unit.edit")).toMatchObject([{ before: { parent: "Công an huyện" }, after: { parent: "Đội Tổng hợp" } }]);
  });

  it("is not put back by a form made before somebody else corrected it", async () => {
    const [basis, known] = [await basisOfUnit("D01"), await record("D01")];
    expect(await correctUnit({ database }, { ...subject("D01"), record: { ...known, position: 77 }, basis })).toEqual({ ok: true, value: null });
    expect(await correctUnit({ database }, { ...subject("D01"), record: { ...known, name: "Đội khác" }, basis })).toMatchObject({ ok: false, refusal: { form: expect.stringContaining("người khác đã sửa đơn vị này") } });
    expect(await record("D01")).toEqual({ ...known, position: 77 });
  });

  it("does not end while people or units are in it, and takes nobody once it has ended", async () => {
    expect(await closeUnit({ database }, { ...subject("H"), lastDay: "2025-02-28" })).toMatchObject({ ok: false, refusal: { lastDay: expect.stringContaining("đơn vị trực thuộc") } });
    expect(await closeUnit({ database }, { ...subject("D01"), lastDay: "2025-02-28" })).toMatchObject({ ok: false, refusal: { lastDay: expect.stringMatching(/người trong danh sách và 1 đơn vị trực thuộc/) } });
    await scenario.unit("D10", { name: "Đội Cũ", type: "Đội", parent: "H" });
    expect(await closeUnit({ database }, { ...subject("D10"), lastDay: "2025-02-28" })).toEqual({ ok: true, value: null });
    const personId = await scenario.person("005001", { unit: "D01" });
    expect(await transferPerson({ database }, { accountId, personId, unitId: scenario.unitId("D10"), onDay: "2024-01-01", reason: "x" })).toMatchObject({ ok: false, refusal: { unitId: expect.stringContaining("đã ngừng") } });
    expect(await reopenUnit({ database }, subject("D10"))).toEqual({ ok: true, value: null });
    expect(await auditOf(scenario.unitId("D10"), "unit.close")).toMatchObject([{ before: { validTo: null }, after: { validTo: "2025-02-28" }, reason: "Nghị quyết sắp xếp" }]);
  });
});

describe("a unit added by mistake", () => {
  const remove = (code: string) => deleteUnit({ database }, { accountId, unitId: scenario.unitId(code), reason: "Thêm nhầm" });

  it("goes while nothing refers to it, and the audit keeps what it was", async () => {
    await scenario.unit("D30", { name: "Đội Nhầm", type: "Đội", parent: "H" });
    expect(await remove("D30")).toEqual({ ok: true, value: null });
    expect(await database.db.select().from(units).where(eq(units.code, "D30"))).toEqual([]);
    expect(await remove("D30")).toEqual({ ok: false, refusal: "not-found" });
    expect(await auditOf(scenario.unitId("D30"), "unit.delete")).toMatchObject([{ before: { code: "D30", name: "Đội Nhầm" }, reason: "Thêm nhầm" }]);
  });

  it("stays with people, with units below it, or with an eligible count above nought", async () => {
    const refused = (words: string) => ({ ok: false, refusal: { deleteReason: expect.stringContaining(words) } });
    await scenario.unit("D31", { name: "Đội Có người", type: "Đội", parent: "H" });
    await scenario.person("006101", { unit: "D31" });
    expect(await remove("D31")).toMatchObject(refused("đang có 1 người"));
    expect(await remove("H")).toMatchObject(refused("đơn vị trực thuộc"));
    await scenario.unit("D32", { name: "Đội Có số", type: "Đội", parent: "H" });
    const count = (value: number) => saveEligibleCounts({ database }, { accountId, contestId: scenario.contestId, reason: "x", changes: [{ unitId: scenario.unitId("D32"), blocId: null, count: value }] });
    await count(7);
    expect(await remove("D32")).toMatchObject(refused("có 7 người thuộc diện dự thi"));
    await count(0);
    expect(await remove("D32")).toEqual({ ok: true, value: null });
  });
});

describe("eligible counts", () => {
  const save = (changes: { unit: string; bloc: string | null; count: number | null }[], reason = "Báo cáo của đơn vị") =>
    saveEligibleCounts({ database }, {
      accountId, contestId: scenario.contestId, reason,
      changes: changes.map(({ unit, bloc, count }) => ({ unitId: scenario.unitId(unit), blocId: bloc === null ? null : scenario.blocId(bloc), count })),
    });
  const lineOf = async (unit: string) => (await loadEligibleCounts({ database }, scenario.contestId)).lines.find(({ unitId }) => unitId === scenario.unitId(unit));

  it("are set, changed and taken away: unknown is not zero; one audit row per unit says from what to what and why", async () => {
    await scenario.unit("D20", { name: "Đội Hai mươi", type: "Đội", parent: "H" });
    await save([{ unit: "D20", bloc: null, count: 20 }, { unit: "D20", bloc: "CBCS", count: 0 }]);
    expect((await lineOf("D20"))?.cells).toEqual([{ count: 20, onRoster: 0 }, { count: 0, onRoster: 0 }]);
    await save([{ unit: "D20", bloc: null, count: null }, { unit: "D20", bloc: "CBCS", count: 0 }], "Chưa có báo cáo");
    expect((await lineOf("D20"))?.cells[0]).toEqual({ count: null, onRoster: 0 });
    expect(await auditOf(scenario.unitId("D20"), "eligible.edit")).toMatchObject([
      { before: { eligible: null, CBCS: null }, after: { eligible: 20, CBCS: 0 }, reason: "Báo cáo của đơn vị" },
      { before: { eligible: 20 }, after: { eligible: null }, reason: "Chưa có báo cáo" },
    ]);
  });

  it("of several units at once are one deed in the audit, with a part per unit", async () => {
    for (const code of ["D24", "D25"]) await scenario.unit(code, { name: `Đội ${code}`, type: "Đội", parent: "H" });
    await save([{ unit: "D24", bloc: null, count: 4 }, { unit: "D25", bloc: null, count: 5 }]);
    const deeds = (await auditOf(scenario.contestId, "eligible.edit")).filter(({ subjectType }) => subjectType === "contest");
    expect(deeds).toMatchObject([{ after: { units: 2 }, reason: "Báo cáo của đơn vị", partOf: null }]);
    expect(await auditOf(scenario.unitId("D25"), "eligible.edit")).toMatchObject([{ after: { eligible: 5 }, partOf: deeds[0]!.id }]);
  });

  it("below the roster or above the whole unit draw a warning; sums count what is known", async () => {
    await scenario.unit("D21", { name: "Đội Hai mốt", type: "Đội", parent: "H", eligible: { all: 1, CBCS: 3 } });
    for (const code of ["021001", "021002"]) await scenario.person(code, { unit: "D21", blocs: ["CBCS"] });
    expect((await lineOf("D21"))?.warnings).toEqual([{ column: 0, kind: "below-roster" }, { column: 1, kind: "above-total" }]);
    const { lines, sums } = await loadEligibleCounts({ database }, scenario.contestId);
    expect(sums).toEqual([0, 1].map((column) => lines.reduce((sum, line) => sum + (line.cells[column]!.count ?? 0), 0)));
  });
});

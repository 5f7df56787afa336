import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { dayMs, dayOf, formatDay } from "~/domain/shared/time";
import { commitImport } from "~/use-cases/import/commit-import.server";
import { addPerson } from "~/use-cases/roster/add-person.server";
import { restorePerson, retirePerson } from "~/use-cases/roster/retire-person.server";
import { transferPerson } from "~/use-cases/roster/transfer-person.server";
import { newId } from "~db/new-id.server";
import { people, units } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { sheet, type TestImports, testImports } from "../support/imports";
import { createScenario, type Scenario } from "../support/scenario";
import { createTestAccount } from "../support/sessions";

/** Nobody gets into a unit after its last day: by a file, by hand, by a transfer or back from off the roster. */
let database: TestDatabase;
let scenario: Scenario;
let imports: TestImports;
let accountId: string;

const [yesterday, today] = [dayOf(Date.now() - dayMs), dayOf(Date.now())];
const closed = `Đơn vị “Đội Cũ” đã ngừng, ngày cuối là ${formatDay(yesterday)}.`;

beforeAll(async () => {
  database = await createTestDatabase();
  scenario = await createScenario(database.db);
  imports = await testImports(database);
  await scenario.bloc("CBCS");
  await scenario.unit("CAH", { name: "Công an huyện", type: "Cơ quan" });
  await scenario.unit("CU", { name: "Đội Cũ", type: "Đội", parent: "CAH" });
  await scenario.unit("MOI", { name: "Đội Mới", type: "Đội", parent: "CAH" });
  for (const code of ["01", "02"]) await scenario.person(code, { unit: "CU", blocs: ["CBCS"] });
  accountId = await createTestAccount(database.db, { login: "thu-ky", role: "organiser" });
});
afterAll(() => database.drop());
beforeEach(() => close("CU", yesterday));

const close = (code: string, validTo: string | null) => database.db.update(units).set({ validTo }).where(eq(units.code, code));
type Row = readonly [code: string, name: string, unit: string];
const roster = (...rows: readonly Row[]) => sheet([["Mã số", "Họ và tên", "Đơn vị", "Khối"], ...rows.map((row) => [...row, "CBCS"])]);
const outcomes = async (...rows: readonly Row[]) => (await imports.plan("people", roster(...rows))).plan.rows.map(({ outcome, reasons }) => [outcome, ...reasons]);
const unitOf = async (code: string) => (await database.db.select({ code: units.code }).from(people).innerJoin(units, eq(units.id, people.unitId)).where(eq(people.code, code)))[0]?.code;

test("a file puts nobody new into it and moves nobody there, by name or by code; who is in it already stays and may be corrected", async () => {
  await scenario.person("11", { unit: "MOI", blocs: ["CBCS"] });
  expect(await outcomes(["91", "Lê Ân", "Đội Cũ"], ["92", "Hồ Ân", "CU"], ["11", "Người 11", "Đội Cũ"], ["01", "Người 01", "Đội Cũ"], ["02", "Ngô Ý", "CU"], ["93", "Võ Vy", "Đội Mới"])).toEqual([
    ["rejected", `${closed} Ghi đơn vị hiện nay.`], ["rejected", `${closed} Ghi đơn vị hiện nay.`], ["rejected", `${closed} Ghi đơn vị hiện nay.`], ["same"], ["change"], ["create"],
  ]);
});

test("a file counts by the day it is written: the last day is still open, and a plan from before it closed is shown anew", async () => {
  await close("CU", today);
  const { batchId, plan } = await imports.plan("people", roster(["94", "Tạ Đan", "Đội Cũ"]));
  expect(plan.summary).toMatchObject({ create: 1, rejected: 0 });
  await close("CU", yesterday);
  const commit = () => commitImport(imports.deps, { batchId, accountId: null, shown: null });
  expect(await commit()).toMatchObject({ outcome: "plan-changed", plan: { summary: { create: 0, rejected: 1 } } });
  await commit();
  expect(await unitOf("94")).toBeUndefined();
});

test("the name of a closed unit belongs to the open one that was made anew under it", async () => {
  await scenario.unit("CU-2", { name: "Đội Cũ", type: "Đội", parent: "CAH" });
  await imports.commit("people", roster(["95", "Lý Đan", "Đội Cũ"]));
  expect(await unitOf("95")).toBe("CU-2");
  await close("CU", null);
  expect(await outcomes(["96", "Đỗ Ưu", "Đội Cũ"])).toEqual([["rejected", "Có 2 đơn vị tên “Đội Cũ”; ghi mã đơn vị thay cho tên."]]);
  await close("CU-2", yesterday);
});

test("nobody is added to it by hand or moved there; on its last day still", async () => {
  const record = { code: "97", fullName: "Bùi Thơ", birthDate: null, gender: null, rank: "", jobTitle: "", phone: null, blocIds: [], isCommitteeMember: false };
  const add = () => addPerson({ database }, { accountId, personId: newId(), unitId: scenario.unitId("CU"), record, acceptsDouble: false });
  const move = () => transferPerson({ database }, { accountId, personId: scenario.personId("11"), unitId: scenario.unitId("CU"), onDay: today, reason: "Điều động" });
  const refusal = { ok: false, refusal: { unitId: `${closed} Chọn đơn vị khác.` } };
  expect([await add(), await move()]).toEqual([refusal, refusal]);
  expect([await unitOf("97"), await unitOf("11")]).toEqual([undefined, "MOI"]);
  await close("CU", today);
  expect([await add(), await move()]).toEqual([{ ok: true, value: null }, { ok: true, value: null }]);
});

test("nobody comes back from off the roster into it, but after a transfer", async () => {
  const subject = { accountId, personId: scenario.personId("01"), reason: "Ghi nhầm" };
  await retirePerson({ database }, { ...subject, fromDay: yesterday });
  expect(await restorePerson({ database }, subject)).toEqual({ ok: false, refusal: { rosterReason: `${closed} Chuyển sang đơn vị khác trước, rồi đưa trở lại.` } });
  expect(await transferPerson({ database }, { ...subject, unitId: scenario.unitId("MOI"), onDay: today })).toMatchObject({ ok: true });
  expect(await restorePerson({ database }, subject)).toEqual({ ok: true, value: null });
});

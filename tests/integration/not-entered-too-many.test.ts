import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { read } from "xlsx";
import { exportReminders } from "~/use-cases/participation/export-reminders.server";
import { loadUnitParticipation } from "~/use-cases/participation/load-unit-participation.server";
import { newId } from "~db/new-id.server";
import { people } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { at } from "../support/golden-results";
import { createScenario, type Scenario } from "../support/scenario";

/** 1 person at a head of 5 and 1,000 in a team of 1,300 below it: one more than a page names. */
let database: TestDatabase;
let scenario: Scenario;
let roundId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  scenario = await createScenario(database.db);
  await scenario.unit("H", { name: "Cơ quan", type: "Cơ quan", eligible: { all: 5 } });
  await scenario.unit("T", { name: "Đội 1", type: "Đội", parent: "H", eligible: { all: 1_300 } });
  await scenario.person("1001", { name: "Lê Văn An", unit: "H" });
  const unitId = scenario.unitId("T");
  await database.db.insert(people).values(Array.from({ length: 1_000 }, (_, index) => ({ id: newId(), code: `2${index}`, fullName: "Lê Thị Bình", searchName: "le thi binh", unitId, createdAt: at(1, 0) })));
  roundId = await scenario.round({ opensAt: at(1, 8), closesAt: at(5, 17) });
});
afterAll(() => database.drop());

it("names those of the unit itself and counts all: 1,001 named, 4 and 300 without a name, as the list to remind by", async () => {
  const [unitId, scope] = [scenario.unitId("H"), "all"] as const;
  const view = await loadUnitParticipation({ database }, { roundId, unitId, scope, scoreScope: scope });
  expect(view!.notEntered).toMatchObject({ isCut: true, named: 1_001, unnamed: 304, units: [{ name: "Cơ quan", unnamed: 4, people: [{ fullName: "Lê Văn An" }] }] });
  const file = await exportReminders({ database }, { roundId, unitId, blocId: null, isOwnOnly: false, scope, accountId: scenario.personId("1001") });
  const output = new PassThrough();
  const [bytes] = await Promise.all([buffer(output), file!.writeTo(output)]);
  expect(JSON.stringify(read(bytes).Sheets["Nhắc tham gia"])).toContain("Tổng số 1.305 người chưa tham gia: 1.001 người có tên, 304 người chưa có tên trong danh sách");
});

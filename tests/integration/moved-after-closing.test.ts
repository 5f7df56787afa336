import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read, utils } from "xlsx";
import { exportReminders } from "~/use-cases/participation/export-reminders.server";
import { loadUnitParticipation } from "~/use-cases/participation/load-unit-participation.server";
import { exportWorkbook, type WorkbookExport } from "~/use-cases/reports/export-workbook.server";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { at } from "../support/golden-results";
import { createScenario, type Scenario } from "../support/scenario";

/**
 * Two teams of three below one head, in two blocs, and a round that closed on 05/06/2022 at 17:00. An and Cúc entered; Bình did not
 * and moved to the other team two days later, as An did; Dũng did not and moved on the closing's own day.
 */
const units = ["H", "T1", "T2"] as const;
const blocs = ["A", "B"] as const;

let database: TestDatabase;
let scenario: Scenario;
let rounds: { everybody: string; ofTeam1: string; ofTwoBlocs: string };

beforeAll(async () => {
  database = await createTestDatabase();
  scenario = await createScenario(database.db);
  for (const bloc of blocs) await scenario.bloc(bloc);
  await scenario.unit("H", { name: "Cơ quan", type: "Cơ quan", eligible: { all: 0, A: 0, B: 0 } });
  await scenario.unit("T1", { name: "Đội 1", type: "Đội", parent: "H", eligible: { all: 3, A: 3, B: 2 } });
  await scenario.unit("T2", { name: "Đội 2", type: "Đội", parent: "H", eligible: { all: 3, A: 3, B: 3 } });
  await scenario.person("1001", { name: "Lê Văn An", unit: "T1", blocs: ["A", "B"] });
  await scenario.person("1002", { name: "Lê Thị Bình", unit: "T1", blocs: ["A", "B"] });
  await scenario.person("2001", { name: "Lê Thị Cúc", unit: "T2", blocs: ["A"] });
  await scenario.person("1003", { name: "Lê Văn Dũng", unit: "T1", blocs: ["A", "B"] });
  const window = { opensAt: at(1, 8), closesAt: at(5, 17) };
  rounds = { everybody: await scenario.round(window), ofTeam1: await scenario.round({ ...window, audienceUnits: ["T1"] }), ofTwoBlocs: await scenario.round({ ...window, audience: ["A", "B"] }) };
  for (const round of Object.values(rounds)) await scenario.attempt({ round, person: "1001", startedAt: at(2, 8), lasted: 60_000, score: 2000 });
  for (const round of [rounds.everybody, rounds.ofTwoBlocs]) await scenario.attempt({ round, person: "2001", startedAt: at(2, 8), lasted: 60_000, score: 2000 });
  await scenario.transfer("1003", "T2", "2022-06-05");
  await scenario.transfer("1001", "T2", "2022-06-07");
  await scenario.transfer("1002", "T2", "2022-06-07");
  await scenario.transfer("1002", "H", "2022-06-09");
});
afterAll(() => database.drop());

const whole = { scope: "all", scoreScope: "all" } as const;
const drill = async (roundId: string, unit: string, blocId: string | null = null, isOwnOnly = true) =>
  (await loadUnitParticipation({ database }, { roundId, unitId: scenario.unitId(unit), blocId, isOwnOnly, ...whole }))!;
const namesOf = (view: Awaited<ReturnType<typeof drill>>) => view.notEntered.units.map(({ name, people, unnamed }) => [name, people.map(({ fullName }) => fullName), unnamed]);
async function rowsOf(file: WorkbookExport | null, sheet: string): Promise<unknown[][]> {
  const output = new PassThrough();
  const [bytes] = await Promise.all([buffer(output), file!.writeTo(output)]);
  return utils.sheet_to_json<unknown[]>(read(bytes).Sheets[sheet]!, { header: 1, defval: null, blankrows: false });
}

describe("who has not entered and moves to another unit after the closing", () => {
  it("is named where the closing found them; who moved on the last day, in the new unit", async () => {
    const expected = [["Đội 1", ["Lê Thị Bình"], 1], ["Đội 2", ["Lê Văn Dũng"], 1]];
    expect(namesOf(await drill(rounds.everybody, "H", null, false))).toEqual(expected);
    expect(namesOf(await drill(rounds.everybody, "T1"))).toEqual(expected.slice(0, 1));
    expect(namesOf(await drill(rounds.everybody, "H"))).toEqual([]);
  });

  it("stays in the audience of a round for the old unit, and stays in the roster of the old unit where that is counted", async () => {
    expect(namesOf(await drill(rounds.ofTeam1, "H", null, false))).toEqual([["Đội 1", ["Lê Thị Bình"], 1]]);
    expect((await drill(rounds.ofTwoBlocs, "T1")).figures).toMatchObject({ basis: "roster", eligible: 2, entered: 1, notEntered: 1 });
  });

  it.each(units.flatMap((unit) => [null, ...blocs].flatMap((bloc) => [true, false].map((isOwnOnly) => ({ unit, bloc, isOwnOnly })))))(
    "eligible = entered + named + unnamed: $unit, bloc $bloc, alone $isOwnOnly, in every round",
    async ({ unit, bloc, isOwnOnly }) => {
      for (const roundId of Object.values(rounds)) {
        const { figures, entered, notEntered } = await drill(roundId, unit, bloc && scenario.blocId(bloc), isOwnOnly);
        expect(entered).toHaveLength(figures.entered);
        expect(notEntered.units.reduce((sum, { people }) => sum + people.length, 0)).toBe(notEntered.named);
        expect(figures.eligible).toBe(figures.entered + notEntered.named + (figures.basis === "roster" ? 0 : notEntered.unnamed!));
      }
    },
  );

  it("stands under the old unit in the workbook and in the list to remind by, and in no list of the new one", async () => {
    const accountId = scenario.personId("1001");
    const listed = async (unit: string) => {
      const book = await exportWorkbook({ database }, { roundId: rounds.everybody, scope: [scenario.unitId(unit)], withPhones: false, accountId });
      const list = await exportReminders({ database }, { roundId: rounds.everybody, unitId: scenario.unitId(unit), blocId: null, isOwnOnly: true, scope: "all", accountId });
      return [await rowsOf(book, "Danh sách chưa tham gia"), await rowsOf(list, "Nhắc tham gia")].map((rows) => rows.flat().filter((cell) => ["1001", "1002", "1003"].includes(String(cell))));
    };
    expect(await listed("T1")).toEqual([["1002"], ["1002"]]);
    expect(await listed("T2")).toEqual([["1003"], ["1003"]]);
  });
});

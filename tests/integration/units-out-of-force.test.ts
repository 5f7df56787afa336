import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { read, utils } from "xlsx";
import { loadDashboard } from "~/use-cases/contest/load-dashboard.server";
import { loadParticipation } from "~/use-cases/participation/load-participation.server";
import { loadUnitParticipation } from "~/use-cases/participation/load-unit-participation.server";
import { exportWorkbook } from "~/use-cases/reports/export-workbook.server";
import { loadEligibleCounts } from "~/use-cases/roster/load-eligible-counts.server";
import { loadUnits } from "~/use-cases/roster/load-units.server";
import { loadCollectiveStandings } from "~/use-cases/standings/load-collective-standings.server";
import { usualCollective } from "~/domain/standings/collective";
import { contests, units } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { seedGoldenResults } from "../support/golden-results";

/** The golden round, 01/06 to 05/06/2022 17:00, with one unit more: Công an xã Tịnh Bắc, 9 eligible, nobody on its roster. */
let database: TestDatabase;
let golden: Awaited<ReturnType<typeof seedGoldenResults>>;

beforeAll(async () => {
  database = await createTestDatabase();
  golden = await seedGoldenResults(database.db);
  await golden.unit("X02", { name: "Công an xã Tịnh Bắc", type: "Công an xã", parent: "CAH", eligible: { all: 9, CBCS: 9, "Đoàn viên": 0 } });
});
afterAll(() => database.drop());

const setDays = (code: string, validFrom: string | null, validTo: string | null) => database.db.update(units).set({ validFrom, validTo }).where(eq(units.id, golden.unitId(code)));
afterEach(async () => {
  await setDays("X02", null, null);
  await setDays("D02", null, null);
});

const whole = { scope: "all", scoreScope: "all" } as const;
const page = async () => (await loadParticipation({ database }, { roundId: golden.roundId, ...whole }))!;

async function workbook(): Promise<(sheet: string) => unknown[][]> {
  const file = await exportWorkbook({ database }, { roundId: golden.roundId, scope: "all", withPhones: false, accountId: golden.personId("000101") });
  const output = new PassThrough();
  const [bytes] = await Promise.all([buffer(output), file!.writeTo(output)]);
  const book = read(bytes);
  return (sheet) => utils.sheet_to_json<unknown[]>(book.Sheets[sheet]!, { header: 1, defval: null, blankrows: false });
}
const rowsWith = (rows: unknown[][], text: string) => rows.filter((row) => row.some((cell) => typeof cell === "string" && cell.includes(text)));

describe("a unit with a count and nobody in it", () => {
  it.each([
    ["without dates", null, null, 23],
    ["over the day before the round opens", null, "2022-05-31", 14],
    ["over on the day it opens", null, "2022-06-01", 23],
    ["begun on the day it closes", "2022-06-05", null, 23],
    ["begun the day after", "2022-06-06", null, 14],
  ])("%s: of 14 + 9, the page and the workbook say the same", async (_, validFrom, validTo, eligible) => {
    await setDays("X02", validFrom, validTo);
    const [{ figures, classes }, sheets] = [await page(), await workbook()];
    expect(figures).toMatchObject({ eligible, entered: 7, notEntered: eligible - 7 });
    const total = rowsWith(sheets("Tổng hợp tham gia"), "Tổng cộng")[0]!.filter((cell) => typeof cell === "number");
    expect(total.slice(0, 4)).toEqual([eligible, 7, 7 / eligible, eligible - 7]);
    const listed = [
      classes.some(({ lines }) => lines.some(({ name }) => name.endsWith("Tịnh Bắc"))),
      ...["Tổng hợp tham gia", "Xếp hạng tập thể", "Danh sách chưa tham gia"].map((sheet) => rowsWith(sheets(sheet), "Tịnh Bắc").length > 0),
      (await loadCollectiveStandings({ database }, { roundId: golden.roundId, ...whole }))!.classes.some(({ rows }) => rows.some(({ unitName }) => unitName.endsWith("Tịnh Bắc"))),
    ];
    expect(listed).toEqual(listed.map(() => eligible === 23));
  });

  it("owes nobody without a name: 4 instead of 4 + 9", async () => {
    const unnamed = async () => (await loadUnitParticipation({ database }, { roundId: golden.roundId, unitId: golden.unitId("CAH"), ...whole }))!.notEntered.unnamed;
    expect(await unnamed()).toBe(13);
    await setDays("X02", null, "2022-05-31");
    expect(await unnamed()).toBe(4);
  });
});

it.each([
  ["after its last day", "2022-05-31", 14, 1],
  ["before", "9999-12-31", 23, 0],
])("is left out of the totals of today on the first page, of the units and of their numbers, not of the rows: %s", async (_, validTo, eligible, outOfForce) => {
  await setDays("X02", null, validTo);
  const [listed, numbers] = [await loadUnits({ database }), await loadEligibleCounts({ database }, golden.contestId)];
  expect([(await loadDashboard({ database }))!.eligible, listed.totals.eligible, numbers.sums[0]]).toEqual([eligible, eligible, eligible]);
  const cbcs = numbers.columns.findIndex(({ name }) => name === "CBCS");
  expect(listed.totals.perBloc[listed.blocs.indexOf("CBCS")]).toBe(numbers.sums[cbcs]);
  expect(numbers.lines.find(({ code }) => code === "X02")!.cells.map(({ count }) => count)).toEqual(expect.arrayContaining([9]));
  expect([listed.outOfForce, numbers.outOfForce, listed.lines.find(({ code }) => code === "X02")!.eligible]).toEqual([outOfForce, outOfForce, 9]);
});

describe("a unit out of force in which somebody entered: Đội An ninh, over before the round", () => {
  it("keeps its entrant and its line on page, workbook and ranking, and none of its 5 in the denominator: 7 of 9 + 9", async () => {
    await setDays("D02", null, "2022-05-31");
    const [{ figures, classes }, sheets] = [await page(), await workbook()];
    expect(figures).toMatchObject({ eligible: 18, entered: 7 });
    expect(classes.flatMap(({ lines }) => lines).find(({ name }) => name === "Đội An ninh")!.figures).toMatchObject({ eligible: 0, entered: 1 });
    expect(rowsWith(sheets("Tổng hợp tham gia"), "Đội An ninh")[0]!.filter((cell) => typeof cell === "number").slice(0, 3)).toEqual(expect.arrayContaining([0, 1]));
    const row = (await loadCollectiveStandings({ database }, { roundId: golden.roundId, ...whole }))!.classes.flatMap(({ rows }) => rows).find(({ unitName }) => unitName === "Đội An ninh")!;
    expect(row).toMatchObject({ rank: null, entered: 1, eligible: 0, remark: "Đơn vị không hoạt động trong thời gian thi" });
  });

  it.each(["entrants", "average"] as const)("is not ranked by %s either, without any minimum rate", async (measure) => {
    const decide = (change: Partial<typeof contests.$inferInsert>) => database.db.update(contests).set(change).where(eq(contests.id, golden.contestId));
    const rowOf = async () => (await loadCollectiveStandings({ database }, { roundId: golden.roundId, ...whole }))!.classes.flatMap(({ rows }) => rows).find(({ unitName }) => unitName === "Đội An ninh");
    const [before] = await database.db.select().from(contests).where(eq(contests.id, golden.contestId));
    await decide({ minimumRatePercent: 0, collective: { ...usualCollective, measures: [measure] } });
    expect(await rowOf()).toMatchObject({ rank: expect.any(Number) as number, remark: null });
    await setDays("D02", null, "2022-05-31");
    expect(await rowOf()).toMatchObject({ rank: null, entered: 1, remark: "Đơn vị không hoạt động trong thời gian thi" });
    await decide(before!);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { actualFor } from "~/domain/standings/prediction";
import { loadParticipation } from "~/use-cases/participation/load-participation.server";
import { loadUnitParticipation } from "~/use-cases/participation/load-unit-participation.server";
import { loadContestFigures, loadRoundFigures } from "~db/read-models/figures.server";
import { listAttemptFacts } from "~db/read-models/participation.server";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { at, seedGoldenResults } from "../support/golden-results";

let database: TestDatabase;
let golden: Awaited<ReturnType<typeof seedGoldenResults>>;

beforeAll(async () => {
  database = await createTestDatabase();
  golden = await seedGoldenResults(database.db);
});
afterAll(() => database.drop());

const load = async (input: { blocId?: string; scope?: "all" | string[]; scoreScope?: "all" | string[] } = {}) =>
  (await loadParticipation({ database }, { roundId: golden.roundId, scope: "all", scoreScope: input.scope ?? "all", ...input }))!;
const lineOf = (view: Awaited<ReturnType<typeof load>>, code: string) =>
  view.classes.flatMap(({ lines }) => lines).find((line) => line.unitId === golden.unitId(code))!.figures;

describe("participation of the golden round", () => {
  it("counts 7 persons (101, 1101, 1102, 2101, 2103, 9101, 9102) of 2+4+5+3 = 14; 10 attempts − 1 void = 9; 9 − 1 without a response = 8 valid entries", async () => {
    const view = await load();
    expect(view.figures).toEqual({ eligible: 14, basis: "eligible-count", entered: 7, notEntered: 7, attempts: 9, validEntries: 8 });
  });

  it("averages (20+16+18+18+20+12+18+10) ÷ 8 = 16,50 of 20, two of them of full score", async () => {
    expect((await load()).scores).toEqual({ average: 1650, maxScore: 2000, perfect: 2, scopeNames: [] });
  });

  it("averages only where the reader may see results: Tịnh Hà alone (12+18+10) ÷ 3 = 13,33, also asked from below its parent; nowhere is nothing", async () => {
    const [all, team, commune] = [golden.unitId("CAH"), golden.unitId("D01"), golden.unitId("X01")];
    const narrow = { average: 1333, maxScore: 2000, perfect: 0, scopeNames: ["Công an xã Tịnh Hà"] };
    expect(await load({ scope: [all, commune], scoreScope: [commune] })).toMatchObject({ figures: { entered: 7 }, scores: narrow });
    expect((await load({ scope: [commune], scoreScope: "all" })).scores).toEqual({ ...narrow, scopeNames: [] });
    expect((await load({ scope: [team], scoreScope: [commune] })).scores).toBeNull();
    expect((await load({ scope: [all], scoreScope: [] })).scores).toBeNull();
  });

  it("puts each person into the unit of the latest valid entry: Hải sat in Tịnh Hà before moving, so Tịnh Hà has 3 of 3 and Đội An ninh 1 of 5", async () => {
    const view = await load();
    expect(lineOf(view, "X01")).toMatchObject({ eligible: 3, entered: 3, attempts: 3, validEntries: 3 });
    expect(lineOf(view, "D02")).toMatchObject({ eligible: 5, entered: 1, attempts: 1, validEntries: 1 });
    expect(lineOf(view, "D01")).toMatchObject({ eligible: 4, entered: 2, attempts: 4, validEntries: 3 });
  });

  it("shows the root alone beside its children, so that 1 + 2 + 1 + 3 = 7 persons are the whole", async () => {
    const view = await load();
    const lines = view.classes.flatMap((each) => each.lines);
    expect(lines.find((line) => line.isOwnOnly)?.figures).toMatchObject({ eligible: 2, entered: 1 });
    expect(lines.reduce((sum, line) => sum + line.figures.entered, 0)).toBe(view.figures.entered);
  });

  it("orders a class by rate: Đội Tổng hợp 2/4 before Đội An ninh 1/5", async () => {
    const teams = (await load()).classes.find(({ name }) => name === "Đội nghiệp vụ")!;
    expect(teams.lines.map((line) => line.name)).toEqual(["Đội Tổng hợp", "Đội An ninh"]);
  });

  it("counts a bloc by its own count: CBCS 6 of 2+4+5+2 = 13, Đoàn viên 4 (1101, 1102, 2101, 9102) of 0+2+1+1 = 4", async () => {
    expect((await load({ blocId: golden.blocId("CBCS") })).figures).toMatchObject({ eligible: 13, entered: 6 });
    expect((await load({ blocId: golden.blocId("Đoàn viên") })).figures).toMatchObject({ eligible: 4, entered: 4, attempts: 5, validEntries: 5 });
  });

  it("spreads the 7 new persons and 9 attempts over the days 3/3, 1/3, 2/2, 0/0, 1/1", async () => {
    const days = (await load()).days.map(({ day, newPersons, attempts }) => [day.slice(8), newPersons, attempts]);
    expect(days).toEqual([["01", 3, 3], ["02", 1, 3], ["03", 2, 2], ["04", 0, 0], ["05", 1, 1]]);
  });

  it("gives the same figures when counted again", async () => {
    const [first, second] = [await load(), await load()];
    expect({ ...second, asOf: 0 }).toEqual({ ...first, asOf: 0 });
  });

  it("lets PostgreSQL count what the domain counts", async () => {
    const facts = await listAttemptFacts(database.db, golden.roundId);
    const counted = await loadRoundFigures(database.db, [golden.roundId]);
    expect(counted).toEqual({
      persons: actualFor("persons", facts), attempts: actualFor("attempts", facts), validEntries: 8, perfectPersons: actualFor("perfect-persons", facts),
    });
    expect(counted).toMatchObject({ persons: 7, attempts: 9, perfectPersons: 2 });
    expect(await loadContestFigures(database.db, golden.contestId)).toEqual({ persons: 7, attempts: 9, validEntries: 8 });
  });
});

describe("people who have not entered", () => {
  const drill = (code: string, input: { blocId?: string; scope?: "all" | string[]; isOwnOnly?: boolean } = {}) =>
    loadUnitParticipation({ database }, { roundId: golden.roundId, unitId: golden.unitId(code), scope: "all", scoreScope: "all", ...input });

  it("names Dung (no response), Giang (void), Khánh and Oanh (none); of 2, 4, 5 and 3 without who entered there and these, 1 + 1 + 2 + 0 have no name on the roster: the place in Đội An ninh of Hải, who entered in Tịnh Hà, is free; the retired one is neither", async () => {
    const { notEntered } = (await drill("CAH"))!;
    expect({ named: notEntered.named, unnamed: notEntered.unnamed }).toEqual({ named: 4, unnamed: 4 });
    expect(notEntered.units.map((unit) => [unit.name, unit.people.map((person) => person.code), unit.unnamed])).toEqual([
      ["Công an huyện", [], 1],
      ["Đội Tổng hợp", ["001103"], 1],
      ["Đội An ninh", ["002102", "002104"], 2],
      ["Công an xã Tịnh Hà", ["009103"], 0],
    ]);
  });

  it("narrows to a bloc: all 4 Đoàn viên have entered, and 4 − 4 on the roster leaves nobody unnamed", async () => {
    const view = (await drill("CAH", { blocId: golden.blocId("Đoàn viên") }))!;
    expect(view.figures).toMatchObject({ eligible: 4, entered: 4, notEntered: 0 });
    expect(view.notEntered).toEqual({ named: 0, unnamed: 0, isCut: false, units: [] });
  });

  it("of a unit alone counts and names its own people: 1 of 2, one without a name; a unit with nothing below it is itself", async () => {
    const whole = (await drill("CAH"))!;
    const line = whole.classes.flatMap(({ lines }) => lines).find(({ isOwnOnly }) => isOwnOnly)!;
    const own = (await drill("CAH", { isOwnOnly: true }))!;
    expect(own).toMatchObject({ isOwnOnly: true, figures: { eligible: 2, entered: 1, notEntered: 1 }, classes: [], notEntered: { named: 0, unnamed: 1 } });
    expect([own.figures, own.entered.map(({ name }) => name)]).toEqual([line.figures, ["Trần Văn An"]]);
    expect((await drill("D01", { isOwnOnly: true }))!.isOwnOnly).toBe(false);
  });

  it("never shows a phone number", async () => {
    expect(JSON.stringify(await drill("CAH"))).not.toContain("0950000103");
  });

  it("keeps a coordinator inside the own subtree: figures of D01 alone, the same nothing for a foreign and a missing unit", async () => {
    const scope = [golden.unitId("D01")];
    const own = await load({ scope });
    expect(own.figures).toMatchObject({ eligible: 4, entered: 2, attempts: 4, validEntries: 3 });
    expect(own).toMatchObject({ rootUnitId: golden.unitId("D01"), scopeNames: ["Đội Tổng hợp"] });
    expect((await drill("D01", { scope }))?.above).toEqual([]);
    expect(await drill("X01", { scope })).toBeNull();
    expect(await drill("CAH", { scope })).toBeNull();
    expect(await loadUnitParticipation({ database }, { roundId: golden.roundId, unitId: golden.roundId, scope: "all", scoreScope: "all" })).toBeNull();
  });

  it("adds up several grants without counting a unit below another one twice", async () => {
    const scope = [golden.unitId("D01"), golden.unitId("X01")];
    expect((await load({ scope })).figures).toMatchObject({ eligible: 7, entered: 5 });
    expect((await load({ scope: [...scope, golden.unitId("CAH")] })).figures).toMatchObject({ eligible: 14, entered: 7 });
    expect((await load({ scope: [] })).figures).toMatchObject({ eligible: 0, entered: 0 });
  });
});

describe("other rounds", () => {
  it("says nothing of a draft, a cancelled, a trial or an unknown round", async () => {
    const window = { opensAt: at(10, 8), closesAt: at(12, 8) };
    for (const spec of [{ state: "draft" }, { state: "cancelled" }, { isTrial: true }] as const) {
      const roundId = await golden.round({ ...window, ...spec });
      expect(await loadParticipation({ database }, { roundId, scope: "all", scoreScope: "all" })).toBeNull();
    }
    expect(await loadParticipation({ database }, { roundId: golden.contestId, scope: "all", scoreScope: "all" })).toBeNull();
  });

  it("counts an audience of one bloc against that bloc's count and offers no other bloc: Đoàn viên, 4 eligible", async () => {
    const roundId = await golden.round({ opensAt: at(10, 8), closesAt: at(12, 8), audience: ["Đoàn viên"] });
    const view = (await loadParticipation({ database }, { roundId, scope: "all", scoreScope: "all" }))!;
    expect(view.figures).toMatchObject({ eligible: 4, entered: 0, basis: "eligible-count" });
    expect(view.blocs.map((bloc) => bloc.name)).toEqual(["Đoàn viên"]);
    expect(await loadParticipation({ database }, { roundId, scope: "all", scoreScope: "all", blocId: golden.blocId("CBCS") })).toBeNull();
  });

  it("counts an audience of several blocs against the roster: 11 people are on it and not retired, all in one bloc or both", async () => {
    const roundId = await golden.round({ opensAt: at(10, 8), closesAt: at(12, 8), audience: ["CBCS", "Đoàn viên"] });
    const view = (await loadParticipation({ database }, { roundId, scope: "all", scoreScope: "all" }))!;
    expect(view.figures).toMatchObject({ eligible: 11, basis: "roster" });
    const drill = await loadUnitParticipation({ database }, { roundId, unitId: golden.unitId("CAH"), scope: "all", scoreScope: "all" });
    expect(drill?.notEntered).toMatchObject({ named: 11, unnamed: null });
  });

  it("counts an audience of one unit against that unit alone: Đội An ninh 5 eligible, 4 of them by name and not retired, 1 without a name", async () => {
    const roundId = await golden.round({ opensAt: at(10, 8), closesAt: at(12, 8), audienceUnits: ["D02"] });
    const view = (await loadParticipation({ database }, { roundId, scope: "all", scoreScope: "all" }))!;
    expect(view.figures).toMatchObject({ eligible: 5, basis: "eligible-count" });
    expect(view.classes.flatMap(({ lines }) => lines).map(({ name }) => name)).toEqual(["Đội An ninh"]);
    const drill = await loadUnitParticipation({ database }, { roundId, unitId: golden.unitId("CAH"), scope: "all", scoreScope: "all" });
    expect(drill?.notEntered).toMatchObject({ named: 4, unnamed: 1, units: [{ name: "Đội An ninh" }] });
    expect((await loadUnitParticipation({ database }, { roundId, unitId: golden.unitId("X01"), scope: "all", scoreScope: "all" }))?.notEntered).toMatchObject({ named: 0, unnamed: 0, units: [] });
  });

  it("takes a unit with everything below it, and unit and bloc together: all 14; CBCS of Tịnh Hà 2; two blocs of Tịnh Hà 3 by name", async () => {
    const figures = async (spec: { audience?: string[]; audienceUnits: string[] }) => (await loadParticipation({ database }, { roundId: await golden.round({ opensAt: at(10, 8), closesAt: at(12, 8), ...spec }), scope: "all", scoreScope: "all" }))!.figures;
    expect(await figures({ audienceUnits: ["CAH"] })).toMatchObject({ eligible: 14 });
    expect(await figures({ audienceUnits: ["X01"], audience: ["CBCS"] })).toMatchObject({ eligible: 2, basis: "eligible-count" });
    expect(await figures({ audienceUnits: ["X01"], audience: ["CBCS", "Đoàn viên"] })).toMatchObject({ eligible: 3, basis: "roster" });
  });
});

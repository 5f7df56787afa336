import { describe, expect, test } from "vitest";
import { scoreAttempt } from "~/domain/grading/score-attempt";
import { listNotEntered } from "~/domain/participation/not-entered";
import { classTotals, computeParticipation, type Figures } from "~/domain/participation/participation";
import { formatRate } from "~/domain/participation/rate";
import { dailyTrend } from "~/domain/participation/trend";
import { isValidEntry, latestValidEntries } from "~/domain/participation/valid-entry";
import { formatPoints } from "~/domain/shared/points";
import { rankUnits, usualCollective } from "~/domain/standings/collective";
import { effectiveAttempt } from "~/domain/standings/effective-attempt";
import { closedBefore } from "~/domain/standings/freeze";
import { actualFor } from "~/domain/standings/prediction";
import { rankStandings } from "~/domain/standings/rank";
import { attempts, blocIds, eligibleCounts, juneInstant, lotsSeed, people, questionSet, rules, units } from "./contest";

const graded = attempts.map((attempt) => ({ ...attempt, ...scoreAttempt(questionSet, attempt.responses, rules.severalScoring) }));

function entriesFrom(list: typeof graded) {
  return people.flatMap((person) => {
    const own = list.filter((attempt) => attempt.personId === person.personId && isValidEntry(attempt));
    const counted = effectiveAttempt(own, rules.counts, rules.tieBreak);
    return counted === null ? [] : [{ ...counted, ...person }];
  });
}

describe("scores: 2 + 2 + 3 + 1 + 2 points, proportional", () => {
  test.each([
    ["Hồ Ân, first: 2 + 2 + 0 + 1 + 0 = 5", "000001/1", "5"],
    ["Hồ Ân, second: everything right, 2 + 2 + 3 + 1 + 2 = 10", "000001/2", "10"],
    ["Lý Đan, first: 2 + 0 + 0 + 0 + 0 = 2", "000002/1", "2"],
    ["Lý Đan, second: 2 + 2 + 3 × 2/3 + 1 + 2 × (1 − 1)/2 = 7", "000002/2", "7"],
    ["Tạ Đan: 2 + 2 + 3 + 0 + 0 = 7", "000003/1", "7"],
    ["Võ Vy: 2 + 2 + 3 × (3 − 1)/3 + 1 + 0 = 7", "000004/1", "7"],
    ["Ngô Ý: 2 + 0 + 3 × 2/3 + 1 + 2 = 7", "000005/1", "7"],
    ["Đỗ Ưu: 2 + 2 + 3 × 1/3 + 0 + 2 = 7", "000006/1", "7"],
    ["Bùi Thơ: 2 + 0 + 3 + 1 + 2 × 1/2 = 7", "000007/1", "7"],
    ["Lê Ân, second: 0 + 2 + 3 × 2/3 + 1 + 0 = 5", "000008/2", "5"],
    ["Trần Văn Dũng: 2 + 2 + 3 + 0 + 2 = 9", "000009/1", "9"],
    ["Phạm Thị Y: answered nothing, 0", "000010/1", "0"],
    ["Âu Văn Ấn: 2 + 2 + 3 + 0 + 2 × (0 − 1)/2 → not below 0 = 7", "000011/1", "7"],
  ])("%s", (_, attempt, score) => {
    expect(formatPoints(graded.find(({ attemptId }) => attemptId === `attempt ${attempt}`)!.score)).toBe(score);
  });
});

describe("what came true", () => {
  test.each([
    ["persons: 11 people without Phạm Thị Y, who answered nothing = 10", "persons", 10],
    ["attempts: 15 without Hồ Ân's trial and Lê Ân's void one = 13", "attempts", 13],
    ["perfect: only Hồ Ân; Lê Ân's perfect attempt is void = 1", "perfect-persons", 1],
  ] as const)("%s", (_, subject, actual) => {
    expect(actualFor(subject, graded)).toBe(actual);
  });
});

describe("standings by score → prediction (10 is true) → duration → submitted earlier → lots", () => {
  const standings = rankStandings(entriesFrom(graded), { chain: rules.tieBreak, actual: 10, lotsSeed });

  test.each([
    ["1. Hồ Ân: 10 points in the better of two attempts", "Hồ Ân", 1, null],
    ["2. Lý Đan: 7 < 10; predicted 10, distance 0, so his 1200 seconds do not matter", "Lý Đan", 2, "score"],
    ["3. Tạ Đan: 7 = 7; predicted 11, distance 1 > 0", "Tạ Đan", 3, "prediction"],
    ["4. Võ Vy: 7 = 7, |9 − 10| = 1 = |11 − 10|; 600 > 599 seconds", "Võ Vy", 4, "duration"],
    ["5. Ngô Ý: 7, 1, 600 = 600; 08:40 after 08:30", "Ngô Ý", 5, "submitted-earlier"],
    ["6. Đỗ Ưu: 7, 1, 600; 09:00 after 08:40; lot 846bcde9…", "Đỗ Ưu", 6, "submitted-earlier"],
    ["7. Bùi Thơ: 7, 1, 600, 09:00 = 09:00; lot 8b1425e7… > 846bcde9…", "Bùi Thơ", 7, "lots"],
    ["8. Âu Văn Ấn: 7; no prediction ranks after every distance, in spite of 300 seconds", "Âu Văn Ấn", 8, "prediction"],
    ["9. Lê Ân: 5 < 7; the void 10 counts for nothing", "Lê Ân", 9, "score"],
  ] as const)("%s", (_, fullName, rank, decidedBy) => {
    const standing = standings.ranked.find(({ entry }) => entry.fullName === fullName);
    expect(standing).toMatchObject({ rank, decidedBy });
  });

  test("nine are ranked; the committee member with 9 points stands apart and takes nobody's rank", () => {
    expect(standings.ranked).toHaveLength(9);
    expect(standings.apart.map(({ entry }) => entry.fullName)).toEqual(["Trần Văn Dũng"]);
  });

  test("the two lots are what `printf '%s' 'golden-2022:000006' | sha256sum` and the same for 000007 print", () => {
    expect(standings.ranked.flatMap(({ lot }) => (lot === null ? [] : [lot]))).toEqual([
      "846bcde9e903074dc940acb18da90c757e6316f5e245b198656f54f65e8b13b2",
      "8b1425e7b9520d99fc37ce8920236042c7596128329529263c8b51d0dea22829",
    ]);
  });

  test("frozen at 08:50, prediction open: by duration 300 < 599 < 600 = 600 (08:30 < 08:40) < 1200; Ưu and Thơ not closed yet", () => {
    const frozen = entriesFrom(closedBefore(graded, juneInstant("03 08:50:00")));
    const { ranked } = rankStandings(frozen, { chain: rules.tieBreak, actual: null, lotsSeed });
    expect(ranked.map(({ entry }) => entry.fullName)).toEqual(["Hồ Ân", "Âu Văn Ấn", "Tạ Đan", "Võ Vy", "Ngô Ý", "Lý Đan", "Lê Ân"]);
  });
});

const participation = computeParticipation({ units, blocIds, audience: [], roster: people, eligibleCounts, attempts: graded });

describe("participation: entered ÷ eligible", () => {
  const text = ({ entered, eligible }: Figures) => `${entered}/${eligible} ${formatRate(entered, eligible)}`;
  const row = (unitId: string, scope: "own" | "subtree") => {
    const { all, byBloc } = participation.byUnit.get(unitId)![scope];
    return [all, ...blocIds.map((bloc) => byBloc.get(bloc)!)].map(text);
  };

  test("D01: Hồ Ân, Lý Đan, Tạ Đan = 3 of 4; CBCS the same 3 of 4; Đoàn viên Lý Đan 1 of 1; nobody for women's union: no rate", () => {
    expect(row("D01", "own")).toEqual(["3/4 75,0%", "3/4 75,0%", "1/1 100,0%", "0/0 –"]);
  });

  test("D04: Võ Vy, Ngô Ý, Trần Văn Dũng (committee members take part too) = 3 of 4; women's union Võ Vy 1 of 1", () => {
    expect(row("D04", "own")).toEqual(["3/4 75,0%", "3/4 75,0%", "0/0 –", "1/1 100,0%"]);
  });

  test("X05: Đỗ Ưu, Bùi Thơ, Lê Ân, Âu Văn Ấn = 4 of 6; CBCS Lê Ân 1 of 2; Đoàn viên Ưu, Ấn 2 of 3; women's union Thơ 1 of 2", () => {
    expect(row("X05", "own")).toEqual(["4/6 66,7%", "1/2 50,0%", "2/3 66,7%", "1/2 50,0%"]);
  });

  test("whole district: 3 + 3 + 4 = 10 of 14; CBCS 3 + 3 + 1 = 7 of 10; Đoàn viên 1 + 0 + 2 = 3 of 4; women's union 0 + 1 + 1 = 2 of 3", () => {
    expect(row("CAH", "subtree")).toEqual(["10/14 71,4%", "7/10 70,0%", "3/4 75,0%", "2/3 66,7%"]);
    expect(row("CAH", "own")).toEqual(["0/0 –", "0/0 –", "0/0 –", "0/0 –"]);
  });

  test("attempts stay where they were made: D01 2 + 1 + 1 = 4, D04 3, X05 Lý Đan's first + 5 = 6; valid entries 4, 3, 5 (Y answered nothing)", () => {
    const made = ["D01", "D04", "X05"].map((unitId) => participation.byUnit.get(unitId)!.own.all);
    expect(made.map((figures) => [figures.attempts, figures.validEntries])).toEqual([[4, 4], [3, 3], [6, 5]]);
    expect([participation.total.all.entered, participation.total.all.attempts, participation.total.all.validEntries]).toEqual([10, 13, 12]);
  });

  test("by class: teams 3 + 3 of 4 + 4, communes 4 of 6", () => {
    expect([...classTotals(participation)].map(([type, { all }]) => [type, text(all)])).toEqual([
      ["Cơ quan", "0/0 –"],
      ["Đội nghiệp vụ", "6/8 75,0%"],
      ["Công an xã", "4/6 66,7%"],
    ]);
  });

  test("not entered: Phạm Thị Y by name; without a name 4 − 3 − 0, 4 − 3 − 0 and 6 − 4 − 1 = one person in each unit", () => {
    const enteredPersonIds = latestValidEntries(graded);
    const list = listNotEntered({ unitIds: ["D01", "D04", "X05"], blocId: null, roster: people, enteredPersonIds, figuresOf: (unitId) => participation.byUnit.get(unitId)!.own.all });
    expect(list.map((unit) => [unit.people.map(({ fullName }) => fullName), unit.unnamed])).toEqual([[[], 1], [[], 1], [["Phạm Thị Y"], 1]]);
  });

  test("trend: 01/06 Ân and Lý Đan are new; 02/06 nothing; 03/06 the other eight new, 11 attempts of 11 people, 10 valid", () => {
    const trend = dailyTrend(graded, "2022-06-01", "2022-06-03");
    expect(trend.map((day) => [day.newPersons, day.attempts, day.validEntries, day.personsSoFar])).toEqual([[2, 2, 2, 2], [0, 0, 0, 2], [8, 11, 10, 10]]);
  });
});

describe("collective ranking by rate, entrants, average", () => {
  const rows = units.map(({ unitId, typeId }) => {
    const { eligible, entered } = participation.byUnit.get(unitId)!.own.all;
    const counted = entriesFrom(graded).filter(({ personId }) => latestValidEntries(graded).get(personId)!.unitId === unitId);
    return { unitId, typeId, isInForce: true, eligible, entered, scoreSum: counted.reduce((sum, { score }) => sum + score, 0), maxScoreSum: counted.reduce((sum, { maxScore }) => sum + maxScore, 0), winners: 0 };
  });
  const classes = new Map(rankUnits(rows, { ...usualCollective, measures: ["rate", "entrants", "average"], minimumRatePercent: 70 }).map((one) => [one.typeId, one]));

  test("teams: 3/4 = 3/4, 3 = 3 entrants, average (10 + 7 + 7)/3 = 8 > (7 + 7 + 9)/3 = 7,67: D01 before D04", () => {
    const { ranked } = classes.get("Đội nghiệp vụ")!;
    expect(ranked.map(({ rank, row, decidedBy }) => [rank, row.unitId, decidedBy])).toEqual([[1, "D01", null], [2, "D04", "average"]]);
    expect(ranked[1]!.working[2]).toEqual({ measure: "average", numerator: 2300, denominator: 3 });
  });

  test("communes: X05 has 4/6 = 66,7 % < 70 %: shown, not ranked", () => {
    expect(classes.get("Công an xã")).toMatchObject({ ranked: [], unranked: [{ row: { unitId: "X05" }, why: "below-minimum-rate" }] });
  });
});

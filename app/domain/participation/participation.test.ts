import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom, shuffle } from "../shared/random";
import { classTotals, computeParticipation, type Figures, hasAnybody, type ParticipationInput, type RosterPerson } from "./participation";
import { formatRate } from "./rate";
import type { ParticipationAttempt } from "./valid-entry";

const units = [
  { unitId: "CA", parentId: null, typeId: "cơ quan" },
  { unitId: "D1", parentId: "CA", typeId: "đội" },
  { unitId: "D2", parentId: "CA", typeId: "đội" },
  { unitId: "X1", parentId: "CA", typeId: "xã" },
];
const person = (personId: string, unitId: string, ...blocIds: string[]): RosterPerson => ({ personId, unitId, blocIds });
let nextAttempt = 0;
const attempt = (personId: string, unitId: string, changes: Partial<ParticipationAttempt> = {}): ParticipationAttempt => {
  const startedAt = (nextAttempt += 1) * 1000;
  return { attemptId: String(startedAt), personId, unitId, state: "submitted", isTrial: false, answeredCount: 1, startedAt, submittedAt: startedAt + 500, ...changes };
};

const base: ParticipationInput = {
  units,
  blocIds: ["cbcs", "đoàn", "phụ nữ"],
  audience: [],
  roster: [person("an", "D1", "cbcs", "đoàn"), person("bình", "D1", "cbcs"), person("chi", "D2", "cbcs", "phụ nữ"), person("dung", "X1", "đoàn", "phụ nữ")],
  eligibleCounts: [
    { unitId: "D1", blocId: null, count: 4 },
    { unitId: "D1", blocId: "cbcs", count: 4 },
    { unitId: "D1", blocId: "đoàn", count: 1 },
    { unitId: "D2", blocId: null, count: 2 },
    { unitId: "D2", blocId: "cbcs", count: 2 },
    { unitId: "D2", blocId: "phụ nữ", count: 1 },
    { unitId: "X1", blocId: null, count: 5 },
    { unitId: "X1", blocId: "đoàn", count: 2 },
    { unitId: "X1", blocId: "phụ nữ", count: 2 },
  ],
  attempts: [attempt("an", "D1"), attempt("an", "D1"), attempt("chi", "D2"), attempt("dung", "X1", { answeredCount: 0 })],
};
const figures = ({ eligible, entered, attempts, validEntries, onRoster }: Figures) => [entered, eligible, attempts, validEntries, onRoster];
const compute = (changes: Partial<ParticipationInput> = {}) => computeParticipation({ ...base, ...changes });

describe("per unit: entered, eligible, attempts, valid entries, on the roster", () => {
  const participation = compute();
  test.each([
    ["D1 alone: An, with two entries", "D1", "own", [1, 4, 2, 2, 2]],
    ["D2 alone: Chi", "D2", "own", [1, 2, 1, 1, 1]],
    ["X1 alone: Dung answered nothing: an attempt, no entry", "X1", "own", [0, 5, 1, 0, 1]],
    ["the headquarters alone holds nobody, so its missing count is 0", "CA", "own", [0, 0, 0, 0, 0]],
    ["the headquarters with all below it: 1 + 1 + 0 of 4 + 2 + 5", "CA", "subtree", [2, 11, 4, 3, 4]],
  ] as const)("%s", (_, unitId, scope, expected) => {
    expect(figures(participation.byUnit.get(unitId)![scope].all)).toEqual(expected);
  });

  test("a person in two blocs counts once in each and once in the unit", () => {
    const { all, byBloc } = participation.byUnit.get("D1")!.own;
    expect([all.entered, byBloc.get("cbcs")!.entered, byBloc.get("đoàn")!.entered, byBloc.get("phụ nữ")!.entered]).toEqual([1, 1, 1, 0]);
  });

  test("a bloc that a person carries twice counts once", () => {
    const { total } = compute({ roster: [person("an", "D1", "cbcs", "cbcs")], attempts: [attempt("an", "D1")] });
    expect(total.byBloc.get("cbcs")).toMatchObject({ entered: 1, onRoster: 1 });
  });

  test("units come in pre-order, the total is the whole tree's", () => {
    expect(participation.units.map(({ unitId, depth }) => [unitId, depth])).toEqual([["CA", 0], ["D1", 1], ["D2", 1], ["X1", 1]]);
    expect(participation.total).toEqual(participation.byUnit.get("CA")!.subtree);
  });

  test("by class: the two teams together, 1 + 1 of 4 + 2", () => {
    const classes = classTotals(participation);
    expect([...classes.keys()]).toEqual(["cơ quan", "đội", "xã"]);
    expect(figures(classes.get("đội")!.all)).toEqual([2, 6, 3, 3, 3]);
    expect(classes.get("đội")!.byBloc.get("cbcs")!.rate).toBe(2 / 6);
  });
});

describe("a person who moved", () => {
  test("from D1 to X1 with an entry in each: counts in X1, once in the subtree; attempts stay where they were made", () => {
    const participation = compute({ attempts: [attempt("an", "D1"), attempt("an", "X1")] });
    const own = (unitId: string) => participation.byUnit.get(unitId)!.own.all;
    expect([own("D1"), own("X1")].map(({ entered, attempts, validEntries }) => [entered, attempts, validEntries])).toEqual([[0, 1, 1], [1, 1, 1]]);
    expect(participation.total.all).toMatchObject({ entered: 1, attempts: 2, validEntries: 2 });
  });

  test("an entry without a response after the move leaves the person where the last valid one was", () => {
    const participation = compute({ attempts: [attempt("an", "D1"), attempt("an", "X1", { answeredCount: 0 })] });
    expect(participation.byUnit.get("D1")!.own.all.entered).toBe(1);
    expect(participation.byUnit.get("X1")!.own.all.entered).toBe(0);
  });
});

describe("an honest denominator", () => {
  test("a missing count of a unit with people has no rate, nor has any subtree that holds it; the others keep theirs", () => {
    const participation = compute({ eligibleCounts: base.eligibleCounts.filter(({ unitId }) => unitId !== "X1") });
    expect(participation.byUnit.get("X1")!.own.all).toMatchObject({ eligible: null, rate: null });
    expect(participation.total.all).toMatchObject({ entered: 2, eligible: null, rate: null });
    expect(participation.byUnit.get("D1")!.own.all.rate).toBe(0.25);
  });

  test("a count of 0 has no rate", () => {
    expect(compute({ eligibleCounts: [{ unitId: "CA", blocId: null, count: 0 }] }).byUnit.get("CA")!.own.all).toMatchObject({ eligible: 0, rate: null });
  });

  test("an audience of one bloc is measured by that bloc's count and shows no other bloc", () => {
    const { total } = compute({ audience: ["cbcs"], attempts: [attempt("an", "D1")] });
    expect(total.all).toMatchObject({ entered: 1, eligible: 6, onRoster: 3, basis: "eligible-count" });
    expect([...total.byBloc.keys()]).toEqual(["cbcs"]);
  });

  test("an audience of overlapping blocs is measured by the roster, and says so: An, Chi, Dung are in đoàn or phụ nữ", () => {
    const { total } = compute({ audience: ["đoàn", "phụ nữ"], attempts: [attempt("an", "D1")] });
    expect(total.all).toMatchObject({ entered: 1, eligible: 3, onRoster: 3, basis: "roster", rate: 1 / 3 });
    expect(total.byBloc.get("đoàn")).toMatchObject({ eligible: 3, basis: "eligible-count" });
  });
});

describe("a unit out of force while the round runs", () => {
  const without = (changes: Partial<ParticipationInput> = {}) => compute({ outOfForceUnitIds: new Set(["X1"]), ...changes });

  test("takes its 5 out of the 11, by bloc too, and keeps whoever entered there", () => {
    const { total, byUnit } = without({ attempts: [...base.attempts, attempt("dung", "X1")] });
    expect(total.all).toMatchObject({ entered: 3, eligible: 6 });
    expect(byUnit.get("X1")!.own.all).toMatchObject({ entered: 1, eligible: 0, rate: null });
    expect(byUnit.get("X1")!.own.byBloc.get("phụ nữ")).toMatchObject({ eligible: 0 });
  });

  test("has 0 where its count is missing, so nothing above it loses its rate; on the roster's basis too", () => {
    expect(without({ eligibleCounts: base.eligibleCounts.filter(({ unitId }) => unitId !== "X1") }).total.all).toMatchObject({ eligible: 6, rate: 2 / 6 });
    expect(without({ audience: ["đoàn", "phụ nữ"] }).total.all).toMatchObject({ eligible: 2, basis: "roster" });
  });
});

test("a unit is named by a list unless nobody is eligible, on the roster or has sat there; a missing count is somebody", () => {
  const nobody = { eligible: 0, onRoster: 0, attempts: 0 };
  expect([nobody, { ...nobody, eligible: null }, { ...nobody, eligible: 1 }, { ...nobody, onRoster: 1 }, { ...nobody, attempts: 1 }].map(hasAnybody)).toEqual([false, true, true, true, true]);
});

test("an attempt of a unit that is not in the tree is an error, not a silent loss", () => {
  expect(() => compute({ attempts: [attempt("an", "Q")] })).toThrow(RangeError);
  expect(() => compute({ eligibleCounts: [{ unitId: "Q", blocId: null, count: 1 }] })).toThrow(RangeError);
});

const attemptArbitrary = fc.record({
  personId: fc.constantFrom("an", "bình", "chi", "dung"),
  unitId: fc.constantFrom("CA", "D1", "D2", "X1"),
  state: fc.constantFrom("submitted" as const, "expired" as const, "void" as const, "in-progress" as const),
  isTrial: fc.boolean(),
  answeredCount: fc.integer({ min: 0, max: 2 }),
  startedAt: fc.integer({ min: 0, max: 3 }),
  submittedAt: fc.integer({ min: 3, max: 5 }),
});
const attemptsArbitrary = fc.array(attemptArbitrary, { maxLength: 20 }).map((list) => list.map((item, index) => ({ ...item, attemptId: String(index) })));

test("property: computed twice, and from any input order, it is identical", () => {
  fc.assert(
    fc.property(attemptsArbitrary, fc.string(), (attempts, seed) => {
      const once = compute({ attempts });
      const random = seededRandom(seed);
      const again = compute({ attempts: shuffle(random, attempts), roster: shuffle(random, base.roster), eligibleCounts: shuffle(random, base.eligibleCounts) });
      expect(again.units).toEqual(once.units);
      expect(again.total).toEqual(once.total);
    }),
  );
});

test("property: entered persons of a subtree are the sum of its units and never more than the people there are", () => {
  fc.assert(
    fc.property(attemptsArbitrary, (attempts) => {
      const { units: rows, total } = compute({ attempts });
      expect(total.all.entered).toBe(rows.reduce((sum, { own }) => sum + own.all.entered, 0));
      expect(total.all.entered).toBe(new Set(attempts.filter((a) => (a.state === "submitted" || a.state === "expired") && !a.isTrial && a.answeredCount > 0).map((a) => a.personId)).size);
      expect(total.all.entered).toBeLessThanOrEqual(total.all.validEntries);
      expect(total.all.validEntries).toBeLessThanOrEqual(total.all.attempts);
    }),
  );
});

test("a rate is shown with one decimal, half rounded up: 312/436 = 71,56 → 71,6%; 1/16 = 6,25 → 6,3%", () => {
  expect([formatRate(312, 436), formatRate(1, 16), formatRate(0, 5), formatRate(5, 5), formatRate(1, null), formatRate(0, 0)]).toEqual(["71,6%", "6,3%", "0,0%", "100,0%", "–", "–"]);
});

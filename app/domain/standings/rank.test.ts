import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TieBreakStep } from "../contest/round";
import { seededRandom, shuffle } from "../shared/random";
import { secondMs } from "../shared/time";
import { lotOf } from "./lots";
import { rankOfNewcomer, type RankingRules, rankStandings, type StandingEntry } from "./rank";

const steps: readonly TieBreakStep[] = ["score", "prediction", "duration", "submitted-earlier", "lots"];
const rules: RankingRules = { chain: steps, actual: 300, lotsSeed: "hạt giống" };

function entry(personId: string, changes: Partial<StandingEntry> & { seconds?: number } = {}): StandingEntry {
  const { seconds = 600, ...rest } = changes;
  const startedAt = rest.startedAt ?? 0;
  return { personId, personCode: personId, isCommitteeMember: false, prediction: 300, score: 1000, startedAt, submittedAt: startedAt + seconds * secondMs, ...rest };
}

const summary = (entries: readonly StandingEntry[], changes: Partial<RankingRules> = {}) =>
  rankStandings(entries, { ...rules, ...changes }).ranked.map(({ rank, entry: { personId }, decidedBy }) => [rank, personId, decidedBy]);

describe("each step decides only where the ones before it do not", () => {
  test("score: 12 before 10 points, whatever the rest", () => {
    expect(summary([entry("a"), entry("b", { score: 1200, prediction: null, seconds: 1200 })])).toEqual([[1, "b", null], [2, "a", "score"]]);
  });

  test("prediction: |297 − 300| = 3 before |304 − 300| = 4 before none", () => {
    const entries = [entry("a", { prediction: null, seconds: 1 }), entry("b", { prediction: 304 }), entry("c", { prediction: 297, seconds: 900 })];
    expect(summary(entries)).toEqual([[1, "c", null], [2, "b", "prediction"], [3, "a", "prediction"]]);
  });

  test("duration: 599 before 600 seconds, though submitted later", () => {
    expect(summary([entry("a"), entry("b", { startedAt: 5_000, seconds: 599 })])).toEqual([[1, "b", null], [2, "a", "duration"]]);
  });

  test("submitted earlier: by a millisecond, at the same duration in seconds", () => {
    expect(summary([entry("a", { startedAt: 1 }), entry("b")])).toEqual([[1, "b", null], [2, "a", "submitted-earlier"]]);
  });

  test("lots: the smaller SHA-256 of “seed:code”, as sha256sum prints it, before the greater", () => {
    const sha256 = (code: string) => createHash("sha256").update(`hạt giống:${code}`).digest("hex");
    const expected = ["a", "b", "c", "d"].sort((x, y) => (sha256(x) < sha256(y) ? -1 : 1));
    const { ranked } = rankStandings(["a", "b", "c", "d"].map((id) => entry(id)), rules);
    expect(ranked.map(({ entry: { personId } }) => personId)).toEqual(expected);
    expect(ranked.map(({ rank, decidedBy }) => [rank, decidedBy])).toEqual([[1, null], [2, "lots"], [3, "lots"], [4, "lots"]]);
    expect(ranked.map(({ lot }) => lot)).toEqual(expected.map(sha256));
    expect(lotOf("hạt giống", "a")).toBe(sha256("a"));
  });

  test("a lot is shown only where lots decided", () => {
    const { ranked } = rankStandings([entry("a", { score: 2000 }), entry("b"), entry("c")], rules);
    expect(ranked.map(({ lot }) => lot !== null)).toEqual([false, true, true]);
  });
});

describe("shared ranks", () => {
  test("without lots in the chain equals share a rank and the next rank is skipped: 1, 1, 3", () => {
    const entries = [entry("a", { score: 900 }), entry("b"), entry("c")];
    expect(summary(entries, { chain: ["score", "duration"] })).toEqual([[1, "b", null], [1, "c", "shared"], [3, "a", "score"]]);
  });

  test("lots that are not drawn yet, and a prediction whose outcome is not known yet, are left out and named so", () => {
    const standings = rankStandings([entry("a", { prediction: 0 }), entry("b")], { ...rules, actual: null, lotsSeed: null });
    expect(standings.appliedChain).toEqual(["score", "duration", "submitted-earlier"]);
    expect(standings.ranked.map(({ rank, predictionDistance }) => [rank, predictionDistance])).toEqual([[1, null], [1, null]]);
  });
});

test("a committee member stands apart, has no rank and moves nobody down", () => {
  const entries = [entry("member", { score: 2000, isCommitteeMember: true }), entry("a"), entry("b", { score: 900 })];
  expect(summary(entries)).toEqual([[1, "a", null], [2, "b", "score"]]);
  expect(rankStandings(entries, rules).apart.map(({ entry: { personId } }) => personId)).toEqual(["member"]);
});

test("what the caller adds to an entry comes back with it", () => {
  const [first] = rankStandings([{ ...entry("a"), fullName: "Hồ Ân" }], rules).ranked;
  expect(first!.entry.fullName).toBe("Hồ Ân");
});

/** Few different values, so that ties at every step are common. */
const entriesArbitrary = fc.uniqueArray(
  fc.record({
    personId: fc.integer({ min: 0, max: 99 }).map(String),
    score: fc.constantFrom(900, 1000),
    prediction: fc.constantFrom(null, 299, 300, 301),
    seconds: fc.constantFrom(599, 600),
    startedAt: fc.constantFrom(0, 1, 500),
    isCommitteeMember: fc.boolean(),
  }),
  { selector: ({ personId }) => personId, maxLength: 30 },
);
const chainArbitrary = fc.shuffledSubarray([...steps]);

test("property: any input order gives the same standings", () => {
  fc.assert(
    fc.property(entriesArbitrary, chainArbitrary, fc.string(), (rows, chain, seed) => {
      const entries = rows.map(({ personId, ...rest }) => entry(personId, rest));
      const once = rankStandings(entries, { ...rules, chain });
      expect(rankStandings(shuffle(seededRandom(seed), entries), { ...rules, chain })).toEqual(once);
      expect(once.ranked.length + once.apart.length).toBe(entries.length);
    }),
    { numRuns: 300 },
  );
});

test("property: with lots at the end everybody has an own rank 1 … n; without, ranks only stay or become the place", () => {
  fc.assert(
    fc.property(entriesArbitrary, chainArbitrary, (rows, chain) => {
      const { ranked } = rankStandings(rows.map(({ personId, ...rest }) => entry(personId, rest)), { ...rules, chain });
      for (const [index, { rank, decidedBy }] of ranked.entries()) {
        if (chain.includes("lots")) expect(rank).toBe(index + 1);
        else expect(rank).toBe(decidedBy === "shared" ? ranked[index - 1]!.rank : index + 1);
      }
    }),
    { numRuns: 300 },
  );
});

test("property: two people stand in the same order alone as among all others (total and transitive)", () => {
  fc.assert(
    fc.property(entriesArbitrary, chainArbitrary, (rows, chain) => {
      const entries = rows.map(({ personId, ...rest }) => entry(personId, { ...rest, isCommitteeMember: false }));
      const order = rankStandings(entries, { ...rules, chain }).ranked.map((standing) => standing.entry);
      for (const [index, lower] of order.entries()) {
        for (const higher of order.slice(0, index)) {
          expect(rankStandings([lower, higher], { ...rules, chain }).ranked[0]!.entry).toBe(higher);
        }
      }
    }),
  );
});

const ordersOf = (rest: readonly TieBreakStep[]): TieBreakStep[][] => (rest.length === 0 ? [[]] : rest.flatMap((step, at) => ordersOf(rest.toSpliced(at, 1)).map((others) => [step, ...others])));

test("in each of the 120 orders of the steps the first one in which two people differ decides, and is named", () => {
  const keyOf: Record<TieBreakStep, (one: StandingEntry) => number | string> = {
    score: ({ score }) => -score,
    prediction: ({ prediction }) => (prediction === null ? Infinity : Math.abs(prediction - 300)),
    duration: ({ startedAt, submittedAt }) => submittedAt - startedAt,
    "submitted-earlier": ({ submittedAt }) => submittedAt,
    lots: ({ personCode }) => createHash("sha256").update(`hạt giống:${personCode}`).digest("hex"),
  };
  const orders = ordersOf(steps);
  expect(new Set(orders.map(String)).size).toBe(120);
  const pairs = entriesArbitrary.filter(({ length }) => length >= 2).map((rows) => rows.slice(0, 2).map(({ personId, ...rest }) => entry(personId, { ...rest, isCommitteeMember: false })));
  fc.assert(
    fc.property(pairs, (pair) => {
      for (const chain of orders) {
        const [one, other] = pair as [StandingEntry, StandingEntry];
        const step = chain.find((each) => keyOf[each](one) !== keyOf[each](other))!;
        const [first, second] = rankStandings(pair, { ...rules, chain }).ranked;
        expect([first!.entry.personId, second!.decidedBy]).toEqual([keyOf[step](one) < keyOf[step](other) ? one.personId : other.personId, step]);
      }
    }),
    { numRuns: 30 },
  );
});

describe("a newcomer's rank", () => {
  const entries = fc.uniqueArray(
    fc.record({ personId: fc.integer({ min: 1, max: 40 }).map(String), score: fc.integer({ min: 0, max: 3 }), seconds: fc.integer({ min: 1, max: 3 }), prediction: fc.option(fc.integer({ min: 298, max: 302 })) }),
    { selector: ({ personId }) => personId, minLength: 1, maxLength: 25 },
  ).map((drawn) => drawn.map(({ personId, ...rest }) => entry(personId, rest)));
  const ranking = fc.record({ chain: fc.shuffledSubarray([...steps], { minLength: 1 }), actual: fc.constantFrom(300, null), lotsSeed: fc.constantFrom("hạt giống", null) });

  test("is the one that ranking everybody anew gives, whether the person stood there before or not", () => {
    fc.assert(fc.property(entries, ranking, fc.integer({ min: 0, max: 3 }), (everybody, drawn, earlierScore) => {
      for (const own of everybody) {
        const expected = rankStandings(everybody, drawn).ranked.find(({ entry: { personId } }) => personId === own.personId)!.rank;
        const others = everybody.filter((other) => other !== own);
        expect(rankOfNewcomer(rankStandings(others, drawn).ranked, own, null, drawn)).toBe(expected);
        const before = rankStandings([...others, { ...own, score: earlierScore }], drawn).ranked;
        expect(rankOfNewcomer(before, own, before.findIndex(({ entry: { personId } }) => personId === own.personId), drawn)).toBe(expected);
      }
    }));
  });
});

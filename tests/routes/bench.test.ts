import { beforeAll, describe, expect, it } from "vitest";
import { bundleBench } from "../bench/bundle.mjs";
import { runScenarios, scenarioNames } from "../bench/delivery";
import type { Report } from "../bench/report";

/** The bench at a hundredth of its size: every scenario runs to its end, and what it counts (never how fast) is right. */
const sizes = { people: 30, bellSeconds: 2, steadySeconds: 2, warmUpSeconds: 0.2, roundSeconds: 1, rounds: 1, wholeRate: 2, wholeSeconds: 2, logRows: { small: 1_000, large: 5_000 }, importRows: 50 };
const reports = new Map<string, Report>();

beforeAll(async () => {
  await bundleBench(process.cwd());
  await runScenarios(scenarioNames, { sizes, workers: 1 }, (report) => reports.set(report.scenario, report));
});

const figure = (scenario: string, name: string) => reports.get(scenario)?.figures.find((known) => known.name === name)?.value;

describe("bench:delivery", () => {
  it.each(scenarioNames)("%s: no error, every figure is a number", (name) => {
    const { lines, figures, errors } = reports.get(name)!;
    expect(errors).toEqual([]);
    expect(lines.filter((line) => line.errors > 0 || line.count === 0)).toEqual([]);
    expect(figures.filter(({ value }) => !Number.isFinite(value))).toEqual([]);
  });

  it("counts what the database holds: everybody in, every acknowledged save logged, every result there once", () => {
    expect(figure("opening-bell", "people in")).toBe(sizes.people);
    expect(figure("steady-saving", "acknowledged, but not in the log")).toBe(0);
    expect(figure("closing-bell", "attempts submitted")).toBe(sizes.people);
    expect(figure("closing-bell", "attempts with one grade")).toBe(sizes.people);
    expect(figure("closing-bell", "duplicate results")).toBe(0);
  });

  it("names the scenarios when asked for one that is not there", async () => {
    await expect(runScenarios(["tea-break"], { sizes, workers: 1 }, () => undefined)).rejects.toThrow("opening-bell");
  });
});

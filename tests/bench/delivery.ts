import { mkdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { openTestCluster } from "../support/cluster";
import { print, type Report, write } from "./report";
import { closingBell } from "./scenarios/closing-bell";
import { examPage } from "./scenarios/exam-page";
import { refuseHostileFiles } from "./scenarios/hostile-files";
import { importFile } from "./scenarios/import-file";
import { logGrowth } from "./scenarios/log-growth";
import { openingBell } from "./scenarios/opening-bell";
import { requests } from "./scenarios/requests";
import { saves } from "./scenarios/saves";
import { steadySaving } from "./scenarios/steady-saving";
import { wholeAttempts } from "./scenarios/whole-attempts";
import { fullSizes, Stage, type StageOptions } from "./stage";

/** In the order in which they are run when none is named. */
const scenarios: Record<string, (stage: Stage) => Promise<Report>> = {
  "saves": saves,
  "exam-page": examPage,
  "requests": requests,
  "whole-attempts": wholeAttempts,
  "opening-bell": openingBell,
  "steady-saving": steadySaving,
  "closing-bell": closingBell,
  "import-file": importFile,
  "hostile-files": refuseHostileFiles,
  "log-growth": logGrowth,
};

export const scenarioNames = Object.keys(scenarios);

/** Scenarios one after another on one database with one app; each bounded, and nothing left running. */
export async function runScenarios(names: readonly string[], options: StageOptions, done: (report: Report) => void): Promise<void> {
  const unknown = names.filter((name) => !(name in scenarios));
  if (unknown.length > 0) throw new Error(`No such scenario: ${unknown.join(", ")}. There are: ${scenarioNames.join(", ")}.`);
  const closeCluster = await openTestCluster();
  try {
    const stage = await Stage.open(options);
    try {
      for (const name of names) done(await scenarios[name]!(stage));
    } finally {
      await stage.close();
    }
  } finally {
    await closeCluster();
  }
}

/** `npm run bench:delivery -- [SCENARIO…] [--seconds N] [--workers N] [--profile DIRECTORY]`; `--seconds` is of steady-saving. */
export async function main(parameters: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: parameters,
    allowPositionals: true,
    options: { seconds: { type: "string" }, workers: { type: "string", default: "1" }, profile: { type: "string" } },
  });
  const profileDirectory = values.profile === undefined ? undefined : path.resolve(values.profile);
  if (profileDirectory !== undefined) mkdirSync(profileDirectory, { recursive: true });
  const sizes = { ...fullSizes, ...(values.seconds === undefined ? {} : { steadySeconds: Number(values.seconds) }) };
  await runScenarios(positionals.length > 0 ? positionals : scenarioNames, { sizes, workers: Number(values.workers), profileDirectory }, (report) => {
    print(report);
    // why: a run that writes profiles is slower than one that is worth keeping.
    if (profileDirectory === undefined) write("docs/bench", report);
  });
  return 0;
}

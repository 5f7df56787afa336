import { signIn } from "../../support/signed-in";
import { saveBeside } from "../beside";
import { type ImportSteps, importFiles, importOverHttp } from "../organiser-upload";
import { Recorder } from "../recorder";
import type { Figure, Report } from "../report";
import type { Stage } from "../stage";

const sitting = 20;
const kinds = ["people", "questions"] as const;

/** A file of people and one of questions, brought in over HTTP from the upload to the page that says it is written, while others save and open pages. */
export async function importFile(stage: Stage): Promise<Report> {
  const { importRows } = stage.sizes;
  const recorder = new Recorder();
  const { token, cookieName } = await signIn(stage.ground.database.db, { roles: ["organiser"] });
  const seats = (await stage.ground.sitting(sitting)).map((person) => stage.participant(person, recorder));
  for (const seat of seats) await seat.openList();
  // why before: the generator makes a file in one piece, and would be late with everything else.
  const files = { people: importFiles.people(importRows), questions: importFiles.questions(importRows) };
  const imported: Record<string, ImportSteps> = {};
  const loaded = await stage.measure(recorder, async () => {
    const startAt = performance.now();
    const beside = saveBeside(seats);
    for (const kind of kinds) {
      await recorder.time(`import ${kind}`, async () => {
        imported[kind] = await importOverHttp(`http://127.0.0.1:${stage.app.port}`, `${cookieName}=${token}`, kind, files[kind], importRows);
      }).catch(() => undefined);
    }
    await beside.stop();
    return { seconds: (performance.now() - startAt) / 1_000 };
  });
  for (const seat of seats) seat.wire.close();
  const ofOthers = loaded.lines.filter(({ name }) => !name.startsWith("import"));
  return {
    scenario: "import-file",
    lines: loaded.lines,
    errors: loaded.errors,
    figures: [
      { name: "rows of each file", value: importRows, unit: "" },
      ...kinds.flatMap((kind) => figuresOf(kind, imported[kind])),
      { name: "p99 of other people's saves", value: ofOthers.find(({ name }) => name === "save")?.p99 ?? NaN, unit: "ms", goal: { atMost: 100 } },
      { name: "p99 of other people's exam pages", value: ofOthers.find(({ name }) => name === "exam page")?.p99 ?? NaN, unit: "ms", goal: { atMost: 100 } },
      { name: "errors", value: recorder.errorCount(), unit: "", goal: { atMost: 0 } },
      { name: "app CPU, others included", value: loaded.appMs / 1_000, unit: "s" },
      { name: "PostgreSQL CPU, others included", value: loaded.postgresMs / 1_000, unit: "s" },
    ],
  };
}

function figuresOf(kind: string, steps: ImportSteps | undefined): Figure[] {
  const part = (name: string, value = NaN): Figure => ({ name: `${kind}: ${name}`, value: value / 1_000, unit: "s" });
  return [
    { name: `${kind}: file`, value: (steps?.bytes ?? NaN) / 1e6, unit: "MB" },
    { ...part("from the upload to the page that says it is written", steps?.all), goal: { atMost: 10 } },
    part("upload", steps?.file), part("reading", steps?.reading), part("planning", steps?.planning), part("plan page", steps?.planPage), part("writing and its page", steps?.writing),
  ];
}

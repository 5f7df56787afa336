import { hostileFiles, uploadHostile } from "../../support/hostile-files";
import { signIn } from "../../support/signed-in";
import { saveBeside } from "../beside";
import { type Line, Recorder } from "../recorder";
import type { Report } from "../report";
import type { Stage } from "../stage";

const sitting = 20;
const turns = 5;

/** An organiser brings bombs and broken files one after another, while others save and open pages. */
export async function refuseHostileFiles(stage: Stage): Promise<Report> {
  const recorder = new Recorder();
  const { token, cookieName } = await signIn(stage.ground.database.db, { roles: ["organiser"] });
  const seats = (await stage.ground.sitting(sitting)).map((person) => stage.participant(person, recorder));
  for (const seat of seats) await seat.openList();
  const url = `http://127.0.0.1:${stage.app.port}`;
  const files = hostileFiles();
  const loaded = await stage.measure(recorder, async () => {
    const startAt = performance.now();
    const beside = saveBeside(seats);
    for (let turn = 0; turn < turns; turn += 1) {
      for (const file of files) await recorder.time(`file ${file.name}`, () => uploadHostile(url, { Cookie: `${cookieName}=${token}`, Origin: url }, file)).catch(() => undefined);
    }
    await beside.stop();
    return { seconds: (performance.now() - startAt) / 1_000 };
  });
  for (const seat of seats) seat.wire.close();
  const [ofFiles, ofOthers] = [true, false].map((isFile) => loaded.lines.filter(({ name }) => name.startsWith("file ") === isFile)) as [Line[], Line[]];
  return {
    scenario: "hostile-files",
    lines: loaded.lines,
    errors: loaded.errors,
    figures: [
      { name: "slowest answer to a file", value: Math.max(...hostileFiles().map(({ name }) => ofFiles.find((line) => line.name === `file ${name}`)?.max ?? NaN)) / 1_000, unit: "s", goal: { atMost: 10 } },
      ...["save", "exam page"].flatMap((name) => {
        const line = ofOthers.find((other) => other.name === name);
        return [
          { name: `p99 of other people's ${name}s`, value: line?.p99 ?? NaN, unit: "ms", goal: { atMost: 100 } },
          { name: `longest of other people's ${name}s`, value: line?.max ?? NaN, unit: "ms", goal: { atMost: 100 } },
        ];
      }),
      { name: "errors", value: recorder.errorCount(), unit: "", goal: { atMost: 0 } },
    ],
  };
}

import { connect } from "~db/connection.server";
import type { TestDatabase } from "../../support/database";
import { type Caller, cpuFigures, inTurn } from "../closed-loop";
import type { GroundPerson } from "../ground";
import type { Report } from "../report";
import type { Stage } from "../stage";

/** Acknowledged saves a second through the built app, against the floor (floor.ts), in turn on the same database server. */
const connections = [{ count: 50, goal: 1.5 }, { count: 500, goal: 2.2 }];
const moodlePerSecond = 92;

export async function saves(stage: Stage): Promise<Report> {
  await createFloorTable(stage.ground.database);
  const floor = await stage.floor();
  const writers = (await stage.ground.sitting(Math.max(...connections.map(({ count }) => count)))).map(saveCaller);
  const report: Report = { scenario: "saves", lines: [], figures: [], errors: [] };
  let most = 0;
  for (const { count, goal } of connections) {
    const callers = writers.slice(0, count);
    const rows = await inTurn(
      { floor: { port: floor.port, callers, cpuMs: stage.cpuOf(floor) }, app: { port: stage.app.port, callers, cpuMs: stage.cpuOf(stage.app) } },
      stage.sizes.rounds,
      { warmUp: stage.sizes.warmUpSeconds, measured: stage.sizes.roundSeconds },
    );
    for (const name of ["floor", "app"] as const) report.lines.push({ name: `${name}, ${count} connections`, count: Math.round(rows[name].rate * stage.sizes.roundSeconds), max: rows[name].p99, ...rows[name] });
    report.figures.push(
      { name: `saves ÷ floor, ${count} connections`, value: rows.app.rate / rows.floor.rate, unit: "×", goal: { atLeast: goal } },
      ...(["floor", "app"] as const).flatMap((name) => cpuFigures(`CPU of a save, ${name}, ${count} connections`, rows[name])),
    );
    most = Math.max(most, rows.app.rate);
  }
  report.figures.push({ name: "saves a second against Moodle's 92/s", value: most / moodlePerSecond, unit: "×", goal: { atLeast: 80 } });
  return report;
}

/** Saves one response after another to an attempt, as the exam page does. */
export function saveCaller({ attemptId, token, choices }: GroundPerson): Caller {
  let sequence = 0;
  return {
    next() {
      sequence += 1;
      const index = sequence % choices.length;
      const save = { sequence, position: index + 1, choiceIds: [choices[index]![sequence % choices[index]!.length]], isFlagged: false, ageMs: 150 };
      const body = JSON.stringify({ epoch: 1, saves: [save] });
      return [
        `POST /attempts/${attemptId}/responses HTTP/1.1`, "Host: 127.0.0.1", "Origin: http://127.0.0.1", "Sec-Fetch-Site: same-origin",
        "Content-Type: application/json", `Content-Length: ${body.length}`, `Cookie: __Host-session=${token}`, "", body,
      ].join("\r\n");
    },
  };
}

async function createFloorTable({ ownerUrl }: TestDatabase): Promise<void> {
  const owner = connect(ownerUrl, 1);
  await owner.unsafe(`create table floor_responses (attempt_id uuid, position integer, response jsonb, is_flagged boolean not null, sequence bigint not null,
    saved_at timestamptz(3) not null, primary key (attempt_id, position)); grant all on floor_responses to public`);
  await owner.end();
}

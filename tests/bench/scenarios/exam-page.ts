import { sessionIdFromCookie } from "~/http/session.server";
import { type Caller, cpuFigures, inTurn } from "../closed-loop";
import type { GroundPerson } from "../ground";
import type { Report } from "../report";
import type { Stage } from "../stage";
import { Wire } from "../wire";

/**
 * The exam page of 20 questions, against a floor that runs the same statements and sends the same bytes: compressed for each
 * request, as a page that is different for everybody must be, and ready-made.
 */
const connections = 20;

export async function examPage(stage: Stage): Promise<Report> {
  const floor = await stage.floor();
  const people = await stage.ground.sitting(connections);
  const length = await takePage(stage, floor.port, people[0]!);
  const rows = await inTurn(
    {
      readyMade: { port: floor.port, callers: people.map((person) => pageCaller(person, "/ready-made")), cpuMs: stage.cpuOf(floor) },
      floor: { port: floor.port, callers: people.map((person) => pageCaller(person, "/compressing")), cpuMs: stage.cpuOf(floor) },
      app: { port: stage.app.port, callers: people.map((person) => pageCaller(person, "")), cpuMs: stage.cpuOf(stage.app) },
    },
    stage.sizes.rounds,
    { warmUp: stage.sizes.warmUpSeconds, measured: stage.sizes.roundSeconds },
  );
  return {
    scenario: "exam-page",
    lines: (["readyMade", "floor", "app"] as const).map((name) => ({ name, count: Math.round(rows[name].rate * stage.sizes.roundSeconds), max: rows[name].p99, ...rows[name] })),
    errors: [],
    figures: [
      { name: "pages a second ÷ floor", value: rows.app.rate / rows.floor.rate, unit: "×", goal: { atLeast: 0.4 } },
      { name: "pages a second ÷ floor with ready-made bytes", value: rows.app.rate / rows.readyMade.rate, unit: "×" },
      ...(["readyMade", "floor", "app"] as const).flatMap((name) => cpuFigures(`CPU of a page, ${name}`, rows[name])),
      { name: "bytes of the page as sent (gzip)", value: length, unit: "" },
    ],
  };
}

/** Hands the app's own page to the floor. */
async function takePage(stage: Stage, floorPort: number, { attemptId, token }: GroundPerson): Promise<number> {
  const browser = new Wire(stage.app.port);
  browser.setCookie("__Host-session", token);
  browser.setCookie("__Host-writer", `${attemptId}.1`);
  const page = await browser.send({ method: "GET", path: `/attempts/${attemptId}` });
  if (page.status !== 200) throw new Error(`the exam page answered ${page.status}`);
  browser.close();
  const floor = new Wire(floorPort);
  await floor.send({ method: "POST", path: "/page", type: "text/plain", body: JSON.stringify({ head: page.head, body: page.body.toString("base64") }) });
  floor.close();
  return page.body.length;
}

function pageCaller({ attemptId, personId, token }: GroundPerson, prefix: string): Caller {
  const cookie = `__Host-session=${token}; __Host-writer=${attemptId}.1`;
  const hint = prefix === "" ? "" : `?session=${sessionIdFromCookie(cookie)}&person=${personId}`;
  const text = [`GET ${prefix}/attempts/${attemptId}${hint} HTTP/1.1`, "Host: 127.0.0.1", "Accept: text/html", "Accept-Encoding: gzip", `Cookie: ${cookie}`, "", ""].join("\r\n");
  return { next: () => text };
}

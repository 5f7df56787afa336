import type { Participant } from "../participant";
import { Recorder } from "../recorder";
import type { Figure, Report } from "../report";
import type { Stage } from "../stage";

/** What each request of a sitting costs: everybody takes the same step, a few at a time, before anybody takes the next. */
const atOnce = 4;
const steps: [name: string, take: (participant: Participant) => Promise<void>][] = [
  ["sign-in page and sign-in", (participant) => participant.signIn()],
  ["list", (participant) => participant.openList()],
  ["start page", (participant) => participant.openStartPage()],
  ["start", (participant) => participant.start()],
  ["exam page", (participant) => participant.openExam()],
  ["save", (participant) => participant.save()],
  ["review", (participant) => participant.review()],
  ["submit", (participant) => participant.submit()],
  ["result", (participant) => participant.openResult()],
];

export async function requests(stage: Stage): Promise<Report> {
  const recorder = new Recorder();
  const count = Math.max(10, Math.round(stage.sizes.people / 10));
  const participants = (await stage.ground.people(count)).map((person) => stage.participant({ ...person, token: "" }, recorder));
  const figures: Figure[] = [];
  let seconds = 0;
  for (const [name, take] of steps) {
    const cost = await stage.measure(recorder, async () => {
      const startAt = performance.now();
      const waiting = [...participants];
      const takeTurns = async () => {
        for (let next = waiting.pop(); next; next = waiting.pop()) await take(next).catch(() => undefined);
      };
      await Promise.all(Array.from({ length: atOnce }, takeTurns));
      return { seconds: (performance.now() - startAt) / 1_000 };
    });
    seconds += cost.seconds;
    figures.push({ name: `${name}: app`, value: cost.appMs / count, unit: "ms" }, { name: `${name}: PostgreSQL`, value: cost.postgresMs / count, unit: "ms" });
  }
  for (const { wire } of participants) wire.close();
  return { scenario: "requests", lines: recorder.lines(seconds), errors: recorder.errors(), figures };
}

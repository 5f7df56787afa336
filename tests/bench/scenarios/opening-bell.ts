import { atMoments, bell } from "../arrivals";
import type { Participant } from "../participant";
import { Recorder } from "../recorder";
import type { Report } from "../report";
import type { Stage } from "../stage";

/** Everybody, signed in and waiting, opens the start page, starts, and gets the exam page: most of them in the first seconds. */
export async function openingBell(stage: Stage): Promise<Report> {
  const { people, bellSeconds } = stage.sizes;
  const recorder = new Recorder();
  const participants = (await stage.ground.people(people)).map((person) => stage.participant(person, recorder));
  const enter = async (participant: Participant, dueAt: number) => {
    await participant.openStartPage(dueAt);
    await participant.start();
    await participant.openExam();
  };
  const moments = bell(people, bellSeconds, (2 * people) / bellSeconds, { rising: false });
  const loaded = await stage.measure(recorder, () => atMoments(moments, (index, dueAt) => enter(participants[index]!, dueAt).catch(() => undefined)));
  stage.seat(participants.filter(({ attemptId }) => attemptId !== ""));
  const memory = await stage.app.memoryMb();
  const slowest = Math.max(...loaded.lines.map(({ p99 }) => p99));
  return {
    scenario: "opening-bell",
    lines: loaded.lines,
    errors: loaded.errors,
    figures: [
      { name: "people in", value: participants.filter(({ attemptId }) => attemptId !== "").length, unit: "", goal: { atLeast: people } },
      { name: "until the last had the exam page", value: loaded.seconds, unit: "s", goal: { atMost: bellSeconds + 2 } },
      { name: "errors", value: recorder.errorCount(), unit: "", goal: { atMost: 0 } },
      { name: "p99 of the slowest step", value: slowest, unit: "ms", goal: { atMost: 2_000 } },
      { name: "app CPU a person", value: loaded.appMs / people, unit: "ms" },
      { name: "PostgreSQL CPU a person", value: loaded.postgresMs / people, unit: "ms" },
      { name: `app memory with ${people} open attempts and connections, after GC`, value: memory.rss, unit: "MB", goal: { atMost: 350 } },
      { name: "of it JavaScript heap", value: memory.heap, unit: "MB" },
    ],
  };
}

import { atMoments, evenly } from "../arrivals";
import { Recorder } from "../recorder";
import type { Report } from "../report";
import type { Stage } from "../stage";

/** What a round is for most of its time: each of the people saves every ten seconds, as often as they are due. */
export async function steadySaving(stage: Stage): Promise<Report> {
  const { people, steadySeconds } = stage.sizes;
  const recorder = new Recorder();
  const seats = await stage.takeSeats(recorder);
  const perSecond = people / 10;
  const count = perSecond * steadySeconds;
  const loaded = await stage.measure(recorder, () => atMoments(evenly(count, steadySeconds), (index, dueAt) => seats[index % seats.length]!.save(dueAt).catch(() => undefined)));
  const memory = await stage.app.memoryMb();
  stage.seat(seats);
  const [row] = await stage.ground.database.sql<{ count: string }[]>`
    select count(*) as count from save_log where outcome = 'saved' and attempt_id = any (${`{${seats.map(({ attemptId }) => attemptId).join(",")}}`}::uuid[])`;
  const acknowledged = loaded.lines[0]?.count ?? 0;
  return {
    scenario: "steady-saving",
    lines: loaded.lines,
    errors: loaded.errors,
    figures: [
      { name: "seconds", value: loaded.seconds, unit: "s" },
      { name: "saves due a second", value: perSecond, unit: "" },
      { name: "errors", value: recorder.errorCount(), unit: "", goal: { atMost: 0 } },
      { name: "p99", value: loaded.lines[0]?.p99 ?? NaN, unit: "ms", goal: { atMost: 300 } },
      { name: "acknowledged, but not in the log", value: acknowledged - Number(row!.count), unit: "", goal: { atMost: 0 } },
      { name: "app CPU a save", value: (loaded.appMs * 1_000) / count, unit: "µs" },
      { name: "PostgreSQL CPU a save", value: (loaded.postgresMs * 1_000) / count, unit: "µs" },
      { name: "app memory, after GC", value: memory.rss, unit: "MB", goal: { atMost: 350 } },
    ],
  };
}

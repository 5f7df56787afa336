import { atMoments, bell } from "../arrivals";
import type { Participant } from "../participant";
import { Recorder } from "../recorder";
import type { Report } from "../report";
import type { Stage } from "../stage";

/**
 * The last minute: ever more people a second save once more, hand in and read their result. Every tenth presses twice,
 * through a second connection and without waiting.
 */
export async function closingBell(stage: Stage): Promise<Report> {
  const { people, bellSeconds } = stage.sizes;
  const recorder = new Recorder();
  const seats = await stage.takeSeats(recorder);
  const leave = async (participant: Participant, isTwice: boolean, dueAt: number) => {
    await participant.save(dueAt);
    await Promise.all([participant.submit(), ...(isTwice ? [participant.submitBeside()] : [])]);
    await participant.openResult();
  };
  const peak = people / (bellSeconds / 4);
  const moments = bell(seats.length, bellSeconds, peak, { rising: true });
  const loaded = await stage.measure(recorder, () => atMoments(moments, (index, dueAt) => leave(seats[index]!, index % 10 === 0, dueAt).catch(() => undefined)));
  const outcome = await outcomeOf(stage, seats);
  for (const seat of seats) seat.wire.close();
  return {
    scenario: "closing-bell",
    lines: loaded.lines,
    errors: loaded.errors,
    figures: [
      { name: "peak of people a second", value: peak, unit: "" },
      { name: "from the first to the last result", value: loaded.seconds, unit: "s", goal: { atMost: bellSeconds + 2 } },
      { name: "errors", value: recorder.errorCount(), unit: "", goal: { atMost: 0 } },
      { name: "p99 of submit", value: loaded.lines.find(({ name }) => name === "submit")?.p99 ?? NaN, unit: "ms", goal: { atMost: 1_000 } },
      { name: "attempts submitted", value: outcome.submitted, unit: "", goal: { atLeast: seats.length } },
      { name: "attempts with one grade", value: outcome.graded, unit: "", goal: { atLeast: seats.length } },
      { name: "duplicate results", value: outcome.duplicates, unit: "", goal: { atMost: 0 } },
      { name: "app CPU a person", value: loaded.appMs / seats.length, unit: "ms" },
      { name: "PostgreSQL CPU a person", value: loaded.postgresMs / seats.length, unit: "ms" },
    ],
  };
}

async function outcomeOf({ ground }: Stage, seats: readonly Participant[]): Promise<{ submitted: number; graded: number; duplicates: number }> {
  const ids = `{${seats.map(({ attemptId }) => attemptId).join(",")}}`;
  const [row] = await ground.database.sql<{ submitted: number; graded: number; duplicates: number }[]>`
    select count(*) filter (where a.state = 'submitted')::int as submitted, count(*) filter (where g.count = 1)::int as graded, count(*) filter (where g.count > 1)::int as duplicates
    from attempts a cross join lateral (select count(*) from grades where attempt_id = a.id) g where a.id = any (${ids}::uuid[])`;
  return row!;
}

import { dayMs, hourMs, type Instant, minuteMs, secondMs } from "~/domain/shared/time";
import { seededRandom } from "~/domain/shared/random";

/**
 * How the demo's people behaved, decided by a seed: who took part, when, how well, how long. Pure, so the demo is the same
 * contest at every first start.
 */
export type PlannedSitting = {
  personId: string;
  startedAt: Instant;
  /** Null: left the page and never submitted; the deadline closed the attempt. */
  durationMs: number | null;
  /** Chance in percent that an answer is right, and that a question is answered at all. */
  skillPercent: number;
  answeredPercent: number;
  prediction: number;
};

type Window = { opensAt: Instant; closesAt: Instant; minutes: number };
export type DemoPerson = { personId: string; unitId: string };

const againEvery = 6;

export function planSittings(seed: string, people: readonly DemoPerson[], window: Window): PlannedSitting[] {
  const random = seededRandom(seed);
  const zeal = new Map<string, number>();
  return people.flatMap(({ personId, unitId }) => {
    if (!zeal.has(unitId)) zeal.set(unitId, 45 + random.below(55));
    if (random.below(100) >= zeal.get(unitId)!) return [];
    const skillPercent = 55 + random.below(43);
    const prediction = 3 + random.below(40);
    const first = planOne(personId, startingMoment(random.below, window), skillPercent, prediction, random.below, window);
    if (random.below(againEvery) > 0) return [first];
    const later = first.startedAt + window.minutes * minuteMs + 10 * minuteMs + random.below(2 * 24) * hourMs;
    const again = planOne(personId, later, Math.min(99, skillPercent + 8), prediction, random.below, window);
    return later + window.minutes * minuteMs < window.closesAt ? [first, again] : [first];
  });
}

function planOne(personId: string, startedAt: Instant, skillPercent: number, prediction: number, below: (n: number) => number, { minutes }: Window): PlannedSitting {
  const isLeft = below(25) === 0;
  const durationMs = (4 * 60 + below((minutes - 5) * 60)) * secondMs + below(1_000);
  return { personId, startedAt, durationMs: isLeft ? null : durationMs, skillPercent, answeredPercent: isLeft ? 60 : 98, prediction };
}

/** Working hours and evenings of a day in the window; early days and the last ones are busier. */
function startingMoment(below: (n: number) => number, { opensAt, closesAt, minutes }: Window): Instant {
  const days = Math.max(1, Math.floor((closesAt - opensAt) / dayMs));
  const day = below(3) === 0 ? below(Math.min(3, days)) : below(days);
  const hour = [0, 1, 2, 3, 6, 7, 8, 9, 12, 13, 14][below(11)]!;
  const moment = opensAt + day * dayMs + hour * hourMs + below(3_600) * secondMs + below(1_000);
  return Math.min(moment, closesAt - (minutes + 1) * minuteMs);
}

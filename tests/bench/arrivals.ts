/**
 * An open loop: what is due begins when it is due, whether or not earlier things have been answered. Resolves when all
 * have ended; `arrive` reports its own failures (recorder.ts) and never rejects.
 */
export async function atMoments(momentsMs: readonly number[], arrive: (index: number, dueAt: number) => Promise<void>): Promise<{ seconds: number }> {
  const startAt = performance.now();
  const running: Promise<void>[] = [];
  for (let next = 0; next < momentsMs.length; ) {
    const elapsed = performance.now() - startAt;
    while (next < momentsMs.length && momentsMs[next]! <= elapsed) {
      running.push(arrive(next, startAt + momentsMs[next]!));
      next += 1;
    }
    if (next < momentsMs.length) await pause(Math.max(1, Math.min(10, momentsMs[next]! - elapsed)));
  }
  await Promise.all(running);
  return { seconds: (performance.now() - startAt) / 1_000 };
}

/** `count` moments over `seconds`, evenly spread. */
export const evenly = (count: number, seconds: number) => Array.from({ length: count }, (_, index) => (index * seconds * 1_000) / count);

/**
 * A bell: most come at once. Moments whose rate falls in a straight line from `peak` a second to what is left over, or
 * (`rising`) grows to it, as at the end of a round.
 */
export function bell(count: number, seconds: number, peak: number, { rising }: { rising: boolean }): number[] {
  const low = (2 * count) / seconds - peak;
  // why: with the rates p → l over T seconds n(t) = p·t − (p − l)·t²/2T people have come; its inverse gives the n-th moment.
  if (low >= 0) {
    const slope = (peak - low) / (2 * seconds);
    const moments = Array.from({ length: count }, (_, n) => (slope === 0 ? n / peak : (peak - Math.sqrt(peak ** 2 - 4 * slope * n)) / (2 * slope)) * 1_000);
    return rising ? moments.map((moment) => seconds * 1_000 - moment).reverse() : moments;
  }
  return bell(count, (2 * count) / peak, peak, { rising }).map((moment) => (rising ? moment + (seconds - (2 * count) / peak) * 1_000 : moment));
}

export const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** A worker that lived this long was healthy. */
const healthyMs = 10_000;
const firstMs = 100;
const longestMs = 10_000;

/** Pause before a dead worker's successor starts: none after a healthy life, else doubling with each short life in a row. */
export function restartDelayMs(livedMs: number, shortLivesBefore: number): number {
  return livedMs >= healthyMs ? 0 : Math.min(longestMs, firstMs * 2 ** shortLivesBefore);
}

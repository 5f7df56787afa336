const tries = 6;
const pauseMs = 250;

/**
 * Two tabs of one browser would number their saves alike, so only one may save under an epoch. Waits a moment for a tab that is
 * being reloaded or has just been closed; false when another one is really open. Where locks are missing every tab is trusted.
 * It counts answers, not time: a slow phone may take seconds to say that the lock is free.
 */
export async function becomeOnlyTab(attemptId: string, epoch: number): Promise<boolean> {
  if (!navigator.locks) return true;
  for (let count = 0; count < tries; count++) {
    if (count > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (await tryLock(`attempt-${attemptId}-${epoch}`)) return true;
  }
  return false;
}

/** Holds the lock for the life of the page if it is free. */
function tryLock(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const held = navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => undefined);
    });
    // why: a browser that refuses locks cannot tell tabs apart.
    held.catch(() => resolve(true));
  });
}

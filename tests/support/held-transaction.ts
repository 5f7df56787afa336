import { sql } from "drizzle-orm";
import type { Database } from "~db/client.server";

type Within = Pick<Database, "transaction">;

/** Runs a use case whose one transaction has done everything and waits to be committed; what others must wait for is locked by then. */
export async function heldAtCommit<Value>(database: Database, run: (within: Within) => Promise<Value>): Promise<{ letGo: () => Promise<Value> }> {
  let [arrive, release] = [() => undefined as void, () => undefined as void];
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  const outcome = run({
    transaction: (work) =>
      database.transaction(async (tx) => {
        const value = await work(tx);
        arrive();
        await released;
        return value;
      }),
  });
  await Promise.race([arrived, outcome]);
  return {
    letGo: () => {
      release();
      return outcome;
    },
  };
}

/** Until so many statements of this database wait for a lock. */
export async function untilWaiting({ db }: Pick<Database, "db">, count: number): Promise<void> {
  for (const giveUpAt = Date.now() + 30_000; Date.now() < giveUpAt; ) {
    const [row] = await db.execute<{ count: number }>(sql`select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    if (row!.count >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`never ${count} waiting`);
}

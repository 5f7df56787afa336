import { desc } from "drizzle-orm";
import type { Handle } from "../client.server";
import { contests } from "../schema";

export type ContestRow = typeof contests.$inferSelect;

/** The contest the installation runs now: the newest one. */
export async function findCurrentContest(handle: Handle): Promise<ContestRow | null> {
  const [row] = await handle.select().from(contests).orderBy(desc(contests.createdAt), desc(contests.id)).limit(1);
  return row ?? null;
}

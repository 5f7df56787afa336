import { desc, eq } from "drizzle-orm";
import type { Db, Handle } from "../client.server";
import { preparedOnce } from "../prepared.server";
import { contests } from "../schema";

export type ContestRow = typeof contests.$inferSelect;

/** The contest the installation runs now: the newest one. */
export async function findCurrentContest(handle: Handle): Promise<ContestRow | null> {
  const [row] = await handle.select().from(contests).orderBy(desc(contests.createdAt), desc(contests.id)).limit(1);
  return row ?? null;
}

const currentHead = preparedOnce((db) =>
  db.select({ name: contests.name, contact: contests.contact }).from(contests).orderBy(desc(contests.createdAt), desc(contests.id)).limit(1).prepare("contest_head"),
);

/** What every page asks of the current contest. */
export async function findCurrentHead(db: Db): Promise<{ name: string; contact: string } | null> {
  const [row] = await currentHead(db).execute();
  return row ?? null;
}

export async function findContest(handle: Handle, contestId: string): Promise<ContestRow | null> {
  const [row] = await handle.select().from(contests).where(eq(contests.id, contestId));
  return row ?? null;
}

export async function lockContest(handle: Handle, contestId: string): Promise<ContestRow | null> {
  const [row] = await handle.select().from(contests).where(eq(contests.id, contestId)).for("update");
  return row ?? null;
}

/** False when a contest with this id exists already: the form was sent twice. */
export async function insertContest(handle: Handle, contest: typeof contests.$inferInsert): Promise<boolean> {
  const inserted = await handle.insert(contests).values(contest).onConflictDoNothing({ target: contests.id }).returning({ id: contests.id });
  return inserted.length > 0;
}

export type ContestChange = Partial<Omit<ContestRow, "id" | "isDemo" | "createdAt">>;

export async function updateContest(handle: Handle, contestId: string, change: ContestChange): Promise<void> {
  await handle.update(contests).set(change).where(eq(contests.id, contestId));
}

import { asc, eq, max, sql } from "drizzle-orm";
import type { BlueprintLine } from "~/domain/contest/round";
import type { Handle } from "../client.server";
import type { Audience } from "../read-models/audience.server";
import { newId } from "../new-id.server";
import { attempts, blueprintLines, roundBlocs, rounds, roundUnits } from "../schema";

/** Rounds with their blueprint and audience. Whoever changes the rules locks the round first: a start waits for that. */
export type RoundRow = typeof rounds.$inferSelect;

export async function findRound(handle: Handle, roundId: string): Promise<RoundRow | null> {
  const [row] = await handle.select().from(rounds).where(eq(rounds.id, roundId));
  return row ?? null;
}

/** `for update` excludes the key-share lock that every new attempt takes on its round. */
export async function lockRound(handle: Handle, roundId: string): Promise<RoundRow | null> {
  const [row] = await handle.select().from(rounds).where(eq(rounds.id, roundId)).for("update");
  return row ?? null;
}

/** In the committee's order. */
export async function listRounds(handle: Handle, contestId: string): Promise<RoundRow[]> {
  return handle.select().from(rounds).where(eq(rounds.contestId, contestId)).orderBy(asc(rounds.position), asc(rounds.id));
}

export async function listBlueprint(handle: Handle, roundId: string): Promise<BlueprintLine[]> {
  return handle
    .select({ topicId: blueprintLines.topicId, levelId: blueprintLines.levelId, type: blueprintLines.type, count: blueprintLines.count, points: blueprintLines.points })
    .from(blueprintLines)
    .where(eq(blueprintLines.roundId, roundId))
    .orderBy(asc(blueprintLines.position));
}

/** The blocs of the audience; empty means every bloc. */
export async function listRoundBlocs(handle: Handle, roundId: string): Promise<string[]> {
  const rows = await handle.select({ blocId: roundBlocs.blocId }).from(roundBlocs).where(eq(roundBlocs.roundId, roundId)).orderBy(asc(roundBlocs.blocId));
  return rows.map((row) => row.blocId);
}

/** The units of the audience; empty means every unit. */
export async function listRoundUnits(handle: Handle, roundId: string): Promise<string[]> {
  const rows = await handle.select({ unitId: roundUnits.unitId }).from(roundUnits).where(eq(roundUnits.roundId, roundId)).orderBy(asc(roundUnits.unitId));
  return rows.map((row) => row.unitId);
}

/** False when a round with this id exists already: the form was sent twice. */
export async function insertRound(handle: Handle, round: typeof rounds.$inferInsert): Promise<boolean> {
  const inserted = await handle.insert(rounds).values(round).onConflictDoNothing({ target: rounds.id }).returning({ id: rounds.id });
  return inserted.length > 0;
}

export type RoundChange = Partial<Pick<RoundRow, "name" | "isTrial" | "state" | "opensAt" | "closesAt" | "rules" | "publishedAt">>;

export async function updateRound(handle: Handle, roundId: string, change: RoundChange): Promise<void> {
  await handle.update(rounds).set(change).where(eq(rounds.id, roundId));
}

/** Sets the moment of publishing to the database's now, once; a repeated call leaves the first moment. */
export async function stampPublished(handle: Handle, roundId: string): Promise<void> {
  await handle.update(rounds).set({ publishedAt: sql`coalesce(${rounds.publishedAt}, clock_timestamp())` }).where(eq(rounds.id, roundId));
}

export async function replaceBlueprint(handle: Handle, roundId: string, lines: readonly BlueprintLine[]): Promise<void> {
  await handle.delete(blueprintLines).where(eq(blueprintLines.roundId, roundId));
  if (lines.length === 0) return;
  await handle.insert(blueprintLines).values(lines.map((line, index) => ({ ...line, id: newId(), roundId, position: index + 1 })));
}

export async function replaceAudience(handle: Handle, roundId: string, { blocIds, unitIds }: Audience): Promise<void> {
  await handle.delete(roundBlocs).where(eq(roundBlocs.roundId, roundId));
  await handle.delete(roundUnits).where(eq(roundUnits.roundId, roundId));
  if (blocIds.length > 0) await handle.insert(roundBlocs).values(blocIds.map((blocId) => ({ roundId, blocId })));
  if (unitIds.length > 0) await handle.insert(roundUnits).values(unitIds.map((unitId) => ({ roundId, unitId })));
}

export async function nextRoundPosition(handle: Handle, contestId: string): Promise<number> {
  const [row] = await handle.select({ last: max(rounds.position) }).from(rounds).where(eq(rounds.contestId, contestId));
  return (row?.last ?? 0) + 1;
}

export async function hasAttempts(handle: Handle, roundId: string): Promise<boolean> {
  const [row] = await handle.select({ id: attempts.id }).from(attempts).where(eq(attempts.roundId, roundId)).limit(1);
  return row !== undefined;
}

import { and, eq, isNull, sql } from "drizzle-orm";
import type { Handle } from "../client.server";
import { newId } from "../new-id.server";
import { eligibleCounts, people, personBlocs } from "../schema";

export type EligibleKey = { readonly contestId: string; readonly unitId: string; /** Null: all blocs together. */ readonly blocId: string | null };

/** Null takes the number away: unknown is not zero. */
export async function storeEligibleCount(handle: Handle, key: EligibleKey, count: number | null): Promise<void> {
  if (count === null) {
    const isBloc = key.blocId === null ? isNull(eligibleCounts.blocId) : eq(eligibleCounts.blocId, key.blocId);
    await handle.delete(eligibleCounts).where(and(eq(eligibleCounts.contestId, key.contestId), eq(eligibleCounts.unitId, key.unitId), isBloc));
    return;
  }
  await handle
    .insert(eligibleCounts)
    .values({ id: newId(), ...key, count })
    .onConflictDoUpdate({ target: [eligibleCounts.contestId, eligibleCounts.unitId, eligibleCounts.blocId], set: { count } });
}

/** The highest number given for a unit, of all contests and blocs; 0 where there is none. */
export async function countEligible(handle: Handle, unitId: string): Promise<number> {
  const [row] = await handle.select({ count: sql<number>`coalesce(max(${eligibleCounts.count}), 0)::int` }).from(eligibleCounts).where(eq(eligibleCounts.unitId, unitId));
  return row!.count;
}

/** People on the roster per unit and bloc; a person of two blocs counts in both. */
export async function listRosterCounts(handle: Handle): Promise<{ unitId: string; blocId: string; count: number }[]> {
  return handle
    .select({ unitId: people.unitId, blocId: personBlocs.blocId, count: sql<number>`count(*)::int` })
    .from(people)
    .innerJoin(personBlocs, eq(personBlocs.personId, people.id))
    .where(isNull(people.retiredAt))
    .groupBy(people.unitId, personBlocs.blocId);
}

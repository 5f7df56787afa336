import { desc, sql } from "drizzle-orm";
import type { Handle } from "../client.server";
import { contests } from "../schema";

export type ConsentRow = { text: string; version: number; contestName: string; agency: string; contact: string };

/** Text of the current contest; the version is the highest of all contests, as the session's guard counts it. */
export async function findConsent(handle: Handle): Promise<ConsentRow | null> {
  const [row] = await handle
    .select({
      text: contests.consentText,
      version: sql<number>`(select max(consent_version) from contests)`,
      contestName: contests.name,
      agency: contests.agency,
      contact: contests.contact,
    })
    .from(contests)
    .orderBy(desc(contests.createdAt), desc(contests.id))
    .limit(1);
  return row ?? null;
}

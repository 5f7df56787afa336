import { asc, desc, eq, sql } from "drizzle-orm";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { newId } from "../new-id.server";
import { consents, contests } from "../schema";

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

/** The words that were shown, kept for as long as the account is. Safe to repeat. */
export async function insertConsent(handle: Handle, consent: { accountId: string; version: number; text: string }): Promise<void> {
  await handle.insert(consents).values({ ...consent, id: newId(), givenAt: sql`clock_timestamp()` }).onConflictDoNothing();
}

export type GivenConsent = { version: number; text: string; givenAt: Instant };

export async function listConsents(handle: Handle, accountId: string): Promise<GivenConsent[]> {
  return handle.select({ version: consents.version, text: consents.text, givenAt: consents.givenAt }).from(consents).where(eq(consents.accountId, accountId)).orderBy(asc(consents.givenAt));
}

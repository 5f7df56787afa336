import { defaultConsentText } from "~/domain/access/consent-text";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Database, Handle } from "~db/client.server";
import { lockAccount, stampConsent } from "~db/repositories/account.server";
import { insertAudit } from "~db/repositories/audit.server";
import { findConsent, insertConsent } from "~db/repositories/consent.server";

export type ConsentView = { text: string; version: number; contestName: string; agency: string; contact: string };

/** The text in force and its version; the default text where the contest has none. */
export async function loadConsent({ database }: { database: { readonly db: Handle } }): Promise<ConsentView> {
  const found = await findConsent(database.db);
  return {
    text: found?.text || defaultConsentText,
    version: found?.version ?? 1,
    contestName: found?.contestName ?? "",
    agency: found?.agency ?? "",
    contact: found?.contact ?? "",
  };
}

/** Consent to exactly the version that was shown; refused when another one is in force by now. Safe to repeat. */
export async function giveConsent({ database }: { database: Database }, { accountId, version }: { accountId: string; version: number }): Promise<Result<null, "outdated">> {
  return database.transaction(async (tx) => {
    const account = await lockAccount(tx, accountId);
    const { text, version: current } = await loadConsent({ database: { db: tx } });
    if (account === null || version !== current) return refuse("outdated" as const);
    if (account.consentVersion === version && account.consentedAt !== null) return ok(null);
    await stampConsent(tx, accountId, version);
    await insertConsent(tx, { accountId, version, text });
    await insertAudit(tx, { accountId, action: "consent.give", subjectType: "account", subjectId: accountId, before: { version: account.consentVersion }, after: { version } });
    return ok(null);
  });
}

import type { Database } from "~db/client.server";
import { insertAuditSparingly } from "~db/repositories/audit.server";

/** Somebody signed in has tried a page that is not theirs. The query of the address stays out: it may hold what was searched for. */
export async function recordDenial({ database }: { database: Database }, { accountId, method, path }: { accountId: string; method: string; path: string }): Promise<void> {
  await insertAuditSparingly(database.db, { accountId, action: "access.denied", subjectType: "account", subjectId: accountId, after: { method, page: path.slice(0, 200) } });
}

import { ownDataFile } from "~/domain/privacy/own-data-file";
import type { Database } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { loadOwnData } from "./load-own-data.server";

/** The file, with its audit row; null when the account has gone meanwhile. */
export async function exportOwnData({ database }: { database: Database }, accountId: string): Promise<string | null> {
  const own = await loadOwnData({ database }, accountId);
  if (own === null) return null;
  await insertAudit(database.db, { accountId, action: "own-data.export", subjectType: "account", subjectId: accountId });
  return ownDataFile(own, await databaseNow(database.db));
}

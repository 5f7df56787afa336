import { drawToken, isSameHash, keyedHash } from "~/adapters/secret.server";
import type { Database } from "~db/client.server";
import { loadServerKey } from "~db/repositories/server-key.server";

/**
 * A device cookie (OWASP “device cookies”): proof that this browser has signed in to this account before. It opens nothing; it
 * only gives the device a failure counter of its own, so that others who hammer the account can't make its owner wait.
 */
export async function issueDeviceToken({ database }: Pick<{ database: Database }, "database">, accountId: string): Promise<string> {
  const deviceId = drawToken();
  return `${deviceId}.${keyedHash(await loadServerKey(database.db, "device"), accountId, deviceId)}`;
}

/** The device's id when the token was issued for this account, else null. */
export async function recogniseDevice({ database }: Pick<{ database: Database }, "database">, accountId: string, token: string | null): Promise<string | null> {
  const match = /^([A-Za-z0-9_-]{22})\.([0-9a-f]{64})$/.exec(token ?? "");
  if (!match?.[1] || !match[2]) return null;
  const expected = keyedHash(await loadServerKey(database.db, "device"), accountId, match[1]);
  return isSameHash(expected, match[2]) ? match[1] : null;
}

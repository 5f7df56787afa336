import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { Handle } from "../client.server";
import { serverKeys } from "../schema";

/** Purposes are never mixed: each has a key of its own. */
export type ServerKeyName = "first-secret" | "device";

const known = new WeakMap<Handle, Map<ServerKeyName, string>>();

/** 256 bits in base64; made by whichever process asks first, the same for all of them afterwards, so that a handle asks once. */
export async function loadServerKey(handle: Handle, name: ServerKeyName): Promise<string> {
  const keys = known.get(handle) ?? new Map<ServerKeyName, string>();
  known.set(handle, keys);
  const key = keys.get(name) ?? (await findOrMakeKey(handle, name));
  keys.set(name, key);
  return key;
}

async function findOrMakeKey(handle: Handle, name: ServerKeyName): Promise<string> {
  const find = async () => (await handle.select({ key: serverKeys.key }).from(serverKeys).where(eq(serverKeys.name, name)))[0]?.key;
  const found = await find();
  if (found !== undefined) return found;
  await handle
    .insert(serverKeys)
    .values({ name, key: randomBytes(32).toString("base64"), createdAt: sql`clock_timestamp()` })
    .onConflictDoNothing();
  const made = await find();
  if (made === undefined) throw new Error(`The server key “${name}” could not be stored.`);
  return made;
}

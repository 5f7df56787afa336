import { sql } from "drizzle-orm";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";

/** The database's clock, the only authority on what time it is. */
export async function databaseNow(handle: Handle): Promise<Instant> {
  const [row] = await handle.execute<{ now: string }>(sql`select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now`);
  return Number(row!.now);
}

import { type Day, dayOf } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { databaseNow } from "~db/repositories/clock.server";

/** The calendar day in Vietnam by the database's clock. */
export async function readToday({ database }: { database: Database }): Promise<Day> {
  return dayOf(await databaseNow(database.db));
}

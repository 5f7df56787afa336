import type { Instant } from "~/domain/shared/time";
import type { Database, Handle } from "../client.server";
import { databaseNow } from "../repositories/clock.server";

/** Everything `run` reads is of one moment, `now`; it can write nothing. So figures of one page or workbook agree with each other. */
export function inSnapshot<Value>({ db }: Pick<Database, "db">, run: (handle: Handle, now: Instant) => Promise<Value>): Promise<Value> {
  return db.transaction(async (tx) => run(tx, await databaseNow(tx)), { isolationLevel: "repeatable read", accessMode: "read only" });
}

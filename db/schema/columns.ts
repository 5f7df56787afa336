import { customType, uuid } from "drizzle-orm/pg-core";
import type { Instant } from "~/domain/shared/time";

/** `timestamptz(3)` ↔ epoch milliseconds, whatever the session's time zone prints. */
export const instant = customType<{ data: Instant; driverData: string }>({
  dataType: () => "timestamp(3) with time zone",
  toDriver: (value) => new Date(value).toISOString(),
  fromDriver: (value) => parseInstant(value),
});

/** PostgreSQL's ISO text (“2026-11-24 11:19:13.123+07”) → epoch milliseconds. */
export function parseInstant(value: string): Instant {
  const text = value.replace(" ", "T").replace(/([+-]\d{2})$/, "$1:00");
  return Date.parse(text);
}

/** Primary key: uuid v7, made by the app (`newId`). */
export const id = () => uuid("id").primaryKey();

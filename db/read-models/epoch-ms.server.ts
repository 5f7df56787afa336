import { sql, type SQL } from "drizzle-orm";
import type { Instant } from "~/domain/shared/time";

/** A `timestamptz` expression as epoch milliseconds, for rows that bypass the column's own parser; null stays null. */
export const epochMs = (timestamp: unknown): SQL<Instant> => sql<Instant>`(extract(epoch from ${timestamp}) * 1000)::float8`;

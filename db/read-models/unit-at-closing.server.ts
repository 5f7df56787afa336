import { sql, type SQL } from "drizzle-orm";
import { daysOfRound } from "~/domain/contest/round-days";
import { people, personTransfers } from "../schema";
import type { ResultRound } from "./report-round.server";

/**
 * For statements over `people`: the unit somebody belonged to on the last day of a round, of an open one the unit of today. Later
 * transfers change nothing about a closed round: its counts, and who is named in which unit as not entered, stay as they were. A unit
 * that was corrected by hand or by an import counts as always so, and a merged row brings its transfers along.
 */
export function unitAtClosing(round: Pick<ResultRound, "opensAt" | "closesAt">): SQL<string> {
  const isLater = sql`moved.on_day > ${daysOfRound(round).last}::date`;
  // why in: hashed once, so that the many who never moved cost no look-up each.
  return sql<string>`case when ${people.id} in (select moved.person_id from ${personTransfers} moved where ${isLater})
    then (select moved.from_unit_id from ${personTransfers} moved where moved.person_id = ${people.id} and ${isLater} order by moved.on_day, moved.created_at limit 1)
    else ${people.unitId} end`;
}

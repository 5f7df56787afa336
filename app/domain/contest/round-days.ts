import { type Day, dayOf, type Instant } from "../shared/time";

/** First and last day, both included. */
export type Days = { readonly first: Day; readonly last: Day };

/** The days in Vietnam of the round `[opensAt, closesAt)`. */
export function daysOfRound({ opensAt, closesAt }: { readonly opensAt: Instant; readonly closesAt: Instant }): Days {
  return { first: dayOf(opensAt), last: dayOf(Math.max(opensAt, closesAt - 1)) };
}

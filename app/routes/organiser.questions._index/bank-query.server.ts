import { z } from "zod";
import { addDays, type Day } from "~/domain/shared/time";
import { normaliseText } from "~/domain/shared/text";
import { isUuid, optionalDay } from "~/http/form-fields.server";
import type { BankFilter } from "~/use-cases/question/load-question-bank.server";

/** The filter of the bank as it stands in the address. What is not understood is left out, never an error. */
const id = z.string().refine(isUuid).nullable().catch(null);
const day = optionalDay("ngày").nullable().catch(null);
const schema = z.object({
  q: z.string().transform(normaliseText).transform((text) => text.slice(0, 200)).catch(""),
  topic: id,
  level: id,
  type: z.enum(["single", "several", "true-false"]).nullable().catch(null),
  state: z.enum(["in-use", "approved", "pending", "retired", "all"]).catch("in-use"),
  force: z.enum(["in", "out"]).nullable().catch(null),
  day,
  until: day,
  /** A change of states just made, to be undone. */
  batch: id,
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

export type BankQuery = z.output<typeof schema>;

export function readBankQuery(url: string): BankQuery {
  return schema.parse(Object.fromEntries(new URL(url).searchParams));
}

/** `today` stands in where the form was sent without a day; a span is at most two years long. */
export function bankFilter(query: BankQuery, today: Day): BankFilter {
  const first = query.day ?? today;
  const last = query.until !== null && query.until > first ? query.until : first;
  return {
    search: query.q,
    topicId: query.topic,
    levelId: query.level,
    type: query.type,
    state: query.state === "all" ? null : query.state,
    force: query.force === null ? null : { is: query.force, first, last: last > addDays(first, 731) ? first : last },
  };
}

/** The same filter as parameters of an address. */
export function bankParameters({ q, topic, level, type, state, force, day, until }: BankQuery): Record<string, string | undefined> {
  const given = { q, topic, level, type, state: state === "in-use" ? "" : state, force, day: force && day, until: force && until };
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value ?? undefined]));
}

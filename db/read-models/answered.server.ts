import { sql, type SQL } from "drizzle-orm";

/** Of an attempt, as expressions for a query about few attempts: questions of its set, and those that have a response. */
export const questionCount = (attemptId: unknown): SQL<number> => sql<number>`${sql`(select count(*) from attempt_items i where i.attempt_id = ${attemptId})`}::int`;

export const answeredCount = (attemptId: unknown): SQL<number> =>
  sql<number>`${sql`(select count(*) from responses r where r.attempt_id = ${attemptId} and jsonb_array_length(r.response -> 'choiceIds') > 0)`}::int`;

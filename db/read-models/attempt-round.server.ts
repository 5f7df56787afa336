import { and, asc, eq, ne, type SQL, sql } from "drizzle-orm";
import type { PastAttempt } from "~/domain/contest/phase";
import type { RoundChange } from "~/domain/contest/round-change";
import type { AudienceNames } from "~/domain/contest/rules-text";
import type { RoundRules, RoundState } from "~/domain/contest/round";
import type { QuestionType } from "~/domain/question/question";
import type { Points } from "~/domain/shared/points";
import type { Instant } from "~/domain/shared/time";
import type { Db } from "../client.server";
import { preparedOnce } from "../prepared.server";
import { epochMs } from "./epoch-ms.server";
import { audienceNames } from "./audience.server";
import { attempts, blueprintLines, contests, people, predictions, roundChanges, rounds } from "../schema";

/** A round as one person meets it: rules, audience, the person's attempts and prediction, all at one moment (`now`). */
export type PersonRound = {
  roundId: string;
  contestName: string;
  name: string;
  isTrial: boolean;
  state: RoundState;
  opensAt: Instant;
  closesAt: Instant;
  rules: RoundRules;
  lotsSeed: string;
  publishedAt: Instant | null;
  lastDeadlineAt: Instant | null;
  isInAudience: boolean;
  /** When the person was taken off the roster. */
  retiredAt: Instant | null;
  audience: AudienceNames;
  /** In order of their numbers. */
  attempts: (PastAttempt & { isReopened: boolean })[];
  prediction: number | null;
  lines: { type: QuestionType; count: number; points: Points }[];
  /** What was changed since people knew about the round, newest first. */
  changes: { at: Instant; changes: RoundChange[]; reason: string }[];
  now: Instant;
};

const milliseconds = (instant: SQL | typeof attempts.startedAt | typeof attempts.deadlineAt | typeof attempts.submittedAt) =>
  sql`(extract(epoch from ${instant}) * 1000)::bigint`;

const ownAttempts = sql<PersonRound["attempts"]>`coalesce((
  select jsonb_agg(jsonb_build_object('attemptId', ${attempts.id}, 'number', ${attempts.number}, 'state', ${attempts.state},
    'startedAt', ${milliseconds(attempts.startedAt)}, 'deadlineAt', ${milliseconds(attempts.deadlineAt)}, 'submittedAt', ${milliseconds(attempts.submittedAt)}, 'isReopened', ${attempts.reopenedAt} is not null)
    order by ${attempts.number})
  from ${attempts} where ${attempts.roundId} = ${rounds.id} and ${attempts.personId} = ${people.id}), '[]')`;

const lines = sql<PersonRound["lines"]>`coalesce((
  select jsonb_agg(jsonb_build_object('type', ${blueprintLines.type}, 'count', ${blueprintLines.count}, 'points', ${blueprintLines.points}) order by ${blueprintLines.position})
  from ${blueprintLines} where ${blueprintLines.roundId} = ${rounds.id}), '[]')`;

const changes = sql<PersonRound["changes"]>`coalesce((
  select jsonb_agg(jsonb_build_object('at', ${epochMs(roundChanges.at)}, 'changes', ${roundChanges.changes}, 'reason', ${roundChanges.reason}) order by ${roundChanges.at} desc)
  from ${roundChanges} where ${roundChanges.roundId} = ${rounds.id}), '[]')`;

const fields = {
  roundId: rounds.id,
  contestName: contests.name,
  name: rounds.name,
  isTrial: rounds.isTrial,
  state: rounds.state,
  opensAt: rounds.opensAt,
  closesAt: rounds.closesAt,
  rules: rounds.rules,
  lotsSeed: rounds.lotsSeed,
  publishedAt: rounds.publishedAt,
  lastDeadlineAt: sql<Instant | null>`(select max(${attempts.deadlineAt}) from ${attempts} where ${attempts.roundId} = ${rounds.id} and ${attempts.state} = 'in-progress')`.mapWith(attempts.deadlineAt),
  isInAudience: sql<boolean>`round_admits(${rounds.id}, ${people.id})`,
  retiredAt: people.retiredAt,
  audience: audienceNames,
  attempts: ownAttempts,
  prediction: predictions.value,
  lines,
  changes,
  now: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`.mapWith(Number),
};

const personRounds = (db: Db) =>
  db
    .select(fields)
    .from(rounds)
    .innerJoin(contests, eq(contests.id, rounds.contestId))
    .innerJoin(people, eq(people.id, sql.placeholder("personId")))
    .leftJoin(predictions, and(eq(predictions.roundId, rounds.id), eq(predictions.personId, people.id)));

const currentRounds = preparedOnce((db) => {
  const current = sql`(select ${contests.id} from ${contests} order by ${contests.createdAt} desc, ${contests.id} desc limit 1)`;
  return personRounds(db).where(and(sql`${rounds.contestId} = ${current}`, ne(rounds.state, "draft"))).orderBy(asc(rounds.position), asc(rounds.id)).prepare("rounds_of_person");
});

const oneRound = preparedOnce((db) =>
  personRounds(db).where(and(eq(rounds.id, sql.placeholder("roundId")), ne(rounds.state, "draft"))).prepare("round_of_person"),
);

/** Rounds of the current contest that are no drafts, in the committee's order. */
export function listPersonRounds(db: Db, personId: string): Promise<PersonRound[]> {
  return currentRounds(db).execute({ personId });
}

/** Null for a draft and for what is not there. */
export async function findPersonRound(db: Db, personId: string, roundId: string): Promise<PersonRound | null> {
  const [row] = await oneRound(db).execute({ personId, roundId });
  return row ?? null;
}

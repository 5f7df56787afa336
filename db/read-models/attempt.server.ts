import { and, eq, sql } from "drizzle-orm";
import type { AttemptState } from "~/domain/attempt/attempt";
import type { RoundRules, RoundState } from "~/domain/contest/round";
import type { ChoiceId } from "~/domain/question/question";
import type { Points } from "~/domain/shared/points";
import type { Instant } from "~/domain/shared/time";
import type { Db } from "../client.server";
import type { ClosedAttempt } from "../repositories/attempt.server";
import { preparedOnce } from "../prepared.server";
import { attempts, grades, type ItemGrade, people, rounds, units } from "../schema";
import { currentGrade } from "./figures.server";

/** One person's attempt as stored. Foreign and missing attempts are the same null. */
export type AttemptItemRow = {
  position: number;
  revisionId: string;
  choiceOrder: ChoiceId[];
  points: Points;
  choiceIds: ChoiceId[];
  isFlagged: boolean;
};

export type AttemptRow = {
  attemptId: string;
  roundId: string;
  roundName: string;
  isTrial: boolean;
  roundState: RoundState;
  opensAt: Instant;
  closesAt: Instant;
  rules: RoundRules;
  publishedAt: Instant | null;
  lastDeadlineAt: Instant | null;
  number: number;
  state: AttemptState;
  startedAt: Instant;
  deadlineAt: Instant;
  submittedAt: Instant | null;
  awaySeconds: number;
  epoch: number;
  lastSavedAt: Instant | null;
  /** The newest sequence in the log of this epoch; 0 when there is none. */
  lastSequence: number;
  items: AttemptItemRow[];
  now: Instant;
};

const items = sql<AttemptItemRow[]>`(
  select jsonb_agg(jsonb_build_object('position', i.position, 'revisionId', i.revision_id, 'choiceOrder', i.choice_order, 'points', i.points,
    'choiceIds', coalesce(r.response -> 'choiceIds', '[]'), 'isFlagged', coalesce(r.is_flagged, false)) order by i.position)
  from attempt_items i left join responses r on r.attempt_id = i.attempt_id and r.position = i.position
  where i.attempt_id = ${attempts.id})`;

const fields = {
  attemptId: attempts.id,
  roundId: rounds.id,
  roundName: rounds.name,
  isTrial: rounds.isTrial,
  roundState: rounds.state,
  opensAt: rounds.opensAt,
  closesAt: rounds.closesAt,
  rules: rounds.rules,
  publishedAt: rounds.publishedAt,
  lastDeadlineAt: sql<Instant | null>`(select max(b.deadline_at) from attempts b where b.round_id = ${rounds.id} and b.state = 'in-progress')`.mapWith(attempts.deadlineAt),
  number: attempts.number,
  state: attempts.state,
  startedAt: attempts.startedAt,
  deadlineAt: attempts.deadlineAt,
  submittedAt: attempts.submittedAt,
  awaySeconds: attempts.awaySeconds,
  epoch: attempts.writerEpoch,
  lastSavedAt: sql<Instant | null>`(select max(r.saved_at) from responses r where r.attempt_id = ${attempts.id})`.mapWith(attempts.deadlineAt),
  lastSequence: sql<number>`coalesce((select max(l.sequence) from save_log l where l.attempt_id = ${attempts.id} and l.writer_epoch = ${attempts.writerEpoch}), 0)`.mapWith(Number),
  items,
  now: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`.mapWith(Number),
};

const attemptOfPerson = preparedOnce((db) =>
  db
    .select(fields)
    .from(attempts)
    .innerJoin(rounds, eq(rounds.id, attempts.roundId))
    .where(and(eq(attempts.id, sql.placeholder("attemptId")), eq(attempts.personId, sql.placeholder("personId"))))
    .prepare("attempt_of_person"),
);

export async function findAttemptOf(db: Db, personId: string, attemptId: string): Promise<AttemptRow | null> {
  const [row] = await attemptOfPerson(db).execute({ attemptId, personId });
  return row ?? null;
}

/** Whose attempt it is and which unit it counts for: what proves it to be one's own. */
export type AttemptHolder = { fullName: string; code: string; unitName: string };

const attemptHolder = preparedOnce((db) =>
  db
    .select({ fullName: people.fullName, code: people.code, unitName: units.name })
    .from(attempts)
    .innerJoin(people, eq(people.id, attempts.personId))
    .innerJoin(units, eq(units.id, attempts.unitId))
    .where(eq(attempts.id, sql.placeholder("attemptId")))
    .prepare("attempt_holder"),
);

export async function findAttemptHolder(db: Db, attemptId: string): Promise<AttemptHolder | null> {
  const [row] = await attemptHolder(db).execute({ attemptId });
  return row ?? null;
}

export type GradeRow = { score: Points; maxScore: Points; answeredCount: number; correctCount: number; perItem: ItemGrade[] };

const countedGrade = preparedOnce((db) =>
  db
    .select({ score: grades.score, maxScore: grades.maxScore, answeredCount: grades.answeredCount, correctCount: grades.correctCount, perItem: grades.perItem })
    .from(grades)
    .innerJoin(attempts, eq(attempts.id, grades.attemptId))
    .innerJoin(rounds, eq(rounds.id, attempts.roundId))
    .where(and(eq(attempts.id, sql.placeholder("attemptId")), currentGrade))
    .prepare("counted_grade"),
);

/** Null while the attempt has no grade that counts. */
export async function findCountedGrade(db: Db, attemptId: string): Promise<GradeRow | null> {
  const [row] = await countedGrade(db).execute({ attemptId });
  return row ?? null;
}

/** Closed attempts without a grade, at most `limit`; with `attemptId` only that one. */
export async function listUngraded(db: Db, limit: number, attemptId?: string): Promise<ClosedAttempt[]> {
  return db
    .select({
      attemptId: attempts.id,
      state: attempts.state,
      epoch: attempts.writerEpoch,
      severalScoring: sql<ClosedAttempt["severalScoring"]>`${rounds.rules} ->> 'severalScoring'`,
      items: sql<ClosedAttempt["items"]>`settled_items(${attempts.id})`,
    })
    .from(attempts)
    .innerJoin(rounds, eq(rounds.id, attempts.roundId))
    .where(and(sql`${attempts.state} in ('submitted', 'expired') and ${attempts.gradedAt} is null`, attemptId === undefined ? undefined : eq(attempts.id, attemptId)))
    .orderBy(attempts.id)
    .limit(limit);
}

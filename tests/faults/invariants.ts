import { asc, eq, inArray } from "drizzle-orm";
import { type Response, choicesResponse } from "~/domain/attempt/response";
import { scoreAttempt } from "~/domain/grading/score-attempt";
import { secondMs } from "~/domain/shared/time";
import type { Handle } from "~db/client.server";
import { attemptItems, attempts, grades, questionRevisions, responses, rounds, saveLog } from "~db/schema";
import type { Acknowledgement, Ledger } from "./ledger";

/**
 * Compares everything the participants were told with everything the database holds, once all attempts are closed. Looks
 * at the append-only log, the current responses and the grades, each against the other two, because a wrong state can
 * look right in any one of them. Returns a sentence per violation.
 */
export async function findViolations(db: Handle, room: SatRoom): Promise<string[]> {
  const facts = await readFacts(db, room.roundId);
  const told = groupBy(room.ledger.acknowledgements, (entry) => entry.attemptId);
  return [
    ...(facts.length === room.seats.length ? [] : [`${facts.length} attempts of ${room.seats.length} people`]),
    ...facts.flatMap((fact) => {
      const acknowledged = told.get(fact.attempt.id) ?? [];
      const sentences = [
        ...acknowledgedIsLogged(acknowledged, fact),
        ...currentIsNewest(acknowledged, fact),
        ...nothingCountsTooLate(fact, room.graceSeconds),
        ...epochsFollowEachOther(fact),
        ...closedAndGradedOnce(fact, room.ledger.submitted.has(fact.attempt.id)),
      ];
      return sentences.map((sentence) => `${fact.attempt.id}: ${sentence}`);
    }),
  ];
}

/** A round, everybody who sits it, and what they were told. */
type SatRoom = { roundId: string; graceSeconds: number; seats: readonly unknown[]; ledger: Ledger };
type Facts = Awaited<ReturnType<typeof readFacts>>[number];
type Logged = typeof saveLog.$inferSelect;

async function readFacts(db: Handle, roundId: string) {
  const [round] = await db.select().from(rounds).where(eq(rounds.id, roundId));
  const rows = await db.select().from(attempts).where(eq(attempts.roundId, roundId)).orderBy(asc(attempts.id));
  const ids = rows.map(({ id }) => id);
  const items = await db.select({ item: attemptItems, revision: questionRevisions }).from(attemptItems)
    .innerJoin(questionRevisions, eq(questionRevisions.id, attemptItems.revisionId)).where(inArray(attemptItems.attemptId, ids)).orderBy(asc(attemptItems.position));
  const log = groupBy(await db.select().from(saveLog).where(inArray(saveLog.attemptId, ids)), (row) => row.attemptId);
  const current = groupBy(await db.select().from(responses).where(inArray(responses.attemptId, ids)), (row) => row.attemptId);
  const graded = groupBy(await db.select().from(grades).where(inArray(grades.attemptId, ids)), (row) => row.attemptId);
  const sets = groupBy(items, ({ item }) => item.attemptId);
  return rows.map((attempt) => ({
    attempt, severalScoring: round!.rules.severalScoring,
    set: sets.get(attempt.id) ?? [], log: log.get(attempt.id) ?? [], current: current.get(attempt.id) ?? [], grades: graded.get(attempt.id) ?? [],
  }));
}

/** Every outcome told is in the log, with the same content and the same outcome: also a refusal is kept. */
function acknowledgedIsLogged(acknowledged: readonly Acknowledgement[], { log }: Facts): string[] {
  const byKey = new Map(log.map((row) => [`${row.writerEpoch}/${row.sequence}`, row]));
  return acknowledged.flatMap((told) => {
    const row = byKey.get(`${told.epoch}/${told.sequence}`);
    const what = `save ${told.epoch}/${told.sequence}, told “${told.outcome}”,`;
    if (!row) return [`${what} is not in the log`];
    const isSame = row.position === told.position && row.isFlagged === told.isFlagged && isEqual(row.response, choicesResponse(told.choiceIds));
    if (!isSame) return [`${what} is in the log with another content`];
    return row.outcome === told.outcome ? [] : [`${what} is in the log as “${row.outcome}”`];
  });
}

/** Per question the current response is the newest logged save that counts, and no older than the newest one acknowledged. */
function currentIsNewest(acknowledged: readonly Acknowledgement[], { log, current, set }: Facts): string[] {
  const counted = log.filter(counts);
  return set.flatMap(({ item: { position } }) => {
    const newest = newestOf(counted.filter((row) => row.position === position));
    const row = current.find((each) => each.position === position);
    const newestTold = newestOf(acknowledged.filter((each) => each.outcome === "saved" && each.position === position).map((each) => ({ ...each, writerEpoch: each.epoch })));
    if (newestTold && (!row || isOlder(row, newestTold))) return [`question ${position} has lost save ${newestTold.writerEpoch}/${newestTold.sequence}`];
    if (!newest) return row ? [`question ${position} has a response that nobody logged`] : [];
    if (!row) return [`question ${position} has no response, the log has ${newest.writerEpoch}/${newest.sequence}`];
    const isSame = row.writerEpoch === newest.writerEpoch && row.sequence === newest.sequence && row.isFlagged === newest.isFlagged && isEqual(row.response, newest.response);
    return isSame ? [] : [`question ${position} shows ${row.writerEpoch}/${row.sequence}, the newest in the log is ${newest.writerEpoch}/${newest.sequence}`];
  });
}

function nothingCountsTooLate({ attempt, log }: Facts, graceSeconds: number): string[] {
  const end = attempt.deadlineAt + graceSeconds * secondMs;
  const late = log.filter((row) => row.outcome === "saved" && (row.receivedAt >= end || (attempt.state === "submitted" && row.receivedAt > attempt.submittedAt! && attempt.submittedAt! < attempt.deadlineAt)));
  return late.map((row) => `save ${row.writerEpoch}/${row.sequence} counts although it came too late`);
}

/** Nobody has written under an epoch that was never given, and an older writer's save never counts after a newer one's. */
function epochsFollowEachOther({ attempt, log }: Facts): string[] {
  const unknown = log.filter((row) => row.writerEpoch > attempt.writerEpoch).map((row) => `save ${row.writerEpoch}/${row.sequence} has an epoch never given`);
  const inOrder = log.filter(counts).sort((a, b) => a.receivedAt - b.receivedAt || a.writerEpoch - b.writerEpoch);
  const stale = inOrder.filter((row, index) => index > 0 && row.writerEpoch < inOrder[index - 1]!.writerEpoch);
  return [...unknown, ...stale.map((row) => `save ${row.writerEpoch}/${row.sequence} of an older writer counts`)];
}

/** One grade, and it is what the domain computes anew from the log alone. */
function closedAndGradedOnce(facts: Facts, wasToldSubmitted: boolean): string[] {
  const { attempt, grades: found, log, set, severalScoring } = facts;
  if (attempt.state !== "submitted" && attempt.state !== "expired") return [`is ${attempt.state}${wasToldSubmitted ? ", told “submitted”" : ""}`];
  const finishedInTime = attempt.submittedAt !== null && attempt.submittedAt <= attempt.deadlineAt;
  if (!finishedInTime || (attempt.state === "expired" && attempt.submittedAt !== attempt.deadlineAt)) return [`is ${attempt.state} with a wrong finish time`];
  if (found.length !== 1) return [`has ${found.length} grades`];
  const counted = log.filter(counts);
  const newest = new Map(set.flatMap(({ item: { position } }): [number, Response][] => {
    const row = newestOf(counted.filter((each) => each.position === position));
    return row?.response ? [[position, row.response]] : [];
  }));
  const items = set.map(({ item, revision }) => ({ position: item.position, points: item.points, type: revision.type, answerKey: revision.answerKey }));
  const { score, maxScore, answeredCount, correctCount, perItem } = scoreAttempt(items, newest, severalScoring);
  const expected = { score, maxScore, answeredCount, correctCount, perItem: perItem.map(({ position, points, isCorrect }) => ({ position, points, isCorrect })) };
  const [grade] = found;
  const actual = { score: grade!.score, maxScore: grade!.maxScore, answeredCount: grade!.answeredCount, correctCount: grade!.correctCount, perItem: grade!.perItem.map(({ position, points, isCorrect }) => ({ position, points, isCorrect })) };
  return isEqual(actual, expected) ? [] : [`is graded ${grade!.score}, its log is worth ${score}`];
}

/** Saves of the participant, and what the committee accepted from a file. */
const counts = ({ outcome }: Pick<Logged, "outcome">) => outcome === "saved" || outcome === "handed-in";

type Numbered = Pick<Logged, "writerEpoch" | "sequence">;
const isOlder = (a: Numbered, b: Numbered) => a.writerEpoch < b.writerEpoch || (a.writerEpoch === b.writerEpoch && a.sequence < b.sequence);
const newestOf = <Row extends Numbered>(rows: readonly Row[]) => rows.reduce<Row | undefined>((newest, row) => (newest && isOlder(row, newest) ? newest : row), undefined);
const isEqual = (a: unknown, b: unknown) => canonical(a) === canonical(b);
const canonical = (value: unknown) => JSON.stringify(value, (_key, part: unknown) => (part && typeof part === "object" && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => a.localeCompare(b))) : part));

function groupBy<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

import { randomBytes } from "node:crypto";
import type { BlueprintLine, RoundRules, RoundState } from "~/domain/contest/round";
import type { QuestionType } from "~/domain/question/question";
import { type Instant, minuteMs, startOfDay } from "~/domain/shared/time";
import { startAttempt, type StartAttemptInput } from "~/use-cases/attempt/start-attempt.server";
import type { Database } from "~db/client.server";
import { newId } from "~db/new-id.server";
import {
  accounts, attemptItems, blocs, blueprintLines, contests, levels, people, personBlocs, questionRevisions, questions, roundBlocs, rounds, roundUnits, sessions, topics, units, unitTypes,
} from "~db/schema";
import { asc, eq } from "drizzle-orm";
import { plainRules } from "./scenario";

/**
 * A contest to sit: an approved bank of 8 single, 3 several and 2 true/false questions, and people who are signed in.
 * The set of a round is 4 single, 2 several and 1 true/false question worth 100, 200 and 100: 9 points.
 */
export const canary = "CHIM-HOANG-YEN";
/** Monday, 01/06/2026 08:00 in Vietnam. */
export const monday = startOfDay("2026-06-01") + 8 * 60 * minuteMs;
const farAway: Instant = startOfDay("2099-01-01");

export const setLines: BlueprintLine[] = [
  { topicId: null, levelId: null, type: "single", count: 4, points: 100 },
  { topicId: null, levelId: null, type: "several", count: 2, points: 200 },
  { topicId: null, levelId: null, type: "true-false", count: 1, points: 100 },
];

export type SittingRound = { rules?: Partial<RoundRules>; opensAt?: Instant; closesAt?: Instant; state?: RoundState; lines?: BlueprintLine[]; blocIds?: string[]; unitIds?: string[]; publishedAt?: Instant };
export type Participant = { personId: string; accountId: string; sessionId: string };
export type SittingItem = { position: number; revisionId: string; choiceOrder: string[]; answerKey: string[]; type: QuestionType };

export async function createSitting(database: Database) {
  const { db } = database;
  const createdAt = startOfDay("2026-05-01");
  const [contestId, typeId, unitId, topicId, levelId] = [newId(), newId(), newId(), newId(), newId()];
  await db.insert(contests).values({ id: contestId, name: "Cuộc thi", startsOn: "2026-06-01", createdAt });
  await db.insert(unitTypes).values({ id: typeId, name: `Đội ${typeId}`, position: 1 });
  await db.insert(units).values({ id: unitId, code: unitId, name: "Đội Tổng hợp", searchName: "doi tong hop", typeId });
  await db.insert(topics).values({ id: topicId, name: `Chủ đề ${topicId}`, position: 1 });
  await db.insert(levels).values({ id: levelId, name: `Mức ${levelId}`, position: 1 });
  const blocIds = [newId(), newId()];
  await db.insert(blocs).values(blocIds.map((id, index) => ({ id, name: `Khối ${id}`, position: index + 1 })));

  async function addQuestion(type: QuestionType, rightCount: number): Promise<void> {
    const [id, revisionId] = [newId(), newId()];
    const choices = Array.from({ length: type === "true-false" ? 2 : 4 }, (_, index) => ({ id: randomBytes(8).toString("hex"), text: `Phương án ${index + 1}` }));
    await db.insert(questions).values({ id, contentKey: id, searchText: "cau hoi", topicId, levelId, state: "approved", currentRevisionId: revisionId, createdAt });
    await db.insert(questionRevisions).values({
      id: revisionId, questionId: id, number: 1, type, content: `Câu hỏi ${id}`, choices, points: 100, createdAt,
      answerKey: choices.slice(0, rightCount).map((choice) => choice.id).sort(), explanation: `${canary} giải thích`, citation: `${canary} căn cứ`,
    });
  }
  for (let count = 0; count < 8; count++) await addQuestion("single", 1);
  for (let count = 0; count < 3; count++) await addQuestion("several", 2);
  for (let count = 0; count < 2; count++) await addQuestion("true-false", 1);

  async function createRound(spec: SittingRound = {}): Promise<string> {
    const roundId = newId();
    await db.insert(rounds).values({
      id: roundId, contestId, name: "Kỳ 1", position: 1, lotsSeed: "hat", createdAt, state: spec.state ?? "ready", publishedAt: spec.publishedAt ?? null,
      opensAt: spec.opensAt ?? monday, closesAt: spec.closesAt ?? monday + 14 * 24 * 60 * minuteMs, rules: { ...plainRules, ...spec.rules },
    });
    const lines = (spec.lines ?? setLines).map((line, index) => ({ ...line, id: newId(), roundId, position: index + 1 }));
    if (lines.length > 0) await db.insert(blueprintLines).values(lines);
    if (spec.blocIds) await db.insert(roundBlocs).values(spec.blocIds.map((blocId) => ({ roundId, blocId })));
    if (spec.unitIds) await db.insert(roundUnits).values(spec.unitIds.map((id) => ({ roundId, unitId: id })));
    return roundId;
  }

  async function createUnit(parentId: string | null = null): Promise<string> {
    const id = newId();
    await db.insert(units).values({ id, code: id, name: `Đơn vị ${id}`, searchName: "don vi", typeId, parentId });
    return id;
  }

  async function createParticipant(spec: { blocIds?: string[]; unitId?: string } = {}): Promise<Participant> {
    const [personId, accountId] = [newId(), newId()];
    await db.insert(people).values({ id: personId, code: personId, fullName: "Đặng Thị Ệ", searchName: "dang thi e", unitId: spec.unitId ?? unitId, createdAt });
    if (spec.blocIds) await db.insert(personBlocs).values(spec.blocIds.map((blocId) => ({ personId, blocId })));
    await db.insert(accounts).values({ id: accountId, login: accountId, displayName: "Đặng Thị Ệ", personId, createdAt });
    return { personId, accountId, sessionId: await signIn(accountId) };
  }

  async function signIn(accountId: string, expiresAt = farAway, absoluteExpiresAt = farAway): Promise<string> {
    const sessionId = randomBytes(32).toString("hex");
    await db.insert(sessions).values({ id: sessionId, accountId, expiresAt, absoluteExpiresAt, createdAt });
    return sessionId;
  }

  /** Starts and returns the attempt; throws when refused. */
  async function start(input: StartAttemptInput): Promise<string> {
    const started = await startAttempt({ database }, input);
    if (!started.ok) throw new Error(`not started: ${started.refusal.reason}`);
    return started.value.attemptId;
  }

  async function itemsOf(attemptId: string): Promise<SittingItem[]> {
    return db
      .select({ position: attemptItems.position, revisionId: attemptItems.revisionId, choiceOrder: attemptItems.choiceOrder, answerKey: questionRevisions.answerKey, type: questionRevisions.type })
      .from(attemptItems)
      .innerJoin(questionRevisions, eq(questionRevisions.id, attemptItems.revisionId))
      .where(eq(attemptItems.attemptId, attemptId))
      .orderBy(asc(attemptItems.position));
  }

  return { contestId, unitId, blocIds, createRound, createUnit, createParticipant, signIn, start, itemsOf };
}

export type Sitting = Awaited<ReturnType<typeof createSitting>>;

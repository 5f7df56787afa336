import { eq, inArray } from "drizzle-orm";
import type { ChoiceId } from "~/domain/question/question";
import { seededRandom, type SeededRandom, shuffle } from "~/domain/shared/random";
import { dayMs, type Instant } from "~/domain/shared/time";
import { loadExam } from "~/use-cases/attempt/load-exam.server";
import { savePrediction } from "~/use-cases/attempt/save-prediction.server";
import { saveResponses } from "~/use-cases/attempt/save-responses.server";
import { startAttempt } from "~/use-cases/attempt/start-attempt.server";
import { submitAttempt } from "~/use-cases/attempt/submit-attempt.server";
import type { Database } from "~db/client.server";
import { accounts, questionRevisions, sessions } from "~db/schema";
import type { PlannedSitting } from "./sitting-plan";

/** Sits planned attempts by the use cases that people use, each at its own moment of the past. */
type Keys = ReadonlyMap<string, ReadonlySet<ChoiceId>>;

export async function sitAttempts(database: Database, roundId: string, sittings: readonly PlannedSitting[]): Promise<number> {
  const keys = await loadKeys(database);
  const accountOf = await loadAccounts(database, sittings.map(({ personId }) => personId));
  let done = 0;
  for (const sitting of [...sittings].sort((a, b) => a.startedAt - b.startedAt)) {
    const accountId = accountOf.get(sitting.personId);
    if (accountId === undefined) continue;
    const sessionId = await openSession(database, accountId, sitting.startedAt);
    if (await sitOne(database, { sessionId, roundId, sitting, keys })) done += 1;
    await database.db.delete(sessions).where(eq(sessions.id, sessionId));
  }
  return done;
}

type Sitting = { sessionId: string; roundId: string; sitting: PlannedSitting; keys: Keys };

async function sitOne(database: Database, { sessionId, roundId, sitting, keys }: Sitting): Promise<boolean> {
  const { personId, startedAt, durationMs, prediction } = sitting;
  const seed = `${roundId}/${personId}/${startedAt}`;
  await savePrediction({ database }, { sessionId, roundId, value: prediction, now: startedAt - 20_000 });
  const started = await startAttempt({ database }, { sessionId, roundId, seed, now: startedAt });
  if (!started.ok) return false;
  const { attemptId } = started.value;
  const exam = await loadExam({ database }, { personId, attemptId, now: startedAt });
  if (exam?.state !== "in-progress") return false;
  const random = seededRandom(`${seed}/responses`);
  const responses = exam.items
    .filter(() => random.below(100) < sitting.answeredPercent)
    .map((item) => ({ position: item.position, choiceIds: choose(random, item.choices.map(({ id }) => id), keys.get(item.revisionId)!, sitting.skillPercent), isFlagged: false }));
  const lastSavedAt = startedAt + (durationMs ?? 8 * 60_000) - 2_000;
  await saveResponses({ database }, { sessionId, attemptId, epoch: exam.epoch, lastSequence: exam.lastSequence, responses, now: lastSavedAt });
  if (durationMs !== null) await submitAttempt({ database }, { sessionId, attemptId, epoch: exam.epoch, now: startedAt + durationMs });
  return true;
}

function choose(random: SeededRandom, choices: readonly ChoiceId[], key: ReadonlySet<ChoiceId>, skillPercent: number): ChoiceId[] {
  if (random.below(100) < skillPercent) return [...key];
  const wrong = shuffle(random, choices.filter((id) => !key.has(id)));
  return key.size === 1 ? wrong.slice(0, 1) : [[...key][0]!, ...wrong.slice(0, 1)];
}

async function loadKeys({ db }: Database): Promise<Keys> {
  const rows = await db.select({ id: questionRevisions.id, key: questionRevisions.answerKey }).from(questionRevisions);
  return new Map(rows.map(({ id, key }) => [id, new Set(key)]));
}

async function loadAccounts({ db }: Database, personIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.select({ id: accounts.id, personId: accounts.personId }).from(accounts).where(inArray(accounts.personId, [...new Set(personIds)]));
  return new Map(rows.flatMap(({ id, personId }) => (personId === null ? [] : [[personId, id] as const])));
}

/** A session of the past: valid at that moment only, gone when the sitting is over. */
async function openSession({ db }: Database, accountId: string, at: Instant): Promise<string> {
  const id = `demo-${accountId}`;
  const limit = at + dayMs;
  await db.insert(sessions).values({ id, accountId, expiresAt: limit, absoluteExpiresAt: limit, createdAt: at - 60_000 }).onConflictDoNothing();
  return id;
}

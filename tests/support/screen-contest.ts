import { asc, eq } from "drizzle-orm";
import type { RoundRules } from "~/domain/contest/round";
import { type Instant, minuteMs, startOfDay } from "~/domain/shared/time";
import { ensureRosterAccounts } from "~/use-cases/accounts/ensure-roster-accounts.server";
import { loadExam } from "~/use-cases/attempt/load-exam.server";
import { saveResponses } from "~/use-cases/attempt/save-responses.server";
import { startAttempt } from "~/use-cases/attempt/start-attempt.server";
import { submitAttempt } from "~/use-cases/attempt/submit-attempt.server";
import type { Database } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { accounts, blueprintLines, importBatches, people, questionRevisions, questions, rounds, sessions, units } from "~db/schema";
import { demoBlueprint } from "../../seed/demo/demo-contest";
import { createRealContest } from "./real-contest";
import { plainRules } from "./scenario";
import { createTestAccount, openSession } from "./sessions";

/**
 * The real units, people and questions with a closed round that every eighth of them has sat and one that is open for ever, the same
 * at every run: moments, drawn sets and responses are fixed, only the one attempt in progress begins now.
 */
export const closedWindow = { opensAt: startOfDay("2022-06-01") + 7 * 60 * minuteMs, closesAt: startOfDay("2022-06-05") + 17 * 60 * minuteMs };
const forEver = startOfDay("2099-12-31") + 17 * 60 * minuteMs;
const openWindow = { opensAt: startOfDay("2022-06-06") + 7 * 60 * minuteMs, closesAt: forEver };
const longName = "Đội Xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc, phòng, chống tội phạm và tệ nạn xã hội trên địa bàn huyện";

const proportional: RoundRules = { ...plainRules, severalScoring: "proportional", attempts: { allowed: 2, per: "round", pauseMinutes: 5 } };

export async function createScreenContest(database: Database) {
  const { db } = database;
  const { contestId } = await createRealContest(database);
  await db.update(units).set({ name: longName }).where(eq(units.code, "D07"));
  await db.update(questions).set({ state: "approved" });
  await ensureRosterAccounts({ database });
  const now = Date.now();
  await db.update(accounts).set({ passwordHash: "not-a-hash", consentedAt: now, consentVersion: 1, unitConfirmedAt: now });
  const closedRoundId = await addRound(database, contestId, { name: "Kỳ 1", position: 1, ...closedWindow });
  const openRoundId = await addRound(database, contestId, { name: "Kỳ 2", position: 2, ...openWindow });

  const roster = await db.select({ personId: people.id, code: people.code, accountId: accounts.id }).from(people).innerJoin(accounts, eq(accounts.personId, people.id)).orderBy(asc(people.code));
  const sitters = roster.filter((_, index) => index % 8 === 0);
  const closedAttemptIds: string[] = [];
  for (const [index, { accountId, personId, code }] of sitters.entries()) {
    const startedAt = closedWindow.opensAt + index * 67 * minuteMs;
    closedAttemptIds.push(await sit(database, { accountId, personId, seed: `đề ${code}`, roundId: closedRoundId, startedAt, wrongEvery: 3 + (index % 7), lasted: (5 + (index % 11)) * minuteMs }));
  }
  const [participant, newcomer] = [sitters[0]!, roster[1]!];
  await db.update(accounts).set({ passwordHash: null, consentedAt: null, unitConfirmedAt: null }).where(eq(accounts.id, newcomer.accountId));
  const openAttemptId = await sit(database, { ...participant, seed: "đề đang làm", roundId: openRoundId, startedAt: now, wrongEvery: 2, answered: 7 });

  const closedAttemptId = closedAttemptIds[0]!;
  const [unit] = await db.select({ id: units.id }).from(units).where(eq(units.code, "D07"));
  const [question] = await db.select({ id: questions.id }).from(questions).orderBy(asc(questions.id)).limit(1);
  const [batch] = await db.select({ id: importBatches.id }).from(importBatches).where(eq(importBatches.kind, "people"));
  const unitId = unit!.id;
  const accountIds = {
    participant: participant.accountId,
    /** Has sat the closed round, not yet the open one. */
    starter: sitters[1]!.accountId,
    onboarding: newcomer.accountId,
    coordinator: await createTestAccount(db, { login: "dau-moi", role: "coordinator", unitId }),
    leadership: await createTestAccount(db, { login: "lanh-dao", role: "leadership" }),
    organiser: await createTestAccount(db, { login: "thu-ky", role: "organiser" }),
    administrator: await createTestAccount(db, { login: "quan-tri", role: "administrator" }),
  };
  return {
    closedRoundId, openRoundId, closedAttemptId, openAttemptId, accountIds,
    /** Values for `:name` in the addresses of the access table. */
    fixtures: { kind: "people", roundId: closedRoundId, unitId, accountId: participant.accountId, personId: participant.personId, questionId: question!.id, batchId: batch!.id, attemptId: closedAttemptId },
    /** For the cookie jar of a browser; the participant's is the one that writes the open attempt. */
    async cookiesOf(visitor: keyof typeof accountIds, url: string) {
      const session = (await openSession(db, accountIds[visitor])).split("=")[1]!;
      const named = { "__Host-session": session, ...(visitor === "participant" && { "__Host-writer": `${openAttemptId}.1` }) };
      return Object.entries(named).map(([name, value]) => ({ name, value, domain: new URL(url).hostname, path: "/", secure: true, httpOnly: true, sameSite: "Lax" as const }));
    },
  };
}

export type ScreenContest = Awaited<ReturnType<typeof createScreenContest>>;

type RoundRow = { name: string; position: number; opensAt: Instant; closesAt: Instant };

async function addRound({ db }: Database, contestId: string, row: RoundRow): Promise<string> {
  const id = newId();
  await db.insert(rounds).values({ id, contestId, ...row, state: "ready", lotsSeed: "hat-giong", createdAt: startOfDay("2022-05-01"), rules: proportional });
  const lines = demoBlueprint.map(({ type, count, points }, index) => ({ id: newId(), roundId: id, position: index + 1, topicId: null, levelId: null, type, count, points }));
  await db.insert(blueprintLines).values(lines);
  return id;
}

type Sitting = { accountId: string; personId: string; roundId: string; seed: string; startedAt: Instant; wrongEvery: number; answered?: number; lasted?: number };

/** Right but for every `wrongEvery`-th question, where the first choice that is not right is taken. In progress without `lasted`. */
async function sit(database: Database, { accountId, personId, roundId, seed, startedAt, wrongEvery, answered = 20, lasted }: Sitting): Promise<string> {
  const { db } = database;
  const sessionId = `man-hinh-${accountId}`;
  await db.insert(sessions).values({ id: sessionId, accountId, expiresAt: forEver, absoluteExpiresAt: forEver, createdAt: startedAt }).onConflictDoNothing();
  const started = await startAttempt({ database }, { sessionId, roundId, seed, now: startedAt });
  if (!started.ok) throw new Error(started.refusal.reason);
  const { attemptId } = started.value;
  const exam = await loadExam({ database }, { personId, attemptId, now: startedAt });
  if (exam?.state !== "in-progress") throw new Error("not in progress");
  const keys = new Map((await db.select({ id: questionRevisions.id, key: questionRevisions.answerKey }).from(questionRevisions)).map(({ id, key }) => [id, new Set(key)]));
  const responses = exam.items.slice(0, answered).map((item) => {
    const key = keys.get(item.revisionId)!;
    const ids = item.choices.map(({ id }) => id);
    const chosen = item.position % wrongEvery === 0 ? ids.filter((id) => !key.has(id)).slice(0, 1) : ids.filter((id) => key.has(id));
    return { position: item.position, choiceIds: chosen, isFlagged: item.position === 3 };
  });
  await saveResponses({ database }, { sessionId, attemptId, epoch: exam.epoch, lastSequence: exam.lastSequence, responses, now: startedAt + minuteMs });
  if (lasted !== undefined) await submitAttempt({ database }, { sessionId, attemptId, epoch: exam.epoch, now: startedAt + lasted });
  return attemptId;
}

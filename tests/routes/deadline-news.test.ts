import { afterAll, beforeAll, expect, test } from "vitest";
import { dayMs, minuteMs } from "~/domain/shared/time";
import { submitAttempt } from "~/use-cases/attempt/submit-attempt.server";
import { sweepAttempts } from "~/use-cases/attempt/sweep-attempts.server";
import { giveExtraTime } from "~/use-cases/incident/give-extra-time.server";
import { reopenAttempts } from "~/use-cases/incident/reopen-attempts.server";
import { changeRound } from "~/use-cases/round/change-round.server";
import { newId } from "~db/new-id.server";
import { type AppServer, startAppServer } from "../support/app-server";
import { createOrganiser } from "../support/incidents";
import { pageWords } from "../support/page-words";
import { signIn } from "../support/signed-in";
import { createSitting, type Participant, type Sitting } from "../support/sitting";

/** What is said of the end of an attempt: before it starts, and on the exam page when it is read again or without JavaScript. */
let app: AppServer;
let sitting: Sitting;
let accountId: string;
const now = Date.now();

beforeAll(async () => {
  app = await startAppServer();
  sitting = await createSitting(app.database);
  accountId = await createOrganiser(app.database.db);
});
afterAll(() => app.stop());

type Begun = Participant & { attemptId: string; roundId: string };
const newRound = () => sitting.createRound({ opensAt: now - dayMs, closesAt: now + dayMs });
async function begin(roundId: string, startedAt = now - 5 * minuteMs): Promise<Begun> {
  const who = await sitting.createParticipant();
  return { ...who, roundId, attemptId: await sitting.start({ sessionId: who.sessionId, roundId, now: startedAt }) };
}
const about = ({ roundId, attemptId }: Begun, reason: string) => ({ incidentId: newId(), roundId, accountId, reason, scope: { attemptId }, minutes: 10, mayPassClosing: false });

async function examPage(begun: Begun, epoch = 1): Promise<string> {
  const { headers } = await signIn(app.database.db, { personId: begun.personId });
  const response = await fetch(`${app.url}/attempts/${begun.attemptId}`, { redirect: "manual", headers: { Cookie: `${headers.Cookie}; __Host-writer=${begun.attemptId}.${epoch}` } });
  return pageWords(await response.text());
}
const given = "Ban Tổ chức đã cho thêm giờ: hạn nộp bài là";
const closed = "Kỳ thi đóng sớm: bài đang làm được thu lúc";

test("before a start: when the round closes before the time is up, how much is left", async () => {
  const { personId } = await sitting.createParticipant();
  const { headers } = await signIn(app.database.db, { personId });
  const startPage = async (closesAt: number) => {
    const roundId = await sitting.createRound({ opensAt: now - dayMs, closesAt, rules: { minutes: 20 } });
    return pageWords(await (await fetch(`${app.url}/rounds/${roundId}`, { redirect: "manual", headers })).text());
  };
  expect(await startPage(Date.now() + 5.5 * minuteMs)).toContain("chỉ còn 5 phút làm bài thay vì 20 phút");
  const early = await startPage(now + dayMs);
  expect(early).toContain("Bắt đầu làm bài");
  expect(early).not.toContain("sắp đóng");
});

test("nothing while only the rules hold; then extra time or a reopening, with its reason", async () => {
  const begun = await begin(await newRound());
  const atFirst = await examPage(begun);
  expect(atFirst).toContain("Câu 1");
  expect(atFirst).not.toMatch(/Ban Tổ chức đã|đóng sớm/);
  await giveExtraTime(app, about(begun, "Mất điện"));
  expect(await examPage(begun)).toMatch(new RegExp(`${given} .* Lý do: Mất điện`));
  await submitAttempt(app, { sessionId: begun.sessionId, attemptId: begun.attemptId });
  await reopenAttempts(app, { ...about(begun, "Nộp nhầm"), expiredSince: 0 });
  const reopened = await examPage(begun, 2);
  expect(reopened).toMatch(/Ban Tổ chức đã mở lại lượt thi: làm tiếp đến .* Lý do: Nộp nhầm/);
  expect(reopened).not.toContain(given);
});

test("an early closing that collects, also where extra time had moved the deadline before; not to whom it takes nothing", async () => {
  const roundId = await newRound();
  const [cut, cutAfterExtra, endsBefore] = [await begin(roundId), await begin(roundId), await begin(roundId, now - 17 * minuteMs)];
  await giveExtraTime(app, about(cutAfterExtra, "Mất điện"));
  expect(await examPage(cutAfterExtra)).toContain(given);
  const wish = { kind: "close-early", at: Date.now() + 8 * minuteMs, running: "collected" } as const;
  expect(await changeRound(app, { accountId, roundId, wish, reason: "Bão số 3" })).toMatchObject({ ok: true });
  for (const begun of [cut, cutAfterExtra]) {
    const page = await examPage(begun);
    expect(page).toMatch(new RegExp(`${closed} .* Lý do: Bão số 3`));
    expect(page).not.toContain(given);
  }
  expect(await examPage(endsBefore)).not.toContain(closed);
});

test("a reopening for less time than extra time gave is no closing that overtook it, neither in the record nor in what the person reads", async () => {
  const begun = await begin(await newRound());
  await giveExtraTime(app, { ...about(begun, "Mất điện"), minutes: 60 });
  await submitAttempt(app, { sessionId: begun.sessionId, attemptId: begun.attemptId });
  expect(await reopenAttempts(app, { ...about(begun, "Nộp nhầm"), expiredSince: 0 })).toMatchObject({ ok: true });
  const [organiser, person] = [await signIn(app.database.db, { roles: ["organiser"] }), await signIn(app.database.db, { personId: begun.personId })];
  for (const [path, { headers }] of [[`/organiser/rounds/${begun.roundId}/incidents`, organiser], ["/rounds", person]] as const) {
    const words = pageWords(await (await fetch(`${app.url}${path}`, { headers })).text());
    expect(words).toContain("Nộp nhầm");
    expect(words).not.toContain("rút xuống");
  }
});

test("afterwards the record names the closing and the end it made of extra time, and so does the person's result", async () => {
  const roundId = await newRound();
  const begun = await begin(roundId);
  await giveExtraTime(app, about(begun, "Mất điện"));
  const at = Date.now() + 8 * minuteMs;
  expect(await changeRound(app, { accountId, roundId, wish: { kind: "close-early", at, running: "collected" }, reason: "Bão số 3" })).toMatchObject({ ok: true });
  const organiser = await signIn(app.database.db, { roles: ["organiser"] });
  const read = async (path: string, { headers }: { headers: HeadersInit }) => pageWords(await (await fetch(`${app.url}${path}`, { headers })).text());
  const record = await read(`/organiser/rounds/${roundId}/incidents`, organiser);
  expect(record).toContain("Người lập biên bản");
  expect(record).toContain("sau đó hạn rút xuống còn đến");
  expect(record).toMatch(/Đóng kỳ thi sớm và thu bài Lúc .* bài đang làm thu lúc .* Lý do: Bão số 3/);
  await sweepAttempts(app, { now: at + minuteMs });
  const result = await read(`/attempts/${begun.attemptId}/result`, await signIn(app.database.db, { personId: begun.personId }));
  expect(result).toMatch(new RegExp(`${closed} .* Lý do: Bão số 3`));
  expect(result).toContain("(sau đó rút xuống còn đến");
});

test("more minutes for everybody after extra time are what the page tells", async () => {
  const begun = await begin(await newRound());
  await giveExtraTime(app, about(begun, "Mất điện"));
  const wish = { kind: "loosen", closesAt: now + dayMs, minutes: 50, allowed: null } as const;
  expect(await changeRound(app, { accountId, roundId: begun.roundId, wish, reason: "Đề dài" })).toMatchObject({ ok: true });
  const page = await examPage(begun);
  expect(page).toMatch(/Thời gian làm bài tăng từ \d+ lên 50 phút: hạn nộp bài là .* Lý do: Đề dài/);
  expect(page).not.toContain(given);
});

test("a record of nothing but an early closing is one to print and sign; one of nothing at all is not", async () => {
  const [roundId, quietId] = [await newRound(), await newRound()];
  await begin(roundId);
  const wish = { kind: "close-early", at: Date.now() + 8 * minuteMs, running: "collected" } as const;
  expect(await changeRound(app, { accountId, roundId, wish, reason: "Bão số 3" })).toMatchObject({ ok: true });
  const { headers } = await signIn(app.database.db, { roles: ["organiser"] });
  const read = async (id: string) => (await fetch(`${app.url}/organiser/rounds/${id}/incidents`, { headers })).text();
  const [closing, quiet] = [await read(roundId), await read(quietId)];
  for (const shown of ["data-print", "Người lập biên bản"]) expect([closing.includes(shown), quiet.includes(shown)], shown).toEqual([true, false]);
  expect([closing, quiet].map((page) => page.includes("chưa có sự cố nào được ghi nhận"))).toEqual([false, true]);
});

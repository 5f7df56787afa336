import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { choicesResponse } from "~/domain/attempt/response";
import { dayMs, hourMs, minuteMs } from "~/domain/shared/time";
import { submitAttempt } from "~/use-cases/attempt/submit-attempt.server";
import { cancelRound } from "~/use-cases/round/set-round-state.server";
import { newId } from "~db/new-id.server";
import { writeSaves } from "~db/repositories/attempt-save.server";
import { attempts, auditLog, grades, incidents, rounds } from "~db/schema";
import { startAppServer, type AppServer } from "../support/app-server";
import { unsentFileOf } from "../support/incidents";
import { pageWords } from "../support/page-words";
import { signIn, type SignedInAccount } from "../support/signed-in";
import { createSitting, type Participant, type Sitting } from "../support/sitting";

let app: AppServer;
let sitting: Sitting;
let organiser: SignedInAccount;
let coordinator: SignedInAccount;
let roundId: string;
const now = Date.now();

beforeAll(async () => {
  app = await startAppServer();
  const { database } = app;
  sitting = await createSitting(database);
  organiser = await signIn(database.db, { roles: ["organiser"] });
  coordinator = await signIn(database.db, { roles: ["coordinator"], unitId: sitting.unitId });
  roundId = await sitting.createRound({ opensAt: now - dayMs, closesAt: now + dayMs });
});
afterAll(() => app.stop());

type Begun = Participant & { attemptId: string };
async function begin(startedAt = now - 5 * minuteMs, round = roundId): Promise<Begun> {
  const who = await sitting.createParticipant();
  return { ...who, attemptId: await sitting.start({ sessionId: who.sessionId, roundId: round, now: startedAt }) };
}
const stored = async ({ attemptId }: Begun) => (await app.database.db.select().from(attempts).where(eq(attempts.id, attemptId)))[0]!;
const base = (round = roundId) => `/organiser/rounds/${round}`;
const get = (path: string, who = organiser) => fetch(`${app.url}${path}`, { headers: who.headers, redirect: "manual" });
const words = async (path: string, who = organiser) => pageWords(await (await get(path, who)).text());
const post = (path: string, body: URLSearchParams | FormData, who = organiser) => fetch(`${app.url}${path}`, { method: "POST", redirect: "manual", headers: { ...who.headers, Origin: app.url }, body });
const decide = (begun: Begun, kind: string, fields: Record<string, string> = {}, who = organiser) =>
  post(`${base()}/incidents/new?kind=${kind}&attempt=${begun.attemptId}`, new URLSearchParams({ kind, attemptId: begun.attemptId, incidentId: newId(), minutes: "10", expiredSince: "2022-01-01T00:00", reason: "Mất điện", ...fields }), who);

/** The messages of a refused form, in their order. */
async function summaryOf(response: Response): Promise<string[]> {
  const summary = /<div class="error-summary"[\s\S]*?<\/ul>/.exec(await response.text())?.[0] ?? "";
  return [...summary.matchAll(/<li>(?:<a [^>]*>)?([^<]+)/g)].map(([, text]) => text!);
}

describe("the list of who sits", () => {
  it("names each person with state and way on, filtered by the address, and can be read again by a link", async () => {
    const begun = await begin();
    const page = await (await get(`${base()}/running?state=in-progress`)).text();
    expect(page).toContain(`href="${base()}/running/${begun.personId}"`);
    expect(page).toContain("0/7");
    expect(page).toMatch(/<a class="small" href="">Tải lại<\/a>/);
    expect(await words(`${base()}/running?state=voided&q=%3Cscript%3E`)).toContain("Không có ai phù hợp");
    expect(await words(`${base()}/running?state=void`), "no tile leads there").toContain("Đặng Thị Ệ");
    expect(await words(`${base()}/running?state=nonsense&page=-3&unit=1`)).toContain("Đặng Thị Ệ");
  });

  it("says of a cancelled round what becomes of its attempts, and calls nobody silent; what is still saved and handed in there counts for nothing", async () => {
    const round = await sitting.createRound({ opensAt: now - dayMs, closesAt: now + dayMs });
    const [late, prompt] = [await begin(now - 5 * minuteMs, round), await begin(now - 5 * minuteMs, round)];
    expect(await words(`${base(round)}/running`)).toContain("Đang làm bài 2 trong đó mất tín hiệu");
    expect(await cancelRound(app, { accountId: organiser.accountId, roundId: round, reason: "Bão số 3" })).toMatchObject({ ok: true });
    const list = await words(`${base(round)}/running`);
    expect(list).toContain("Kỳ thi đã hủy: không ai vào thi được nữa và không bài nào được tính. Ai đang làm dở vẫn lưu và nộp bài được đến hết hạn nộp của mình; hết hạn thì bài tự đóng.");
    expect(list).toMatch(/Hủy lúc \d\d:\d\d ngày [\d/]+\. Lý do: Bão số 3/);
    expect(list).toContain("2 Tất cả 2 Chưa nộp 0 Đã nộp");
    expect(list).not.toMatch(/chưa vào thi|đang làm bài|mất tín hiệu/i);
    const person = await words(`${base(round)}/running/${late.personId}`);
    expect(person).toContain("Lượt 1 Chưa nộp");
    expect(person).not.toMatch(/mất tín hiệu/i);
    expect(await submitAttempt(app, { sessionId: prompt.sessionId, attemptId: prompt.attemptId, epoch: (await stored(prompt)).writerEpoch })).toMatchObject({ outcome: "closed" });
    expect(await stored(prompt)).toMatchObject({ state: "submitted" });
  });

  it("is the same 404 for a draft, an unknown round, an unknown person and what is no id", async () => {
    const draft = await sitting.createRound({ state: "draft" });
    for (const path of [`${base(draft)}/running`, `${base(newId())}/running`, `${base()}/running/${newId()}`, `${base()}/running/1`, `${base(draft)}/incidents`, `${base()}/incidents/new?attempt=${newId()}`]) expect((await get(path)).status).toBe(404);
  });
});

describe("a decision about one attempt", () => {
  it("asks for minutes and a reason, keeping what was typed", async () => {
    const begun = await begin();
    const refused = await decide(begun, "extra-time", { minutes: "0", reason: "", mayPassClosing: "on" });
    const page = await refused.text();
    expect(refused.status).toBe(400);
    for (const shown of ["Nhập số phút từ 1 đến 600.", "Nhập lý do.", 'value="0"', "checked"]) expect(page).toContain(shown);
    expect((await decide(begun, "extra-time", { reason: "x".repeat(501) })).status).toBe(400);
    expect((await decide(begun, "anything")).status).toBe(400);
    expect((await stored(begun)).extraSeconds).toBe(0);
  });

  it("gives extra time once for one form, and leads back to the person with a notice", async () => {
    const begun = await begin();
    const { deadlineAt } = await stored(begun);
    const incidentId = newId();
    const first = await decide(begun, "extra-time", { incidentId });
    expect([first.status, first.headers.get("Location")]).toEqual([302, `${base()}/running/${begun.personId}?da=da-cho-them-gio`]);
    expect((await decide(begun, "extra-time", { incidentId })).status).toBe(302);
    expect((await stored(begun)).deadlineAt).toBe(deadlineAt + 10 * minuteMs);
    expect(await words(`${base()}/running/${begun.personId}`)).toContain("Lý do: Mất điện");
  });

  it("says what cannot be done and what to do instead", async () => {
    const begun = await begin();
    expect(await (await decide(begun, "reopening")).text()).toContain("Lượt thi đang làm hoặc đang được thu");
    await submitAttempt({ database: app.database }, { sessionId: begun.sessionId, attemptId: begun.attemptId });
    const late = await decide(begun, "extra-time");
    expect([late.status, (await late.text()).includes("hãy dùng “Mở lại lượt thi”")]).toEqual([409, true]);
    expect((await decide(begun, "reopening")).status).toBe(302);
    expect(await stored(begun)).toMatchObject({ state: "in-progress", gradedAt: null });
    expect((await decide(begun, "void")).status).toBe(302);
    expect(await (await decide(begun, "void")).text()).toContain("Lượt thi đã bị hủy.");
  });

  it("is told in the list of who sits: extra time, a reopening, a void attempt before this one", async () => {
    const [given, reopened] = [await begin(), await begin()];
    await decide(given, "extra-time");
    await submitAttempt({ database: app.database }, { sessionId: reopened.sessionId, attemptId: reopened.attemptId });
    expect((await decide(reopened, "reopening", { minutes: "60" })).status).toBe(302);
    const rowOf = async ({ personId }: Begun) => pageWords((await (await get(`${base()}/running?state=in-progress`)).text()).split("<tr").find((row) => row.includes(personId)) ?? "");
    expect([await rowOf(given), await rowOf(reopened)]).toEqual([expect.stringMatching(/còn .* \(được thêm giờ\)/), expect.stringMatching(/còn .* \(đã mở lại\)/)]);
    await decide(reopened, "extra-time");
    expect(await rowOf(reopened)).toContain("(đã mở lại, được thêm giờ)");
    await decide(given, "void");
    await sitting.start({ sessionId: given.sessionId, roundId });
    expect(await rowOf(given)).toMatch(/Đang làm bài lượt 2.*1 lượt trước bị hủy/);
    expect(await words(`${base()}/running`)).toMatch(/[1-9]\d* Có lượt bị hủy/);
  });

  it("is not a coordinator's, not a participant's, and not about an attempt of another round", async () => {
    const begun = await begin();
    const participant = await signIn(app.database.db, { personId: begun.personId });
    for (const who of [coordinator, participant]) expect((await decide(begun, "void", {}, who)).status).toBe(403);
    const elsewhere = await sitting.createRound({ opensAt: now - dayMs, closesAt: now + dayMs });
    const foreign = await post(`${base(elsewhere)}/incidents/new`, new URLSearchParams({ kind: "void", attemptId: begun.attemptId, incidentId: newId(), reason: "x" }));
    expect([foreign.status, (await stored(begun)).state]).toEqual([409, "in-progress"]);
  });

  it("reaches a whole unit, which has to be chosen", async () => {
    const begun = await begin();
    const form = (unitId: string) => new URLSearchParams({ kind: "extra-time", attemptId: "", unitId, incidentId: newId(), minutes: "7", reason: "Mất mạng" });
    expect(await (await post(`${base()}/incidents/new`, form(""))).text()).toContain("Chọn đơn vị.");
    const nothingTyped = await post(`${base()}/incidents/new`, new URLSearchParams({ kind: "extra-time", attemptId: "", unitId: "", incidentId: newId(), minutes: "0", reason: "" }));
    expect(await summaryOf(nothingTyped), "all at once").toEqual(["Chọn đơn vị.", "Nhập số phút từ 1 đến 600.", "Nhập lý do."]);
    const { extraSeconds } = await stored(begun);
    const given = await post(`${base()}/incidents/new`, form(sitting.unitId));
    expect(given.headers.get("Location")).toBe(`${base()}/running?da=da-cho-them-gio`);
    expect((await stored(begun)).extraSeconds).toBe(extraSeconds + 7 * 60);
    expect(await words(`${base()}/incidents`)).toMatch(/Cho thêm giờ – Đội Tổng hợp.* Thêm 7 phút\. Lý do: Mất mạng/);
  });
});

describe("a form that lacks its reason", () => {
  it("also says what the rules have against the rest, and changes nothing", async () => {
    const round = await sitting.createRound({ opensAt: now - dayMs, closesAt: now + hourMs });
    const begun = await begin(now - 5 * minuteMs, round);
    await app.database.db.update(attempts).set({ deadlineAt: now + hourMs }).where(eq(attempts.id, begun.attemptId));
    const without = (kind: string, more: Record<string, string> = {}) => post(`${base(round)}/incidents/new?kind=${kind}&attempt=${begun.attemptId}`, new URLSearchParams({ kind, attemptId: begun.attemptId, incidentId: newId(), minutes: "10", expiredSince: "2022-01-01T00:00", reason: "", ...more }));
    expect(await summaryOf(await without("extra-time"))).toEqual(["Không còn thời gian trước giờ đóng kỳ thi. Đánh dấu ô này nếu cho làm quá giờ đóng.", "Nhập lý do."]);
    expect(await summaryOf(await without("extra-time", { mayPassClosing: "on" }))).toEqual(["Nhập lý do."]);
    expect(await summaryOf(await without("reopening"))).toEqual(["Lượt thi đang làm hoặc đang được thu. Chờ ít giây rồi mở lại trang.", "Nhập lý do."]);
    expect(await stored(begun)).toMatchObject({ state: "in-progress", deadlineAt: now + hourMs, extraSeconds: 0 });
    await app.database.db.update(rounds).set({ publishedAt: now }).where(eq(rounds.id, round));
    expect(await summaryOf(await without("void"))).toEqual(["Kết quả đã công bố. Đánh dấu ô này nếu Ban Tổ chức vẫn hủy lượt thi.", "Nhập lý do."]);
    expect(await app.database.db.select().from(incidents).where(eq(incidents.roundId, round))).toEqual([]);
  });
});

describe("extra time that the closing cuts", () => {
  it("says so with the notice, in the record and in the audit, each attempt from its deadline to the closing", async () => {
    const closesAt = Math.ceil(Date.now() / minuteMs) * minuteMs + 30 * minuteMs;
    const round = await sitting.createRound({ opensAt: now - dayMs, closesAt });
    for (const minutesAgo of [3, 5]) await begin(Date.now() - minutesAgo * minuteMs, round);
    const given = await post(`${base(round)}/incidents/new`, new URLSearchParams({ kind: "extra-time", attemptId: "", unitId: sitting.unitId, incidentId: newId(), minutes: "25", reason: "Mất mạng" }));
    expect(given.headers.get("Location")).toBe(`${base(round)}/running?da=da-cho-them-gio-den-gio-dong`);
    expect(await words(`${base(round)}/running?da=da-cho-them-gio-den-gio-dong`)).toContain("chỉ được đến giờ đóng kỳ thi");
    expect(await words(`${base(round)}/incidents`)).toMatch(/Thêm 25 phút, nhưng cả 2 lượt thi chỉ đến giờ đóng kỳ thi \(được từ 1\d phút.* đến 1\d phút.*\)\. Lý do: Mất mạng/);
    const [deed] = await app.database.db.select().from(auditLog).where(and(eq(auditLog.subjectId, round), eq(auditLog.action, "incident.extra-time")));
    expect(deed).toMatchObject({ after: { minutes: 25, attempts: 2, unitId: sitting.unitId, firstDeadlineAt: closesAt, lastDeadlineAt: closesAt } });
    const parts = await app.database.db.select().from(auditLog).where(eq(auditLog.partOf, deed!.id));
    expect(parts).toHaveLength(2);
    for (const part of parts) expect(part).toMatchObject({ subjectType: "attempt", before: { state: "in-progress", deadlineAt: expect.any(Number) }, after: { deadlineAt: closesAt } });
    expect(await words(`/organiser/audit?subject=round:${round}`)).toMatch(/Hạn nộp sớm nhất: .* Hạn nộp muộn nhất: /);
  });

  it("says so too where one of a unit has all of it and another, who ends with the round, nothing", async () => {
    const closesAt = Date.now() + 30 * minuteMs;
    const round = await sitting.createRound({ opensAt: now - dayMs, closesAt });
    const [extended, left] = [await begin(now - 5 * minuteMs, round), await begin(now - 5 * minuteMs, round)];
    await app.database.db.update(attempts).set({ deadlineAt: closesAt }).where(eq(attempts.id, left.attemptId));
    const { deadlineAt } = await stored(extended);
    const form = new URLSearchParams({ kind: "extra-time", attemptId: "", unitId: sitting.unitId, incidentId: newId(), minutes: "7", reason: "Mất mạng" });
    for (let sent = 0; sent < 2; sent += 1) expect((await post(`${base(round)}/incidents/new`, form)).headers.get("Location")).toBe(`${base(round)}/running?da=da-cho-them-gio-den-gio-dong`);
    expect(await words(`${base(round)}/incidents`)).toContain("Thêm 7 phút; 1 lượt thi không được thêm vì không còn thời gian trước giờ đóng kỳ thi. Lý do: Mất mạng");
    expect([(await stored(extended)).deadlineAt, (await stored(left)).deadlineAt]).toEqual([deadlineAt + 7 * minuteMs, closesAt]);
    for (const subject of [`round:${round}`, `attempt:${extended.attemptId}`]) expect(await words(`/organiser/audit?subject=${subject}`)).toMatch(/Cho thêm giờ.*Mất mạng/);
    const [deed, ...more] = await app.database.db.select().from(auditLog).where(and(eq(auditLog.subjectId, round), eq(auditLog.action, "incident.extra-time")));
    expect([deed, more]).toMatchObject([{ after: { unitId: sitting.unitId, attempts: 1, minutes: 7 } }, []]);
    expect(await app.database.db.select().from(auditLog).where(eq(auditLog.partOf, deed!.id))).toMatchObject([{ subjectId: extended.attemptId }]);
  });
});

describe("a file of unsent responses", () => {
  const upload = (content: string, path = `${base()}/hand-in`, who = organiser) => {
    const body = new FormData();
    body.set("file", new Blob([content], { type: "application/json" }), "bai-chua-gui.json");
    return post(path, body, who);
  };
  const hiddenField = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)![1]!.replaceAll("&quot;", '"');

  it("is compared, then accepted with a reason, and graded; the second time nothing is left to take", async () => {
    const begun = await begin(now - hourMs);
    const items = await sitting.itemsOf(begun.attemptId);
    const { deadlineAt } = await stored(begun);
    const row = { sessionId: begun.sessionId, attemptId: begun.attemptId, epoch: 1, sequence: 1, position: 2, response: choicesResponse(items[1]!.answerKey), isFlagged: false, ageMs: 0, baseSequence: null };
    await writeSaves(app.database.sql, [row], { wait: true, now: now - 50 * minuteMs });
    await submitAttempt({ database: app.database }, { sessionId: begun.sessionId, attemptId: begun.attemptId });
    const file = unsentFileOf(begun.attemptId, deadlineAt, [{ position: 1, choiceIds: items[0]!.answerKey }, { position: 2, choiceIds: items[1]!.answerKey }, { position: 3, choiceIds: ["lạ"] }]);
    const compared = await upload(JSON.stringify(file));
    const page = await compared.text();
    expect(compared.status).toBe(200);
    for (const shown of ["Sẽ nhận: chưa có trên máy chủ", "Đã có, giống nhau", "Không nhận: không có trong đề", "Nhận <!-- -->1<!-- --> câu và chấm lại"]) expect(page).toContain(shown);
    const fields = { incidentId: hiddenField(page, "incidentId"), file: hiddenField(page, "file"), positions: hiddenField(page, "positions") };
    const accept = (reason: string, change = {}) => post(`${base()}/hand-in`, new URLSearchParams({ ...fields, reason, ...change }));
    expect([(await accept("")).status, (await accept("Mất mạng", { positions: "1,3" })).status]).toEqual([400, 409]);
    expect(await app.database.db.select().from(grades).where(eq(grades.attemptId, begun.attemptId))).toMatchObject([{ answeredCount: 1 }]);
    expect((await accept("Mất mạng")).headers.get("Location")).toBe(`${base()}/running/${begun.personId}?da=da-nhan-tep`);
    expect(await app.database.db.select().from(grades).where(eq(grades.attemptId, begun.attemptId))).toMatchObject([{ answeredCount: 2, correctCount: 2 }]);
    expect((await accept("Mất mạng")).status).toBe(302);
    expect((await accept("Mất mạng", { incidentId: newId() })).status).toBe(409);
    expect(await (await upload(JSON.stringify(file))).text()).toContain("Tệp không có câu nào nhận được.");
  });

  it("is taken only with a tick of its own once the keys show", async () => {
    const round = await sitting.createRound({ opensAt: now - dayMs, closesAt: now - hourMs });
    const begun = await begin(now - 2 * hourMs, round);
    const { deadlineAt } = await stored(begun);
    await submitAttempt({ database: app.database }, { sessionId: begun.sessionId, attemptId: begun.attemptId });
    const file = unsentFileOf(begun.attemptId, deadlineAt, [{ position: 1, choiceIds: (await sitting.itemsOf(begun.attemptId))[0]!.answerKey }]);
    const page = await (await upload(JSON.stringify(file), `${base(round)}/hand-in`)).text();
    expect(page).toContain("Đáp án của kỳ thi đã hiện với người dự thi.");
    const fields = { incidentId: hiddenField(page, "incidentId"), file: hiddenField(page, "file"), positions: hiddenField(page, "positions"), reason: "Mất mạng" };
    const accept = (change = {}) => post(`${base(round)}/hand-in`, new URLSearchParams({ ...fields, ...change }));
    const refused = await accept();
    expect([refused.status, (await refused.text()).includes("Đánh dấu ô này nếu Ban Tổ chức vẫn nhận.")]).toEqual([409, true]);
    expect((await accept({ despiteKeys: "on" })).status).toBe(302);
  });

  it("is refused whole when the exam page cannot have written it", async () => {
    const begun = await begin();
    const file = unsentFileOf(begun.attemptId, now, [{}]);
    for (const content of ["", "{", "[]", "null", JSON.stringify({ ...file, receipt: "0000-0000" }), JSON.stringify({ ...file, saves: [] }), JSON.stringify({ ...file, saves: [{ position: -1 }] }), "x".repeat(300_000)]) {
      const refused = await upload(content);
      expect([refused.status, (await refused.text()).includes("Xin lại tệp gốc")]).toEqual([400, true]);
    }
    const elsewhere = await sitting.createRound({ opensAt: now - dayMs, closesAt: now + dayMs });
    expect(await (await upload(JSON.stringify(file), `${base(elsewhere)}/hand-in`)).text()).toContain("kỳ thi khác");
    expect((await upload(JSON.stringify(file), `${base()}/hand-in`, coordinator)).status).toBe(403);
  });
});

it("the record of incidents is a document in office layout: agency, national title, signatures, no framework script", async () => {
  const page = await (await get(`${base()}/incidents`)).text();
  for (const shown of ["Cộng hòa xã hội chủ nghĩa Việt Nam", "Biên bản sự cố", "Người lập biên bản", "ký, ghi rõ họ tên"]) expect(page).toContain(shown);
  expect(page).not.toContain("window.__remixContext");
  expect((await app.database.db.select().from(incidents)).length).toBeGreaterThan(3);
  const empty = await sitting.createRound({ opensAt: now - dayMs, closesAt: now + dayMs });
  expect(await words(`${base(empty)}/incidents`)).toContain("chưa có sự cố nào được ghi nhận");
});

import { and, asc, eq, not, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accounts, attempts, auditLog, committeeNotes, people, rounds, units } from "~db/schema";
import { startAppServer, type AppServer } from "../support/app-server";
import { prepareDemo } from "../support/demo";
import { createHttpBrowser, type HttpBrowser, locationOf } from "../support/http-browser";
import { createTestAccount, openSession } from "../support/sessions";

/** What a person sees, takes away and asks for of the own data; and what the committee does with it. */
let app: AppServer;
let participant: HttpBrowser;
let organiser: HttpBrowser;
let personId: string;
let openRoundId: string;
const phone = "0987000111";

async function browserOf(accountId: string): Promise<HttpBrowser> {
  const browser = createHttpBrowser(app.url);
  browser.setCookie("__Host-session", (await openSession(app.database.db, accountId)).split("=")[1]!);
  return browser;
}

beforeAll(async () => {
  app = await startAppServer({ prepare: async (database) => void (await prepareDemo(database)) });
  const { db } = app.database;
  const hasSatKy2 = sql`exists (select from attempts other join rounds r on r.id = other.round_id where r.name = 'Kỳ 2' and other.person_id = ${attempts.personId})`;
  const handedInKy1 = and(eq(rounds.name, "Kỳ 1"), eq(attempts.state, "submitted"));
  const [sat] = await db.select({ personId: attempts.personId }).from(attempts).innerJoin(rounds, eq(rounds.id, attempts.roundId)).where(and(handedInKy1, not(hasSatKy2))).orderBy(asc(attempts.startedAt)).limit(1);
  personId = sat!.personId;
  await app.database.sql`update rounds set rules = jsonb_set(rules, '{show,score}', '"after-closing"') where name = 'Kỳ 2'`;
  [openRoundId] = (await db.select({ id: rounds.id }).from(rounds).where(eq(rounds.name, "Kỳ 2"))).map(({ id }) => id) as [string];
  await db.update(people).set({ phone, birthDate: "1991-02-03" }).where(eq(people.id, personId));
  const [account] = await db.update(accounts).set({ passwordHash: "x", consentedAt: null, consentVersion: null, unitConfirmedAt: Date.now() }).where(eq(accounts.personId, personId)).returning({ id: accounts.id });
  participant = await browserOf(account!.id);
  organiser = await browserOf(await createTestAccount(db, { login: "thu-ky-2", role: "organiser" }));
  expect(locationOf(await participant.post("/account/consent", { version: "1", agree: "on" }))).toBe("/account/unit");
});
afterAll(() => app.stop());

describe("the own data", () => {
  it("shows every field, the attempts, and the very words that were agreed to, without scripts", async () => {
    const response = await participant.get("/account/data");
    const html = await response.text();
    expect(response.headers.get("Cache-Control")).toContain("no-store");
    for (const text of [phone, "03/02/1991", "Kỳ 1", "Phiên bản", "Mục đích: tổ chức cuộc thi"]) expect(html).toContain(text);
    expect(html).not.toContain("<script");
    expect(html).toContain('href="/account/password"');
  });

  it("as a file has responses where the keys may be shown, and neither score nor keys of an open round", async () => {
    await participant.post(`/rounds/${openRoundId}?index`, { number: "1", prediction: "100" });
    const response = await participant.get("/account/data.json");
    expect(response.headers.get("Content-Disposition")).toContain("attachment");
    const file = (await response.json()) as { "Thông tin cá nhân": Record<string, unknown>; "Câu dự đoán": object[]; "Lượt thi": { "Kỳ thi": string; "Điểm": string | null; "Từng câu": { "Đã chọn": string[]; "Đáp án": string[] }[] | null }[] };
    expect(file["Thông tin cá nhân"]).toMatchObject({ "Ngày sinh": "03/02/1991", "Số điện thoại": phone });
    const [closed, open] = ["Kỳ 1", "Kỳ 2"].map((name) => file["Lượt thi"].find((attempt) => attempt["Kỳ thi"] === name));
    expect(closed?.["Từng câu"]?.length).toBeGreaterThan(0);
    expect(closed?.["Từng câu"]?.every((item) => item["Đáp án"].length > 0)).toBe(true);
    expect(closed?.["Điểm"]).toMatch(/^[\d,]+\/[\d,]+$/);
    expect(file["Câu dự đoán"]).toContainEqual(expect.objectContaining({ "Kỳ thi": "Kỳ 2", "Dự đoán": "số người dự thi", "Số": 100 }));
    expect(await (await participant.get("/account/data")).text()).toContain("số người dự thi: 100");
    expect([open?.["Điểm"], open?.["Từng câu"]]).toEqual([null, null]);
    const [account] = await app.database.db.select({ id: accounts.id }).from(accounts).where(eq(accounts.personId, personId));
    expect((await app.database.db.select().from(auditLog).where(and(eq(auditLog.action, "own-data.export"), eq(auditLog.subjectId, account!.id)))).length).toBe(1);
  });
});

it("a receipt says whose it is and which unit it counts for", async () => {
  const { db } = app.database;
  const [attempt] = await db.select({ id: attempts.id, fullName: people.fullName, code: people.code, unitName: units.name }).from(attempts)
    .innerJoin(people, eq(people.id, attempts.personId)).innerJoin(units, eq(units.id, attempts.unitId)).where(and(eq(attempts.personId, personId), eq(attempts.state, "submitted"))).limit(1);
  const html = await (await participant.get(`/attempts/${attempt!.id}/result`)).text();
  const receipt = html.slice(html.indexOf('id="receipt"'), html.indexOf("</section>", html.indexOf('id="receipt"')));
  for (const text of [attempt!.fullName, attempt!.code, attempt!.unitName]) expect(receipt).toContain(text);
});

describe("a request to the committee", () => {
  const body = "Ngày sinh đúng là 03/02/1992.";

  it("is one note however often it is sent, and needs words", async () => {
    const refused = await participant.post("/account/data", { kind: "correction", body: "" });
    expect(refused.status).toBe(400);
    const html = await refused.text();
    expect(html).toContain("<title>Lỗi: Dữ liệu của tôi</title>");
    expect(html.indexOf('id="error-summary"')).toBeGreaterThan(html.indexOf("<h1>"));
    expect(html.indexOf('id="error-summary"')).toBeLessThan(html.indexOf('id="facts"'));
    expect(await (await participant.get("/account/data")).text()).toContain("<title>Dữ liệu của tôi</title>");
    for (let sent = 0; sent < 2; sent += 1) expect(locationOf(await participant.post("/account/data", { kind: "correction", body }))).toBe("/account/data?da=da-gui");
    expect((await app.database.db.select().from(committeeNotes).where(eq(committeeNotes.personId, personId))).map(({ kind }) => kind)).toEqual(["correction"]);
  });

  it("stands before the committee one click from the person's page; its answer reaches the person", async () => {
    const html = await (await organiser.get("/organiser/notes")).text();
    for (const text of ["Yêu cầu chỉnh sửa", body, `/organiser/people/${personId}`]) expect(html).toContain(text);
    const [note] = await app.database.db.select().from(committeeNotes).where(eq(committeeNotes.personId, personId));
    const refused = await organiser.post("/organiser/notes", { noteId: note!.id, answer: "" });
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("đã sửa gì, hoặc vì sao không sửa")]);
    expect(locationOf(await organiser.post("/organiser/notes", { noteId: note!.id, answer: "Đã sửa theo hồ sơ." }))).toBe("/organiser/notes?da=da-xu-ly");
    expect(await app.database.db.select({ after: auditLog.after }).from(auditLog).where(and(eq(auditLog.subjectId, note!.id), eq(auditLog.action, "note.handle")))).toMatchObject([{ after: { kind: "correction", answer: "Đã sửa theo hồ sơ." } }]);
    expect(await (await participant.get("/account/data")).text()).toContain("Đã sửa theo hồ sơ.");
  });

  it.each([["restriction", "Yêu cầu hạn chế xử lý"], ["withdrawal", "Rút lại sự đồng ý"]] as const)("of the kind %s leads the committee to the person's place on the roster, and is not closed without a word while they are on it", async (kind, label) => {
    expect(await (await participant.get("/account/data")).text()).toContain(`<option value="${kind}">`);
    expect(locationOf(await participant.post("/account/data", { kind, body: `Đề nghị ${kind}` }))).toBe("/account/data?da=da-gui");
    const html = await (await organiser.get("/organiser/notes")).text();
    const card = html.slice(html.lastIndexOf("<li", html.indexOf(`Đề nghị ${kind}`)), html.indexOf(`Đề nghị ${kind}`));
    for (const text of [label, `/organiser/people/${personId}#retire-title`]) expect(card).toContain(text);
    const [note] = await app.database.db.select().from(committeeNotes).where(and(eq(committeeNotes.personId, personId), eq(committeeNotes.kind, kind)));
    const refused = await organiser.post("/organiser/notes", { noteId: note!.id, answer: " " });
    expect([refused.status, (await refused.text()).includes("Người gửi còn trong danh sách dự thi.")]).toEqual([400, true]);
    await app.database.db.update(people).set({ retiredAt: Date.now() }).where(eq(people.id, personId));
    expect(await (await organiser.get("/organiser/notes")).text()).not.toContain("bắt buộc khi");
    await app.database.db.update(people).set({ retiredAt: null }).where(eq(people.id, personId));
    expect(locationOf(await organiser.post("/organiser/notes", { noteId: note!.id, answer: "Kỳ thi đã đóng; sẽ làm trước kỳ sau." }))).toBe("/organiser/notes?da=da-xu-ly");
  });

  it("to be forgotten is not closed without a word either", async () => {
    expect(locationOf(await participant.post("/account/data", { kind: "deletion", body: "Đề nghị xóa" }))).toBe("/account/data?da=da-gui");
    expect(await (await organiser.get("/organiser/notes")).text()).toContain("bắt buộc khi chưa xóa thông tin");
    const [note] = await app.database.db.select().from(committeeNotes).where(and(eq(committeeNotes.personId, personId), eq(committeeNotes.kind, "deletion")));
    const refused = await organiser.post("/organiser/notes", { noteId: note!.id, answer: "" });
    expect([refused.status, (await refused.text()).includes("Thông tin của người gửi chưa được xóa.")]).toEqual([400, true]);
    expect(locationOf(await organiser.post("/organiser/notes", { noteId: note!.id, answer: "Còn đang giải quyết khiếu nại." }))).toBe("/organiser/notes?da=da-xu-ly");
  });

  it("of an unknown kind is refused", async () => {
    expect((await participant.post("/account/data", { kind: "wrong-unit", body: "Sai" })).status).toBe(400);
  });
});

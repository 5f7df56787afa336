import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { dayMs } from "~/domain/shared/time";
import { accounts, attempts, people, predictions, rounds } from "~db/schema";
import { type AppServer, startAppServer } from "../support/app-server";
import { createHttpBrowser, type HttpBrowser } from "../support/http-browser";
import { openSession } from "../support/sessions";
import { createSitting } from "../support/sitting";

/** A prediction that is refused is said to be, also when it was still open while the page was made. */
let app: AppServer;
let browser: HttpBrowser;
let roundId: string;
let personId: string;

beforeAll(async () => {
  app = await startAppServer();
  const { db } = app.database;
  const now = Date.now();
  const sitting = await createSitting(app.database);
  roundId = await sitting.createRound({ opensAt: now - dayMs, closesAt: now + dayMs, rules: { prediction: "persons" } });
  const participant = await sitting.createParticipant();
  personId = participant.personId;
  await db.update(accounts).set({ passwordHash: "not-a-hash", consentedAt: now, consentVersion: 1, unitConfirmedAt: now }).where(eq(accounts.id, participant.accountId));
  browser = createHttpBrowser(app.url);
  browser.setCookie("__Host-session", (await openSession(db, participant.accountId)).split("=")[1]!);
});
afterAll(() => app.stop());

const predict = (prediction: string) => browser.post(`/rounds/${roundId}?index`, { intent: "predict", number: "1", prediction });
const stored = async () => (await app.database.db.select().from(predictions).where(eq(predictions.roundId, roundId))).map(({ value }) => value);

it.each([
  ["abc", "Câu dự đoán phải là một số nguyên, ví dụ 120."],
  ["12,5", "Câu dự đoán phải là một số nguyên, ví dụ 120."],
  ["", "Hãy trả lời câu dự đoán trước khi bắt đầu."],
])("says of %o what is wrong with it, also when the attempt is to begin", async (prediction, message) => {
  for (const fields of [{ intent: "predict" }, {}]) {
    const response = await browser.post(`/rounds/${roundId}?index`, { ...fields, number: "1", prediction });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(message)]);
  }
  expect(await stored()).toEqual([]);
});

it("keeps the one before when the round closes between the reading of the page and the saving", async () => {
  expect((await predict("120")).status).toBe(302);
  const sent = await app.database.transaction(async (tx) => {
    await tx.execute(`select from people where id = '${personId}' for update`);
    const waiting = predict("300");
    await vi.waitUntil(async () => (await app.database.sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`).length > 0, { timeout: 20_000 });
    await tx.update(rounds).set({ closesAt: Date.now() - 1_000 }).where(eq(rounds.id, roundId));
    return { waiting };
  });
  const response = await sent.waiting;
  expect(response.status).toBe(409);
  expect(await response.text()).toContain("Kỳ thi không mở vào lúc này nên chưa ghi câu dự đoán.");
  expect(await stored()).toEqual([120]);
});

it("is shown on the person's rounds while they sit, with the way to change it, and afterwards as it stands", async () => {
  const { db } = app.database;
  await db.update(rounds).set({ closesAt: Date.now() + dayMs }).where(eq(rounds.id, roundId));
  await browser.post(`/rounds/${roundId}?index`, { number: "1", prediction: "140" });
  const list = async () => (await browser.get("/rounds")).text();
  expect(await list()).toMatch(new RegExp(`140</b>.*href="/rounds/${roundId}#prediction">Sửa câu dự đoán</a>`));
  expect(await (await browser.get(`/rounds/${roundId}`)).text()).toContain('id="prediction" name="prediction"');
  const [attempt] = await db.update(attempts).set({ state: "submitted", submittedAt: Date.now() }).where(eq(attempts.roundId, roundId)).returning();
  const after = await list();
  expect([after.includes("140</b>"), after.includes("Sửa câu dự đoán")]).toEqual([true, false]);
  expect(await (await browser.get(`/attempts/${attempt!.id}/result`)).text()).toContain(`href="/rounds/${roundId}">Thể lệ và câu dự đoán</a>`);
  expect(await (await browser.get(`/rounds/${roundId}`)).text()).toMatch(/id="prediction">Câu dự đoán đã gửi: .*140.*Không sửa được nữa/);
  await db.delete(attempts).where(eq(attempts.roundId, roundId));
});

it("says so once the first attempt has ended", async () => {
  const { db } = app.database;
  const now = Date.now();
  await db.update(rounds).set({ closesAt: now + dayMs }).where(eq(rounds.id, roundId));
  await browser.post(`/rounds/${roundId}?index`, { number: "1", prediction: "150" });
  await db.update(attempts).set({ state: "submitted", submittedAt: now }).where(eq(attempts.roundId, roundId));
  const response = await predict("200");
  expect(response.status).toBe(409);
  expect(await response.text()).toContain("Câu dự đoán không sửa được nữa.");
  expect(await stored()).toEqual([150]);
});

it("is not asked any more of whoever was taken off the roster while the page was open, who is told that instead of another round's audience", async () => {
  await app.database.db.update(people).set({ retiredAt: Date.now() - dayMs }).where(eq(people.id, personId));
  const response = await browser.post(`/rounds/${roundId}?index`, { number: "2", prediction: "160" });
  const html = await response.text();
  expect([response.status, html.includes("không còn trong danh sách dự thi từ ngày"), html.includes("không dành cho khối hoặc đơn vị")]).toEqual([409, true, false]);
  expect(await stored()).toEqual([150]);
});

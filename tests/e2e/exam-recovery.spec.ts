import { expect, test } from "@playwright/test";
import { eq, sql } from "drizzle-orm";
import { attempts } from "~db/schema";
import { useApp } from "../support/app-fixture";
import { choose, createExamRoom, secondsShown, waitUntilKept } from "../support/exam-seat";
import { takeDatabaseAway } from "../support/outage";

/** Servers that go away in the middle of an exam, and a device that comes back: everything goes on without anybody doing anything. */
const app = useApp();
let room: Awaited<ReturnType<typeof createExamRoom>>;
test.beforeAll(async () => {
  room = await createExamRoom(app());
});

const unsaved = "Chưa lưu 1 câu – máy chủ chưa trả lời, đang thử lại. Cứ làm tiếp, đừng đóng trang.";

test("database away: the save is answered 503 with Retry-After, said to be unsaved, and saved by itself afterwards", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  const bringBack = await takeDatabaseAway(app().database);
  try {
    const refusal = page.waitForResponse((response) => response.url().endsWith("/responses") && response.status() === 503);
    await choose(page, 1, 2);
    expect(Number((await refusal).headers()["retry-after"])).toBeGreaterThan(0);
    await expect(page.locator("#trouble")).toHaveText(unsaved);
  } finally {
    await bringBack();
  }
  await expect(page.locator("#save-state")).toContainText("Đã lưu", { timeout: 30_000 });
  await expect(page.locator("#trouble")).toBeHidden();
  expect(await seat.savedPositions()).toEqual([1]);
});

test("server killed and started again: what was chosen meanwhile is saved by itself, and the way on is open", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  await choose(page, 1);
  await expect.poll(seat.savedPositions).toEqual([1]);
  await app().kill();
  await choose(page, 2, 2);
  await expect(page.locator("#trouble")).toHaveText(unsaved);
  await app().start();
  await expect(page.locator("#save-state")).toContainText("Đã lưu", { timeout: 30_000 });
  expect(await seat.savedPositions()).toEqual([1, 2]);
  await page.getByRole("button", { name: "Kiểm tra và nộp" }).click();
  await expect(page.locator("h1")).toHaveText("Kiểm tra trước khi nộp");
});

test("extra time given meanwhile shows with the next answer of the server, and an earlier end is said too", async ({ context }) => {
  const seat = await room.seat({ secondsLeft: 600 });
  const page = await seat.open(context);
  await choose(page, 1);
  await expect.poll(seat.savedPositions).toEqual([1]);
  expect(await secondsShown(page)).toBeLessThanOrEqual(600);
  await app().database.db.update(attempts).set({ deadlineAt: sql`${attempts.deadlineAt} + interval '10 minutes'` }).where(eq(attempts.id, seat.attemptId));
  await choose(page, 2);
  await expect.poll(() => secondsShown(page)).toBeGreaterThan(900);
  await expect(page.locator("#deadline-news")).toHaveText(/^Ban Tổ chức đã lùi hạn nộp bài đến \d\d:\d\d\. Xem lý do ở trang “Các kỳ thi”\.$/);
  await app().database.db.update(attempts).set({ deadlineAt: sql`${attempts.deadlineAt} - interval '15 minutes'` }).where(eq(attempts.id, seat.attemptId));
  await choose(page, 3);
  await expect(page.locator("#deadline-news")).toContainText("rút hạn nộp bài xuống");
  expect(await secondsShown(page)).toBeLessThanOrEqual(300);
});

test("started without a network: a new tab at the address of the exam shows it with everything typed, and goes on", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  await waitUntilKept(page);
  await context.setOffline(true);
  await choose(page, 3, 2);
  await expect(page.locator("#save-state")).toContainText("Chưa lưu 1 câu");
  await page.close();
  const started = await context.newPage();
  await started.goto(`${app().url}${seat.path}`);
  await expect(started.locator('input[name="q3"]').nth(1)).toBeChecked();
  await choose(started, 4);
  await expect(started.locator("#save-state")).toContainText("Chưa lưu 2 câu");
  await context.setOffline(false);
  await expect(started.locator("#save-state")).toContainText("Đã lưu");
  expect(await seat.savedPositions()).toEqual([3, 4]);
});

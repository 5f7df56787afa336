import { expect, type Page, test } from "@playwright/test";
import { eq } from "drizzle-orm";
import { attempts } from "~db/schema";
import { useApp } from "../support/app-fixture";
import { choose, createExamRoom } from "../support/exam-seat";

/** One attempt opened twice, on another device or in another tab: one of the two saves, the other says so, and nothing is lost between them. */
const app = useApp();
let room: Awaited<ReturnType<typeof createExamRoom>>;
test.beforeAll(async () => {
  room = await createExamRoom(app());
});

test("second device: it asks, goes on with what is saved, and the first one turns read-only with its unsent responses in hand", async ({ context, browser }) => {
  const seat = await room.seat();
  const first = await seat.open(context);
  await choose(first, 1);
  await expect.poll(seat.savedPositions).toEqual([1]);

  const other = await browser.newContext();
  await seat.signIn(other);
  const second = await other.newPage();
  await second.goto(`${app().url}${seat.path}`);
  await expect(second.locator("h1")).toHaveText("Bài đang mở ở thiết bị khác – tiếp tục ở đây?");
  await second.getByRole("button", { name: "Tiếp tục ở đây" }).click();
  await expect(second.locator('input[name="q1"]').first()).toBeChecked();
  await choose(second, 2);
  await expect.poll(seat.savedPositions).toEqual([1, 2]);

  await choose(first, 3);
  await expect(first.locator("#panel-stale")).toBeVisible();
  await expect(first.locator('input[name="q3"]').first()).toBeDisabled();
  await expect(first.locator("#panel-stale").getByRole("button", { name: "Tải tệp các câu chưa gửi" })).toBeVisible();
  expect(await seat.savedPositions()).toEqual([1, 2]);

  first.on("dialog", (dialog) => void dialog.accept());
  await first.locator("#panel-stale").getByRole("button", { name: "Tiếp tục ở đây" }).click();
  await expect(first.locator("#left-behind")).toContainText("câu 3");
  await choose(first, 3);
  await expect.poll(seat.savedPositions).toEqual([1, 2, 3]);
  await other.close();
});

test("second tab of the same browser: it only shows, with a running clock, and takes over when asked", async ({ context }) => {
  const seat = await room.seat();
  const first = await seat.open(context);
  await choose(first, 1);
  await expect.poll(seat.savedPositions).toEqual([1]);
  const second = await seat.open(context);
  const panel = second.locator("#panel-tab");
  await expect(panel).toContainText("Cửa sổ này chỉ để xem.");
  await expect(panel.locator("#early")).toBeHidden();
  await expect(second.locator("#save-state")).toHaveText("Chỉ để xem");
  await expect(second.locator('input[name="q2"]').first()).toBeDisabled();
  const shown = await second.locator("#clock").innerText();
  await expect(second.locator("#clock")).not.toHaveText(shown);

  await panel.getByRole("button", { name: "Tiếp tục ở đây" }).click();
  await expect(panel).toBeHidden();
  await choose(second, 2);
  await expect.poll(seat.savedPositions).toEqual([1, 2]);
  await second.reload();
  await choose(second, 3);
  await expect.poll(seat.savedPositions).toEqual([1, 2, 3]);
  await choose(first, 4);
  await expect(first.locator("#panel-stale")).toBeVisible();
  expect(await seat.savedPositions()).toEqual([1, 2, 3]);
});

/** As a slow phone does: so a page needs seconds to know that another one saves, however slow this machine is. */
function answerLocksLate(milliseconds: number): void {
  const request = navigator.locks.request.bind(navigator.locks) as (...given: unknown[]) => Promise<unknown>;
  const late = async (...given: unknown[]) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return request(...given);
  };
  Object.assign(navigator.locks, { request: late });
}

test("second tab: a choice made at once is said to be unsaved, and saved when the person goes on there", async ({ context }) => {
  const seat = await room.seat();
  const first = await seat.open(context);
  await choose(first, 1);
  await expect.poll(seat.savedPositions).toEqual([1]);
  await context.addInitScript(answerLocksLate, 1_000);
  const second = await seat.open(context);
  await choose(second, 2, 2);
  await choose(second, 3, 1);
  await expect(second.locator("#save-state")).not.toContainText("Đã lưu");
  await expect(second.locator("#early")).toContainText("Chưa lưu câu 2, 3.");
  expect(await seat.savedPositions()).toEqual([1]);
  await choose(first, 3, 2);
  await expect.poll(seat.savedPositions).toEqual([1, 3]);

  await second.locator("#panel-tab").getByRole("button", { name: "Tiếp tục ở đây" }).click();
  await expect(second.locator('input[name="q2"]').nth(1)).toBeChecked();
  await expect.poll(seat.savedPositions).toEqual([1, 2, 3]);
  await expect(second.locator('input[name="q3"]').nth(1)).toBeChecked();
  await expect(second.locator("#left-behind")).toContainText("câu 3");
});

test("second tab: shows by itself that the time is up, or that the attempt was handed in", async ({ context }) => {
  const comesBack = (page: Page) => page.evaluate(() => dispatchEvent(new Event("focus")));
  const expired = await room.seat({ rules: { graceSeconds: 600 } });
  await expired.open(context);
  const second = await expired.open(context);
  await expect(second.locator("#panel-tab")).toBeVisible();
  await app().database.db.update(attempts).set({ deadlineAt: Date.now() + 1_000 }).where(eq(attempts.id, expired.attemptId));
  await comesBack(second);
  await expect(second.locator("#panel-over h2")).toHaveText("Đã hết giờ – bài đã được thu");
  await expect(second.locator("#panel-tab")).toBeHidden();

  const submitted = await room.seat();
  await submitted.open(context);
  const other = await submitted.open(context);
  await expect(other.locator("#panel-tab")).toBeVisible();
  await app().database.db.update(attempts).set({ state: "submitted", submittedAt: Date.now() }).where(eq(attempts.id, submitted.attemptId));
  await comesBack(other);
  await expect(other.locator("#panel-over h2")).toHaveText("Bài đã được nộp");
});

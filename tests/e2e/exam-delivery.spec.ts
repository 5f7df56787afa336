import { expect, type Page, test } from "@playwright/test";
import { eq } from "drizzle-orm";
import { attempts } from "~db/schema";
import { useApp } from "../support/app-fixture";
import { choose, createExamRoom, password } from "../support/exam-seat";

/** Saving in a real browser against the real app: the page always says the truth about what is saved, and loses nothing. */
const app = useApp();
let room: Awaited<ReturnType<typeof createExamRoom>>;
test.beforeAll(async () => {
  room = await createExamRoom(app());
});

test("offline and back: the number of unsaved questions is shown large, then everything is saved by itself", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  const saveState = page.locator("#save-state");
  await choose(page, 1);
  await expect(saveState).toContainText("Đã lưu");
  await expect.poll(seat.savedPositions).toEqual([1]);

  await context.setOffline(true);
  await choose(page, 2);
  await choose(page, 3);
  await expect(saveState).toContainText("Chưa lưu 2 câu");
  await expect(page.locator("#trouble")).toHaveText("Chưa lưu 2 câu – mất mạng, đang thử lại. Cứ làm tiếp, đừng đóng trang.");
  expect(await seat.savedPositions()).toEqual([1]);

  await context.setOffline(false);
  await expect(saveState).toContainText("Đã lưu");
  await expect(page.locator("#trouble")).toBeHidden();
  expect(await seat.savedPositions()).toEqual([1, 2, 3]);
});

test("killed tab: what was not sent is there again, and is sent", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  await context.setOffline(true);
  await choose(page, 4, 2);
  await expect(page.locator("#save-state")).toContainText("Chưa lưu 1 câu");
  await page.close();
  await context.setOffline(false);

  const again = await seat.open(context);
  await expect(again.locator('input[name="q4"]').nth(1)).toBeChecked();
  await expect(again.locator("#answered-count")).toHaveText("1");
  await expect.poll(seat.savedPositions).toEqual([4]);
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

test("second tab: a choice made at once is said to be unsaved, and saved when the person goes on there", async ({ context }) => {
  const seat = await room.seat();
  const first = await seat.open(context);
  await choose(first, 1);
  await expect.poll(seat.savedPositions).toEqual([1]);
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

test("ended session: signs in inside the page by keyboard, a wrong password is explained, nothing is lost", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  await seat.endSession();
  await choose(page, 1);
  const dialog = page.getByRole("dialog", { name: "Đăng nhập lại để lưu tiếp" });
  await expect(dialog).toBeVisible();
  await expect(page.locator("#save-state")).toContainText("Chưa lưu 1 câu");
  await expect(dialog.getByLabel("Mã số hoặc tài khoản")).toHaveValue(seat.login);
  await expect(dialog.getByLabel("Mật khẩu")).toBeFocused();

  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await choose(page, 2);
  await expect(page.locator("#trouble")).toHaveText("Chưa lưu 2 câu – cần đăng nhập lại.");
  await expect(page.getByRole("link", { name: "Đăng nhập ở cửa sổ mới" })).toHaveAttribute("href", /^\/sign-in\?returnTo=/);
  await page.getByRole("button", { name: "Đăng nhập lại" }).click();

  await page.keyboard.type("sai mật khẩu");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("không đúng");
  expect(await seat.savedPositions()).toEqual([]);
  await dialog.getByLabel("Mật khẩu").fill(password);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.locator("#save-state")).toContainText("Đã lưu");
  expect(await seat.savedPositions()).toEqual([1, 2]);
});

test("a server that answers 503 or nonsense: unsaved until it is really saved", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  const answers = [
    { status: 503, headers: { "Retry-After": "1" }, body: JSON.stringify({ message: "" }) },
    { status: 200, contentType: "text/html", body: "<h1>Wi-Fi</h1>" },
  ];
  let calls = 0;
  await context.route("**/responses", (route) => (calls < answers.length ? route.fulfill(answers[calls++]!) : route.continue()));
  await choose(page, 1);
  await expect(page.locator("#trouble")).toHaveText("Chưa lưu 1 câu – máy chủ chưa trả lời, đang thử lại. Cứ làm tiếp, đừng đóng trang.");
  expect(await seat.savedPositions()).toEqual([]);
  await expect(page.locator("#save-state")).toContainText("Đã lưu");
  expect(calls).toBe(2);
  expect(await seat.savedPositions()).toEqual([1]);
});

test("submitting on a lost network: says so, goes on by itself, ends at the receipt", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  await choose(page, 1);
  await page.getByRole("button", { name: "Kiểm tra và nộp" }).click();
  await expect(page.locator("h1")).toHaveText("Kiểm tra trước khi nộp");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Nộp bài" }).first().click();
  await page.locator("#confirm").getByRole("button", { name: "Nộp bài" }).click();
  await expect(page.locator("#confirm [data-submit-state]")).toContainText("Chưa nộp được – mất mạng, đang thử lại.");
  await context.setOffline(false);
  await expect(page.locator("h1")).toHaveText("Đã nộp bài");
});

test("review waits for what is unsaved and says why", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  await context.setOffline(true);
  await choose(page, 1);
  await page.getByRole("button", { name: "Kiểm tra và nộp" }).click();
  await expect(page.locator("#leave-state")).toContainText("Còn 1 câu chưa lưu được");
  await context.setOffline(false);
  await expect(page.locator("#save-state")).toContainText("Đã lưu");
  await page.getByRole("button", { name: "Kiểm tra và nộp" }).click();
  await expect(page.locator("h1")).toHaveText("Kiểm tra trước khi nộp");
});

import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { useApp } from "../support/app-fixture";
import { choose, createExamRoom, password, secondsShown, waitUntilKept } from "../support/exam-seat";

/** The exam page without a network: reloaded, after the deadline, with a wrong clock. */
const app = useApp();
let room: Awaited<ReturnType<typeof createExamRoom>>;
test.beforeAll(async () => {
  room = await createExamRoom(app());
});

const isKept = (page: Page) => page.evaluate(async () => (await (await caches.open("exam-page")).keys()).length > 0);

test("reload without a network: the page comes back with everything typed, goes on, and is forgotten after submitting", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  await waitUntilKept(page);
  await choose(page, 1, 2);
  await expect.poll(seat.savedPositions).toEqual([1]);
  await context.setOffline(true);
  await choose(page, 2, 1);
  await page.locator('input[name="f2"]').check();
  await expect(page.locator("#save-state")).toContainText("Chưa lưu 1 câu");

  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.locator('input[name="q1"]').nth(1)).toBeChecked();
  await expect(page.locator('input[name="q2"]').first()).toBeChecked();
  await expect(page.locator('input[name="f2"]')).toBeChecked();
  await expect(page.locator("#answered-count")).toHaveText("2");
  await expect(page.locator("#save-state")).toContainText("Chưa lưu 1 câu");
  expect(await page.evaluate(() => document.fonts.ready.then(() => getComputedStyle(document.querySelector(".exam-top")!).position))).toBe("sticky");
  await choose(page, 3, 1);
  expect(await secondsShown(page)).toBeGreaterThan(15 * 60);

  await context.setOffline(false);
  await expect(page.locator("#save-state")).toContainText("Đã lưu");
  expect(await seat.savedPositions()).toEqual([1, 2, 3]);

  await page.getByRole("button", { name: "Kiểm tra và nộp" }).click();
  await page.getByRole("button", { name: "Nộp bài" }).first().click();
  await page.locator("#confirm").getByRole("button", { name: "Nộp bài" }).click();
  await expect(page.locator("h1")).toHaveText("Đã nộp bài");
  await expect.poll(() => isKept(page)).toBe(false);
});

test("opening another attempt, and signing out, leaves no page behind", async ({ context }) => {
  const first = await room.seat();
  const second = await room.seat();
  const page = await first.open(context);
  await waitUntilKept(page);
  await page.close();
  const other = await second.open(context);
  await waitUntilKept(other);
  expect(await other.evaluate((path) => caches.match(path).then(Boolean), first.path)).toBe(false);

  await other.goto(`${app().url}/rounds`);
  await other.getByRole("button", { name: "Đăng xuất" }).click();
  await expect(other.locator("h1")).toHaveText("Đăng nhập");
  await expect.poll(() => isKept(other)).toBe(false);
});

test("a phone whose clock is hours wrong counts right, also after a reload without a network", async ({ context }) => {
  await context.addInitScript(() => {
    const real = Date.now.bind(Date);
    Date.now = () => real() + Number(localStorage.getItem("clock-error") ?? 5 * 3_600_000);
  });
  const seat = await room.seat({ secondsLeft: 600 });
  const endsAt = Date.now() + 600_000;
  const secondsWrong = async (page: Page) => Math.abs((await secondsShown(page)) - (endsAt - Date.now()) / 1_000);
  const page = await seat.open(context);
  await waitUntilKept(page);
  await expect.poll(() => secondsWrong(page)).toBeLessThan(10);
  await choose(page, 1);
  await expect.poll(seat.savedPositions).toEqual([1]);
  await context.setOffline(true);
  await choose(page, 2);
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.locator("#answered-count")).toHaveText("2");
  await expect.poll(() => secondsWrong(page)).toBeLessThan(15);

  // the clock is put wrong the other way, and so far ahead that the estimate says the time is up
  await page.evaluate(() => localStorage.setItem("clock-error", String(9 * 3_600_000)));
  await page.reload();
  await expect(page.locator("#panel-over")).toContainText("1 câu chưa gửi được");
  await context.setOffline(false);
  await expect(page.locator("#panel-over")).toBeHidden();
  await expect(page.locator("#save-state")).toContainText("Đã lưu");
  expect(await seat.savedPositions()).toEqual([1, 2]);
  await expect.poll(() => secondsWrong(page)).toBeLessThan(15);
  await expect(page.locator('input[name="q3"]').first()).toBeEnabled();
});

test("time runs out offline: says what is unsent, sends it within the grace", async ({ context }) => {
  const seat = await room.seat({ rules: { graceSeconds: 60 } });
  const page = await seat.open(context);
  await seat.leaveSeconds(page, 12);
  await context.setOffline(true);
  await choose(page, 1);
  const panel = page.locator("#panel-over");
  await expect(panel.locator("h2")).toHaveText("Đã hết giờ – 1 câu chưa gửi được");
  await expect(panel).toContainText("máy chủ còn nhận thêm ít giây");
  await expect(panel.getByRole("link")).toBeHidden();
  await expect(page.locator('input[name="q1"]').first()).toBeDisabled();
  await context.setOffline(false);
  await expect(panel.locator("h2")).toHaveText("Đã hết giờ – bài đã được thu");
  expect(await seat.savedPositions()).toEqual([1, 2]);
});

test("time and grace run out offline: the file has what was not sent, and the page says that it was too late", async ({ context }) => {
  const seat = await room.seat({ rules: { graceSeconds: 1 } });
  const page = await seat.open(context);
  await seat.leaveSeconds(page, 12);
  await context.setOffline(true);
  await choose(page, 1, 2);
  const panel = page.locator("#panel-over");
  await expect(panel).toContainText("có thể không được tính");
  const [download] = await Promise.all([page.waitForEvent("download"), panel.getByRole("button", { name: "Tải tệp các câu chưa gửi" }).click()]);
  const file = JSON.parse(await readFile(await download.path(), "utf8"));
  expect(download.suggestedFilename()).toBe(`bai-chua-gui-${file.receipt}.json`);
  expect(file).toMatchObject({ kind: "unsent-responses", version: 1, attemptId: seat.attemptId, epoch: 1, saves: [{ position: 1, isFlagged: false }] });
  expect(file.text.join("\n")).toMatch(/Câu 1: B \(chọn lúc \d\d:\d\d:\d\d\)/);

  await context.setOffline(false);
  await expect(panel.locator("h2")).toHaveText("Đã hết giờ – 1 câu không được tính");
  await expect(panel.getByRole("link", { name: "Xem biên nhận và kết quả" })).toBeVisible();
  expect(await seat.savedPositions()).toEqual([2]);
});

test("a session that ended while offline: signing in again inside the kept page", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  await waitUntilKept(page);
  await context.setOffline(true);
  await choose(page, 1);
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await seat.endSession();
  await context.setOffline(false);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Mật khẩu").fill(password);
  await dialog.getByRole("button", { name: "Đăng nhập" }).click();
  await expect(page.locator("#save-state")).toContainText("Đã lưu");
  expect(await seat.savedPositions()).toEqual([1]);
});

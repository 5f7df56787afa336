import { expect, test } from "@playwright/test";
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
  await expect(dialog.getByLabel("Mật khẩu")).toBeFocused();

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
  let [calls, isBack] = [0, false];
  await context.route("**/responses", (route) => (isBack ? route.continue() : route.fulfill(answers[calls++ % answers.length]!)));
  await choose(page, 1);
  await expect(page.locator("#trouble")).toHaveText("Chưa lưu 1 câu – máy chủ chưa trả lời, đang thử lại. Cứ làm tiếp, đừng đóng trang.");
  await expect.poll(() => calls).toBeGreaterThanOrEqual(answers.length);
  expect(await seat.savedPositions()).toEqual([]);
  await expect(page.locator("#trouble")).toBeVisible();
  isBack = true;
  await expect(page.locator("#save-state")).toContainText("Đã lưu");
  expect(await seat.savedPositions()).toEqual([1]);
});

test("submitting on a lost network: says so, goes on by itself, ends at the receipt", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  await choose(page, 1);
  await page.getByRole("button", { name: "Kiểm tra và nộp" }).click();
  await expect(page.locator("h1")).toHaveText("Kiểm tra trước khi nộp");
  // why: the module, which takes the hand-in over, runs before the page counts as loaded, but after its heading is seen.
  await page.waitForLoadState("load");
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

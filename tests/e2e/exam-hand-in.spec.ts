import { expect, type Page, type Route, test } from "@playwright/test";
import { useApp } from "../support/app-fixture";
import { createExamRoom } from "../support/exam-seat";

/** The last press: asked once, reachable by every browser and by keyboard, and its failure said once. */
const app = useApp();
let room: Awaited<ReturnType<typeof createExamRoom>>;
test.beforeAll(async () => {
  room = await createExamRoom(app());
});

async function answerAll(page: Page): Promise<void> {
  for (const option of await page.locator(".question .option:first-child").all()) await option.click();
}

test("a submit that fails is said once, in the question and after closing it on the page", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  await page.goto(`${app().url}${seat.path}/review`);
  await context.setOffline(true);
  await page.getByRole("button", { name: "Nộp bài" }).first().click();
  await page.locator("#confirm").getByRole("button", { name: "Nộp bài" }).click();
  const said = page.getByText("Chưa nộp được – mất mạng").filter({ visible: true });
  await expect(said).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(page.locator("#confirm")).toBeHidden();
  await expect(said).toHaveCount(1);
});

test("by keyboard alone: the question takes the focus and keeps it, Escape gives it back, a second Enter hands in", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  await page.goto(`${app().url}${seat.path}/review`);
  const [asks, box] = [page.locator("main > .row button"), page.getByRole("dialog", { name: "Nộp bài ngay?" })];
  await expect(page.locator("html")).toHaveClass("js");
  await asks.focus();
  await page.keyboard.press("Enter");
  await expect(box.getByRole("button", { name: "Nộp bài" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(box.getByRole("button", { name: "Chưa nộp" })).toBeFocused();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.querySelector("main > .row")!.contains(document.activeElement))).toBe(false);
  await page.keyboard.press("Escape");
  await expect(box).toBeHidden();
  await expect(asks).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/result$/);
});

test("with every question answered the page is the only question: one press hands in, and a lost network is said there", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  await answerAll(page);
  await expect(page.locator("#save-text")).toHaveText("Đã lưu");
  await page.getByRole("button", { name: "Kiểm tra và nộp" }).click();
  await page.waitForURL(/\/review$/);
  await expect(page.locator("html")).toHaveClass("js");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Nộp bài" }).click();
  await expect(page.getByText("Chưa nộp được – mất mạng")).toBeVisible();
  await expect(page.getByRole("link", { name: "Quay lại làm tiếp" })).toBeHidden();
  await context.setOffline(false);
  await page.waitForURL(/\/result$/);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("with every question answered the review asks once too", async ({ context }) => {
    const seat = await room.seat();
    const page = await seat.open(context);
    await answerAll(page);
    await page.getByRole("button", { name: "Kiểm tra và nộp" }).click();
    await page.waitForURL(/\/review$/);
    await expect(page.getByText("Sau khi nộp không sửa được nữa.")).toBeVisible();
    await expect(page.locator(".clock small")).toHaveText(/^lúc \d\d:\d\d:\d\d, hạn nộp \d\d:\d\d:\d\d$/);
    await page.getByRole("button", { name: "Nộp bài" }).click();
    await page.waitForURL(/\/result$/);
  });

  test("a browser that knows no popover shows the question in the page, and hands in", async ({ context }) => {
    // What such a browser would make of it: the attributes mean nothing, and the supports rule does not hold.
    const without = (from: string | RegExp, to: string) => async (route: Route) => {
      if (route.request().method() === "POST") return route.continue();
      const response = await route.fetch();
      return route.fulfill({ response, body: (await response.text()).replaceAll(from, to) });
    };
    await context.route("**/review", without(/ popover(target)?="/g, ' data-unknown$1="'));
    await context.route("**/*.css", without(":popover-open", ":no-such-thing"));
    const seat = await room.seat();
    const page = await seat.open(context);
    await page.getByRole("button", { name: "Kiểm tra và nộp" }).click();
    await page.waitForURL(/\/review$/);
    await expect(page.getByText("Còn 7/7 câu chưa trả lời.")).toBeVisible();
    await page.getByRole("button", { name: "Nộp bài" }).filter({ visible: true }).last().click();
    await page.waitForURL(/\/result$/);
  });
});

import { expect, type Page, test } from "@playwright/test";
import { useApp } from "../support/app-fixture";
import { choose, createExamRoom } from "../support/exam-seat";

/** What a person has in sight while sitting: all questions in the palette, a small head, each message once. */
const app = useApp();
let room: Awaited<ReturnType<typeof createExamRoom>>;
test.beforeAll(async () => {
  room = await createExamRoom(app());
});

/** Lengthens the palette to `count` entries and measures it. */
const measurePalette = (page: Page, count: number) =>
  page.evaluate((wanted) => {
    const palette = document.querySelector<HTMLElement>(".palette")!;
    for (let position = palette.children.length + 1; position <= wanted; position++) {
      const entry = palette.lastElementChild!.cloneNode(true) as HTMLElement;
      entry.childNodes[1]!.textContent = String(position);
      palette.append(entry);
    }
    const entries = [...palette.children].map((entry) => entry.getBoundingClientRect());
    palette.scrollTo({ left: palette.scrollWidth });
    return {
      isWhole: palette.scrollWidth <= palette.clientWidth && entries.every(({ left, right }) => left >= 0 && right <= innerWidth),
      lastRight: palette.lastElementChild!.getBoundingClientRect().right,
      smallest: Math.min(...entries.map(({ width, height }) => Math.min(width, height))),
      dockShare: document.querySelector(".dock")!.getBoundingClientRect().height / innerHeight,
      pageOverflow: document.documentElement.scrollWidth - innerWidth,
    };
  }, count);

test("palette: on a wide screen 20, 30 and 50 questions are all in sight", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  await page.setViewportSize({ width: 1366, height: 768 });
  for (const count of [20, 30, 50]) {
    const measured = await measurePalette(page, count);
    expect(measured.isWhole, `${count} questions`).toBe(true);
    expect(measured.dockShare).toBeLessThan(0.25);
    expect(measured.smallest).toBeGreaterThanOrEqual(36);
  }
});

test("palette: on a phone it is one row to swipe, up to the last of 20, 30 and 50 questions", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  for (const count of [20, 30, 50]) {
    const measured = await measurePalette(page, count);
    expect(measured.lastRight, `${count} questions`).toBeLessThanOrEqual(360 - 16);
    expect(measured.dockShare).toBeLessThan(0.25);
    expect(measured.smallest).toBeGreaterThanOrEqual(44);
    expect(measured.pageOverflow).toBeLessThanOrEqual(0);
  }
});

test("palette: the last question is not covered by what stands below it", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  await page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" }));
  const gap = await page.evaluate(() => document.querySelector(".dock")!.getBoundingClientRect().top - [...document.querySelectorAll(".flag")].at(-1)!.getBoundingClientRect().bottom);
  expect(gap).toBeGreaterThanOrEqual(0);
});

test("low screen, as at 200 % zoom: only the clock stays in sight, the question has the rest", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  for (const size of [{ width: 683, height: 384 }, { width: 320, height: 256 }]) {
    await page.setViewportSize(size);
    await page.evaluate(() => document.querySelector("#c2")!.scrollIntoView({ behavior: "instant" }));
    const [head, dock, question] = await Promise.all([".exam-top", ".dock", "#c2"].map((part) => page.locator(part).evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect)));
    expect(head!.bottom / size.height, `${size.height} px`).toBeLessThan(0.3);
    expect(dock!.top).toBeGreaterThan(size.height);
    expect(question!.top).toBeGreaterThanOrEqual(head!.bottom - 1);
  }
});

test("on paper a page has its name, but nothing to press", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  await page.goto(`${app().url}/rounds`);
  await expect(page.getByRole("button", { name: "Đăng xuất" })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Đăng xuất" })).toBeHidden();
  await expect(page.locator(".brandmark")).toBeVisible();
});

test("head: with trouble and the offer of the file it takes at most a quarter of a phone", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  await context.setOffline(true);
  await choose(page, 1);
  await choose(page, 2);
  await expect(page.locator("#trouble")).toBeVisible();
  const height = await page.evaluate(() => {
    const head = document.querySelector<HTMLElement>(".exam-top")!;
    // why: the offer comes after half a minute of trouble.
    head.querySelector<HTMLElement>("[data-file-offer]")!.hidden = false;
    return head.getBoundingClientRect().height;
  });
  expect(height).toBeLessThanOrEqual(740 / 4);
});

test("by keyboard: links at the head lead past all questions, to their list and to the button that leads on", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  await expect(page.locator("html")).toHaveClass("js");
  const list = page.getByRole("link", { name: "Đến danh sách câu hỏi" });
  for (let presses = 0; presses < 2; presses += 1) await page.keyboard.press("Tab");
  await expect(list).toBeFocused();
  expect((await list.boundingBox())!.x).toBeGreaterThanOrEqual(0);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.locator(".palette a").first()).toBeFocused();
  await page.getByRole("link", { name: "Đến nút kiểm tra và nộp" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Kiểm tra và nộp" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/review$/);
});

test("by keyboard: nothing with the focus is covered by head or dock, and the dock itself does not move the page", async ({ context }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect(page.locator("html")).toHaveClass("js");
  for (const size of [{ width: 360, height: 740 }, { width: 1366, height: 768 }, { width: 683, height: 384 }]) {
    await page.setViewportSize(size);
    await page.evaluate(() => scrollTo(0, 0));
    await page.getByRole("link", { name: "Đến danh sách câu hỏi" }).focus();
    await page.keyboard.press("Enter");
    for (let step = 0; step < 3 && size.height > 440; step += 1) {
      await page.keyboard.press("Tab");
      expect(await measureFocus(page), `${size.width} px`).toMatchObject({ isInDock: true, scrollY: 0 });
    }
    await page.locator("#c1 input").first().focus();
    const covered = [];
    for (let step = 0; step < 20; step += 1) {
      await page.keyboard.press("Tab");
      const focus = await measureFocus(page);
      if (focus.isInMain && focus.isCovered) covered.push(focus.name);
    }
    expect(covered, `${size.width} px`).toEqual([]);
  }
});

/** What has the focus, and whether anything stands over its middle. */
const measureFocus = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement!;
    const shown = focused.closest(".option, .flag") ?? focused;
    const { left, top, width, height } = shown.getBoundingClientRect();
    const over = [top + 2, top + height - 2].map((y) => document.elementFromPoint(left + width / 2, y));
    return {
      name: focused.getAttribute("name") ?? focused.textContent,
      isInMain: focused.closest("main") !== null,
      isInDock: focused.closest(".dock") !== null,
      isCovered: over.some((element) => element === null || !(shown.contains(element) || element.contains(shown))),
      scrollY: Math.round(scrollY),
    };
  });

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the number of empty questions stays on one line beside two buttons", async ({ context }) => {
    const seat = await room.seat();
    const page = await seat.open(context);
    const box = await page.locator("#summary").boundingBox();
    expect(box?.height).toBeLessThan(30);
    await expect(page.getByRole("button", { name: "Lưu bài" })).toBeInViewport();
    await expect(page.getByRole("button", { name: "Kiểm tra và nộp" })).toBeInViewport();
  });
});

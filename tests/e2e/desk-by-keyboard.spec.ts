import { type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import { asc, eq, inArray } from "drizzle-orm";
import { minuteMs } from "~/domain/shared/time";
import { attempts, people, questions, rounds } from "~db/schema";
import { useApp } from "../support/app-fixture";
import { createScreenContest, type ScreenContest } from "../support/screen-contest";
import { untilHydrated } from "../support/until-hydrated";
import { pick, press, tabTo } from "./journey";

/** What an organiser does most, by keyboard alone: Tab, Shift+Tab, arrows, Space and Enter. */
let contest: ScreenContest;
let pendingIds: string[] = [];
const app = useApp({
  prepare: async (database) => {
    contest = await createScreenContest(database);
    const pending = await database.db.select({ id: questions.id }).from(questions).orderBy(asc(questions.id)).limit(5);
    pendingIds = pending.map(({ id }) => id);
    await database.db.update(questions).set({ state: "pending" }).where(inArray(questions.id, pendingIds));
  },
});

test.use({ isMobile: false, hasTouch: false, viewport: { width: 1366, height: 768 } });

async function organiserAt(browser: Browser, path: string): Promise<Page> {
  const context = await browser.newContext({ locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh", baseURL: app().url });
  await context.addCookies(await contest.cookiesOf("organiser", app().url));
  const page = await context.newPage();
  await page.goto(path);
  await untilHydrated(page);
  return page;
}

/** Tabbing into a field of one line marks its text, so what is typed takes its place. */
async function type(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.type(text);
}

async function tick(page: Page, box: Locator): Promise<void> {
  await tabTo(page, box);
  await page.keyboard.press("Space");
  await expect(box).toBeChecked();
}

/** Day and month are the same number, so the order in which the browser asks for them does not matter. */
async function typeMoment(page: Page, field: Locator, dayAndMonth: string, year: number): Promise<void> {
  await tabTo(page, field);
  for (const part of [dayAndMonth, dayAndMonth, String(year)]) await page.keyboard.type(part);
  await expect(field).toHaveValue(new RegExp(`^${year}-${dayAndMonth}-${dayAndMonth}T`));
}

test("composes a round and makes it ready", async ({ browser }) => {
  const page = await organiserAt(browser, "/organiser/rounds/new");
  const year = new Date().getFullYear() + 1;
  await type(page, page.getByLabel("Tên kỳ thi"), "Kỳ soạn bằng bàn phím");
  await typeMoment(page, page.getByLabel("Mở lúc"), "05", year);
  await typeMoment(page, page.getByLabel("Đóng lúc"), "06", year);
  const count = page.getByLabel("Số câu, dòng 1");
  await type(page, count, "3");
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByLabel("Loại câu hỏi, dòng 1")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByLabel("Loại câu hỏi, dòng 1")).toHaveValue("several");
  await expect(count).toHaveValue("3");
  await press(page, page.getByRole("button", { name: "Lưu bản nháp" }).last());
  await expect(page.getByRole("heading", { level: 1, name: "Kỳ soạn bằng bàn phím" })).toBeVisible();
  await press(page, page.getByRole("button", { name: "Sẵn sàng mở" }));
  await expect(page.getByText("Kỳ thi đã sẵn sàng.")).toBeVisible();
  const [round] = await app().database.db.select().from(rounds).where(eq(rounds.name, "Kỳ soạn bằng bàn phím"));
  expect(round!.state).toBe("ready");
  expect(new Date(round!.opensAt).getFullYear()).toBe(year);
  expect(round!.closesAt).toBeGreaterThan(round!.opensAt);
});

test("finds one person who sits and gives extra time", async ({ browser }) => {
  const { db } = app().database;
  const deadline = async () => (await db.select().from(attempts).where(eq(attempts.id, contest.openAttemptId)))[0]!.deadlineAt;
  const before = await deadline();
  const [person] = await db.select().from(people).where(eq(people.id, contest.fixtures.personId));
  const page = await organiserAt(browser, `/organiser/rounds/${contest.openRoundId}/running`);
  await type(page, page.getByLabel("Tìm tên hoặc mã số"), person!.code);
  await page.keyboard.press("Enter");
  await page.waitForURL(/[?&]q=/);
  await press(page, page.getByRole("link", { name: person!.fullName }));
  await press(page, page.getByRole("link", { name: "Cho thêm giờ" }));
  await type(page, page.getByLabel("Số phút"), "6");
  await type(page, page.getByLabel("Lý do"), "Máy bị treo");
  await press(page, page.getByRole("button", { name: "Cho thêm giờ" }));
  await expect(page.getByText("Đã cho thêm giờ.")).toBeVisible();
  await expect(page.getByRole("list", { name: "Sự cố đã xử lý" })).toContainText("Máy bị treo");
  expect(await deadline()).toBe(before + 6 * minuteMs);
});

test("publishes the results of a closed round", async ({ browser }) => {
  const { db } = app().database;
  const publishedAt = async () => (await db.select().from(rounds).where(eq(rounds.id, contest.closedRoundId)))[0]!.publishedAt;
  const page = await organiserAt(browser, `/organiser/rounds/${contest.closedRoundId}/standings`);
  await press(page, page.getByRole("button", { name: "Công bố kết quả" }));
  const refusal = page.getByRole("alert").getByRole("link", { name: "Hãy đánh dấu xác nhận đã kiểm tra kết quả." });
  await press(page, refusal);
  const confirmed = page.getByLabel("Đã kiểm tra kết quả, đồng ý công bố");
  await expect(confirmed).toBeFocused();
  expect(await publishedAt()).toBeNull();
  await tick(page, confirmed);
  await press(page, page.getByRole("button", { name: "Công bố kết quả" }));
  await expect(page.getByText(/^Kết quả đã công bố lúc/)).toBeVisible();
  expect(await publishedAt()).not.toBeNull();
});

test("approves two ticked questions, then all that the filter finds", async ({ browser }) => {
  const { db } = app().database;
  const states = async () => (await db.select().from(questions).where(inArray(questions.id, pendingIds))).map(({ state }) => state).sort();
  const page = await organiserAt(browser, "/organiser/questions");
  await pick(page, page.getByLabel("Trạng thái"), /Chờ duyệt/);
  await press(page, page.getByRole("button", { name: "Lọc" }));
  await page.waitForURL(/state=pending/);
  await untilHydrated(page);
  const boxes = page.locator("table.bank tbody").getByRole("checkbox");
  await expect(boxes).toHaveCount(5);
  await tick(page, boxes.nth(0));
  await tick(page, boxes.nth(1));
  await expect(page.getByText("Đã chọn 2 câu")).toBeVisible();
  await press(page, page.getByRole("button", { name: "Duyệt", exact: true }));
  await expect(page.getByText("2 câu vừa đổi trạng thái.")).toBeVisible();
  expect(await states()).toEqual(["approved", "approved", "pending", "pending", "pending"]);

  await untilHydrated(page);
  await tick(page, page.getByLabel("Tất cả 3 câu phù hợp bộ lọc"));
  await press(page, page.getByRole("button", { name: "Duyệt", exact: true }));
  await press(page, page.getByRole("alertdialog").getByRole("button", { name: "Duyệt 3 câu" }));
  await expect(page.getByText("3 câu vừa đổi trạng thái.")).toBeVisible();
  expect(new Set(await states())).toEqual(new Set(["approved"]));
});

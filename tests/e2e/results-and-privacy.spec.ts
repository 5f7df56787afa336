import { readFile } from "node:fs/promises";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { and, asc, eq, ne } from "drizzle-orm";
import { minuteMs } from "~/domain/shared/time";
import { attempts, people, rounds } from "~db/schema";
import { useApp } from "../support/app-fixture";
import { checkScreen } from "../support/check-screen";
import { createScreenContest, type ScreenContest } from "../support/screen-contest";
import { untilHydrated } from "../support/until-hydrated";

/** What leadership reads of a round, what participants read of its results and when, and what becomes of their own data. */
test.describe.configure({ mode: "serial" });

let contest: ScreenContest;
let committeeMember = "";
const app = useApp({
  prepare: async (database) => {
    contest = await createScreenContest(database);
    const [last] = await database.db.select({ personId: attempts.personId }).from(attempts).where(and(eq(attempts.roundId, contest.closedRoundId), ne(attempts.id, contest.closedAttemptId))).orderBy(asc(attempts.startedAt)).offset(7).limit(1);
    const [person] = await database.db.update(people).set({ isCommitteeMember: true }).where(eq(people.id, last!.personId)).returning({ name: people.fullName });
    committeeMember = person!.name;
  },
});

async function visit(browser: Browser, visitor: keyof ScreenContest["accountIds"] | "guest", path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh", baseURL: app().url });
  if (visitor !== "guest") await context.addCookies(await contest.cookiesOf(visitor, app().url));
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

test("leadership: the trend by day as chart and as table, from a unit through its bloc to the people, and the ranking with its working", async ({ browser }) => {
  const page = await visit(browser, "leadership", `/participation/${contest.closedRoundId}`);
  const entered = Number(/^(\d+) \/ 436 người/m.exec(await page.locator(".kpi").innerText())![1]);
  const trend = page.getByRole("region", { name: "Số người mới tham gia theo ngày" });
  await expect(trend.getByRole("img").locator("rect.day")).toHaveCount(5);
  await trend.getByRole("button", { name: "Bảng số liệu theo ngày" }).click();
  const newPersons = await trend.locator("tbody tr td:nth-child(2)").allTextContents();
  expect(newPersons.map(Number)).toEqual([...newPersons.slice(0, 5).map(Number), entered]);
  expect(newPersons.slice(0, 5).reduce((sum, text) => sum + Number(text), 0)).toBe(entered);

  const bar = page.locator("a.unit-bar", { hasText: "Đội An ninh" });
  const rate = /: ([\d,]+%)/.exec((await bar.getAttribute("aria-label"))!)![1]!;
  await bar.click();
  await expect(page.getByRole("heading", { level: 1, name: "Đội An ninh" })).toBeVisible();
  await page.getByRole("region", { name: "Theo khối" }).getByRole("link", { name: "Đoàn viên" }).click();
  await expect(page.getByRole("navigation", { name: "Khối" }).getByRole("link", { name: "Đoàn viên" })).toHaveAttribute("aria-current", "true");
  const list = page.locator("#chua-tham-gia");
  const missing = Number(await page.locator(".kpi > div", { hasText: "Chưa tham gia" }).locator("b").innerText());
  await expect(list.getByRole("listitem")).toHaveCount(missing);
  await expect(list.getByRole("listitem").filter({ hasNotText: "Đoàn viên" })).toHaveCount(0);
  await checkScreen(page);
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.getByRole("navigation", { name: "Đường dẫn" }).getByRole("link", { name: "Kỳ 1" }).click();
  await page.getByRole("link", { name: "Xếp hạng tập thể" }).click();
  await expect(page.getByRole("region", { name: "Đội nghiệp vụ", exact: true }).getByRole("row", { name: /Đội An ninh/ })).toContainText(new RegExp(`${rate}.*\\d+ ÷ 21`));
  await checkScreen(page);

  expect((await page.goto("/organiser/people"))?.status()).toBe(403);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Tài khoản này không có quyền xem trang");
  await checkScreen(page);
});

test("score, keys and board wait for publishing where an organiser says so; then all read them, and the committee's own stand apart", async ({ browser }) => {
  const base = `/organiser/rounds/${contest.closedRoundId}`;
  const organiser = await visit(browser, "organiser", base);
  const participant = await visit(browser, "starter", "/rounds");
  await participant.getByRole("region", { name: "Kỳ 1" }).getByRole("link", { name: "Kết quả lượt 1" }).click();
  const [score, keys] = [participant.locator(".score"), participant.getByText("(đáp án đúng)")];
  await expect(score).toBeVisible();
  await expect(keys).not.toHaveCount(0);
  await expect(participant.getByText(/^Căn cứ: /).first()).toBeVisible();

  await organiser.getByLabel("Điểm của bản thân").selectOption({ label: "Sau khi công bố kết quả" });
  await organiser.getByRole("button", { name: "Lưu", exact: true }).click();
  await expect(organiser.getByText("Đã lưu.")).toBeVisible();
  await participant.reload();
  await expect(participant.getByText("Điểm được công bố khi Ban Tổ chức công bố kết quả.")).toBeVisible();
  await expect(score.or(keys)).toHaveCount(0);
  await checkScreen(participant);
  const guest = await visit(browser, "guest", `/rounds/${contest.closedRoundId}/board`);
  await expect(guest.getByRole("heading", { name: "Bảng xếp hạng chưa hiện" })).toBeVisible();

  await organiser.goto(`${base}/standings`);
  await organiser.getByLabel("Đã kiểm tra kết quả, đồng ý công bố").check();
  await organiser.getByRole("button", { name: "Công bố kết quả" }).click();
  await expect(organiser.getByText(/^Kết quả đã công bố lúc/)).toBeVisible();
  await participant.reload();
  await expect(score).toBeVisible();
  await expect(keys).not.toHaveCount(0);
  await guest.reload();
  const apart = guest.locator("table.board tbody").last().getByRole("row");
  await expect(apart.first()).toHaveText("Thành viên Ban Tổ chức có dự thi, không xếp hạng");
  await expect(apart.nth(1)).toContainText(committeeMember);
  await expect(apart.nth(1).getByRole("cell").first()).toHaveText("–");

  await app().database.db.update(rounds).set({ closesAt: Date.now() + 30 * minuteMs }).where(eq(rounds.id, contest.openRoundId));
  await organiser.goto(`/organiser/rounds/${contest.openRoundId}`);
  await untilHydrated(organiser);
  await organiser.getByLabel("Bảng xếp hạng").selectOption({ label: "Cập nhật, dừng ở những phút cuối" });
  await organiser.getByLabel("Dừng cập nhật (phút cuối)").fill("60");
  await organiser.getByRole("button", { name: "Lưu", exact: true }).click();
  await expect(organiser.getByText("Đã lưu.")).toBeVisible();
  await guest.goto(`/rounds/${contest.openRoundId}/board`);
  await expect(guest.getByText(/^Bảng xếp hạng đã dừng cập nhật từ/)).toBeVisible();
});

test("each text that was agreed to is kept with its version, on the page and in the file of the own data", async ({ browser }) => {
  const organiser = await visit(browser, "organiser", "/organiser/contest");
  const participant = await visit(browser, "starter", "/rounds");
  const texts = ["Mục đích: nội dung thứ hai.", "Mục đích: nội dung thứ ba."];
  for (const text of texts) {
    await organiser.getByLabel("Nội dung đồng ý").fill(text);
    await organiser.getByRole("button", { name: "Lưu thông tin" }).click();
    await expect(organiser.getByLabel("Nội dung đồng ý")).toHaveValue(text);
    await expect(organiser.getByText("Đã lưu.")).toBeVisible();
    await organiser.goto("/organiser/contest");
    await participant.goto(`/rounds/${contest.openRoundId}`);
    await expect(participant.getByText(text)).toBeVisible();
    await participant.getByRole("button", { name: "Tiếp tục" }).click();
    await expect(participant.getByRole("alert")).toBeVisible();
    await participant.getByRole("checkbox").check();
    await participant.getByRole("button", { name: "Tiếp tục" }).click();
    await expect(participant.getByRole("heading", { level: 1, name: "Kỳ 2" })).toBeVisible();
  }
  await participant.goto("/account/data");
  for (const [version, text] of [["2", texts[0]!], ["3", texts[1]!]] as const) {
    await participant.locator("summary", { hasText: `Phiên bản ${version}, đồng ý lúc` }).click();
    await expect(participant.getByText(text)).toBeVisible();
  }
  const [download] = await Promise.all([participant.waitForEvent("download"), participant.getByRole("link", { name: "Tải về thành tệp" }).click()]);
  const file = await readFile(await download.path(), "utf8");
  const shown = await participant.locator("#facts ~ dl dd").allTextContents();
  for (const text of [...texts, ...shown.slice(1).filter((value) => value !== "Không có" && !value.includes(", "))]) expect(file).toContain(text);
  expect((JSON.parse(file) as { "Lượt thi": { "Kỳ thi": string; "Từng câu": unknown[] | null }[] })["Lượt thi"].map((attempt) => [attempt["Kỳ thi"], attempt["Từng câu"]?.length])).toEqual([["Kỳ 1", 20]]);
  await checkScreen(participant);
});

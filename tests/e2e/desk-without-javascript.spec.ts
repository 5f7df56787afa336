import { readFile } from "node:fs/promises";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { and, eq, isNull } from "drizzle-orm";
import { accounts, eligibleCounts, questionRevisions, questions, roleGrants, rounds, units } from "~db/schema";
import { useApp } from "../support/app-fixture";
import { createScreenContest, type ScreenContest } from "../support/screen-contest";

/** The committee's, the coordinator's and the leadership's pages where scripts don't run: plain forms and links. */
let contest: ScreenContest;
const app = useApp({ prepare: async (database) => void (contest = await createScreenContest(database)) });

async function visit(browser: Browser, visitor: keyof ScreenContest["accountIds"], path: string): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1366, height: 768 }, locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh", baseURL: app().url });
  await context.addCookies(await contest.cookiesOf(visitor, app().url));
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

test("an organiser publishes results", async ({ browser }) => {
  const page = await visit(browser, "organiser", `/organiser/rounds/${contest.closedRoundId}/standings`);
  await page.getByRole("button", { name: "Công bố kết quả" }).click();
  await expect(page.getByRole("alert").getByRole("link", { name: "Hãy đánh dấu xác nhận đã kiểm tra kết quả." })).toBeVisible();
  await page.getByLabel("Đã kiểm tra kết quả, đồng ý công bố").check();
  await page.getByRole("button", { name: "Công bố kết quả" }).click();
  await expect(page.getByText(/^Kết quả đã công bố lúc/)).toBeVisible();
  const [round] = await app().database.db.select().from(rounds).where(eq(rounds.id, contest.closedRoundId));
  expect(round!.publishedAt).not.toBeNull();
});

test("an administrator makes an account and reads its secret; the audit page finds the deed by its filter", async ({ browser }) => {
  const page = await visit(browser, "administrator", "/organiser/accounts/new");
  await page.getByLabel("Họ và tên").fill("Võ Thị Hạnh");
  await page.getByLabel("Tên tài khoản").fill("vothihanh");
  await page.getByLabel("Vai trò").selectOption("coordinator");
  await page.getByRole("button", { name: "Tạo tài khoản" }).click();
  await expect(page.getByRole("alert")).toContainText("Vai trò này cần một đơn vị.");
  await expect(page.getByLabel("Họ và tên")).toHaveValue("Võ Thị Hạnh");
  await page.getByLabel("Đơn vị", { exact: true }).selectOption(contest.fixtures.unitId);
  await page.getByRole("button", { name: "Tạo tài khoản" }).click();
  await expect(page.locator("code.secret")).toHaveText(/\S{8,}/);
  const grants = await app().database.db.select({ role: roleGrants.role, unitId: roleGrants.unitId }).from(roleGrants).innerJoin(accounts, eq(accounts.id, roleGrants.accountId)).where(eq(accounts.login, "vothihanh"));
  expect(grants).toEqual([{ role: "coordinator", unitId: contest.fixtures.unitId }]);

  await page.goto("/organiser/audit");
  const filter = page.getByRole("search", { name: "Lọc nhật ký" });
  await filter.getByLabel("Người thực hiện").fill("quan-tri");
  await filter.getByLabel("Loại việc").selectOption("account");
  await filter.getByRole("button", { name: "Lọc" }).click();
  await expect(page.locator("table.audit tbody tr").first()).toContainText("Tạo tài khoản");
  await expect(page.locator("table.audit")).toContainText("vothihanh");
  await filter.getByLabel("Người thực hiện").fill("thu-ky");
  await filter.getByRole("button", { name: "Lọc" }).click();
  await expect(page.getByText("vothihanh")).toHaveCount(0);
  await page.getByRole("link", { name: "Bỏ lọc" }).first().click();
  await expect(page.locator("table.audit")).toContainText("vothihanh");
});

test("an organiser edits the count of those who are eligible, not without a reason", async ({ browser }) => {
  const { db } = app().database;
  const { unitId } = contest.fixtures;
  const count = async () => (await db.select().from(eligibleCounts).where(and(eq(eligibleCounts.unitId, unitId), isNull(eligibleCounts.blocId))))[0]?.count;
  const before = await count();
  const [unit] = await db.select().from(units).where(eq(units.id, unitId));
  const page = await visit(browser, "organiser", "/organiser/units/eligible");
  const cell = page.locator("table.eligible tbody tr", { hasText: unit!.name }).getByRole("textbox").first();
  await cell.fill("77");
  await page.getByRole("button", { name: "Lưu số người" }).click();
  await expect(page.getByRole("alert")).toContainText("Nhập lý do");
  await expect(cell).toHaveValue("77");
  expect(await count()).toBe(before);
  await page.getByLabel("Lý do, căn cứ").fill("Báo cáo số 12");
  await page.getByRole("button", { name: "Lưu số người" }).click();
  await expect(page.getByText("Đã lưu.")).toBeVisible();
  await expect(cell).toHaveValue("77");
  expect(await count()).toBe(77);
});

test("an organiser writes a question with a fifth choice, sees it, saves it as pending and approves it", async ({ browser }) => {
  const { db } = app().database;
  const content = "Câu hỏi soạn khi trình duyệt không chạy mã?";
  const stored = () => db.select({ state: questions.state, choices: questionRevisions.choices, answerKey: questionRevisions.answerKey }).from(questions).innerJoin(questionRevisions, eq(questionRevisions.id, questions.currentRevisionId)).where(eq(questionRevisions.content, content));
  const page = await visit(browser, "organiser", "/organiser/questions/new");
  await page.getByLabel("Chủ đề").selectOption({ index: 1 });
  await page.getByLabel("Mức độ").selectOption({ index: 1 });
  await page.getByLabel("Nội dung câu hỏi").fill(content);
  for (const at of [1, 2, 3, 4]) await page.getByLabel(`Phương án ${at}`, { exact: true }).fill(`Ý thứ ${at}`);
  await page.getByRole("button", { name: "Thêm phương án" }).click();
  await page.getByLabel("Phương án 5", { exact: true }).fill("Ý thứ 5");
  await page.getByLabel("Phương án 5 là đáp án đúng").check();
  await page.getByLabel("Căn cứ pháp lý").fill("Điều 1 Nghị định số 118/2025/NĐ-CP");
  await page.locator("noscript button, .form-buttons button").filter({ hasText: "Xem trước" }).click();
  await expect(page.getByRole("region", { name: "Xem trước" }).locator("li.right")).toHaveText("Ý thứ 5 (đáp án)");
  expect(await stored()).toEqual([]);
  await page.getByRole("button", { name: "Lưu, để chờ duyệt" }).click();
  await expect(page.getByText("Đã lưu.")).toBeVisible();
  await expect(page.getByText("Chờ duyệt", { exact: true })).toBeVisible();
  const [{ state, choices, answerKey }] = (await stored()) as [Awaited<ReturnType<typeof stored>>[number]];
  expect(state).toBe("pending");
  expect(choices.filter(({ id }) => answerKey.includes(id)).map(({ text }) => text)).toEqual(["Ý thứ 5"]);

  await page.goto("/organiser/questions?state=pending");
  await page.getByRole("checkbox", { name: content }).check();
  await page.getByRole("button", { name: "Duyệt", exact: true }).click();
  await expect(page.getByText("1 câu vừa đổi trạng thái.")).toBeVisible();
  expect((await stored())[0]!.state).toBe("approved");
});

test("a coordinator reads the own unit and takes the list of who is to be reminded", async ({ browser }) => {
  const page = await visit(browser, "coordinator", "/participation");
  await page.waitForURL(/\/participation\/[0-9a-f-]+/);
  await page.goto(`/participation/${contest.openRoundId}/units/${contest.fixtures.unitId}`);
  await expect(page.getByRole("heading", { name: "Người chưa tham gia" })).toBeVisible();
  await expect(page.getByLabel("Tin nhắn để gửi đi")).not.toHaveValue("");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Tải danh sách (.xlsx)" }).click()]);
  expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe("PK");
  await page.goto(`/participation/${contest.openRoundId}/standings`);
  await expect(page.getByRole("heading", { level: 1, name: "Xếp hạng tập thể" })).toBeVisible();
});

test("leadership goes from all units to one of them and to the standings", async ({ browser }) => {
  const page = await visit(browser, "leadership", "/participation");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.goto(`/participation/${contest.closedRoundId}`);
  await page.getByRole("link", { name: "Xếp hạng tập thể" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Xếp hạng tập thể" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Đội nghiệp vụ", exact: true }).getByRole("row", { name: /Đội An ninh/ })).toContainText(/\d/);
  await page.goBack();
  await page.getByRole("link", { name: "Đội An ninh" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Đội An ninh" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Người chưa tham gia" })).toBeVisible();
});

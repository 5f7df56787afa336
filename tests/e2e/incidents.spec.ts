import { expect, type Browser, type Page, test } from "@playwright/test";
import { useApp } from "../support/app-fixture";
import { checkScreen } from "../support/check-screen";
import { choose, createExamRoom, secondsShown } from "../support/exam-seat";
import { signIn } from "../support/signed-in";

/** What an organiser does while a round runs, and what the participant notices of it. */
const app = useApp();
let room: Awaited<ReturnType<typeof createExamRoom>>;
test.beforeAll(async () => {
  room = await createExamRoom(app());
});

const reason = "Mất điện tại phòng thi";

/** The organiser's browser at the list of who sits the round. */
async function watch(browser: Browser, roundId: string, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
  const context = await browser.newContext(options);
  const { token } = await signIn(app().database.db, { displayName: "Thư ký", roles: ["organiser"] });
  await context.addCookies([{ name: "__Host-session", value: token, domain: new URL(app().url).hostname, path: "/", secure: true, httpOnly: true, sameSite: "Lax" }]);
  const page = await context.newPage();
  await page.goto(`${app().url}/organiser/rounds/${roundId}/running`);
  return page;
}

/** The one row of the round's only attempt; people of the other tests have not started. */
const whoSits = (organiser: Page) => organiser.getByRole("row", { name: /Đặng Thị Ệ/ }).filter({ hasNotText: "Chưa vào thi" });

/** What the committee signs names the decision, why, and the attempt before and after it. */
async function expectOnRecord(organiser: Page, roundId: string, incident: string, why: string, [before, after]: [string, string]): Promise<void> {
  await organiser.goto(`${app().url}/organiser/rounds/${roundId}/incidents`);
  const section = organiser.getByRole("region", { name: `1. ${incident}`, exact: true });
  await expect(section).toContainText("do Thư ký thực hiện.");
  await expect(section).toContainText(`Lý do: ${why}`);
  const cells = section.getByRole("row", { name: /Đặng Thị Ệ/ }).getByRole("cell");
  await expect(cells.nth(4)).toContainText(before);
  await expect(cells.nth(5)).toContainText(after);
}

/** From the list to the form of one decision about the one who is sitting. */
async function decide(organiser: Page, deed: string): Promise<void> {
  await whoSits(organiser).getByRole("link", { name: "Đặng Thị Ệ" }).click();
  await organiser.getByRole("link", { name: deed }).click();
  await expect(organiser.getByRole("heading", { level: 1 })).toHaveText(deed);
}

test("extra time: the participant's open page shows it with the next answer, and the own rounds say why", async ({ context, browser }) => {
  const seat = await room.seat({ secondsLeft: 300 });
  const page = await seat.open(context);
  const organiser = await watch(browser, seat.roundId);
  await organiser.getByRole("navigation", { name: "Lọc theo tình trạng" }).getByRole("link", { name: /Đang làm bài/ }).click();
  await checkScreen(organiser);
  await decide(organiser, "Cho thêm giờ");
  await organiser.getByRole("button", { name: "Cho thêm giờ" }).click();
  await expect(organiser.getByRole("alert")).toContainText("Nhập lý do.");
  await checkScreen(organiser);
  await organiser.getByLabel("Số phút").fill("15");
  await organiser.getByLabel("Lý do").fill(reason);
  await organiser.getByRole("button", { name: "Cho thêm giờ" }).click();
  await expect(organiser.getByRole("list", { name: "Sự cố đã xử lý" })).toContainText(reason);

  await choose(page, 1);
  await expect.poll(() => secondsShown(page)).toBeGreaterThan(900);
  await expect(page.getByText("Ban Tổ chức đã cho thêm giờ")).toHaveCount(0);
  await page.reload();
  await expect(page.getByText("Ban Tổ chức đã cho thêm giờ: hạn nộp bài là")).toContainText(`Lý do: ${reason}`);
  await page.goto(`${app().url}/rounds`);
  await expect(page.getByText(`Ban Tổ chức cho thêm giờ`)).toContainText(reason);
});

test("reopening, without JavaScript on the organiser's side: the participant goes on with what was saved and submits again", async ({ context, browser }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  await choose(page, 1);
  await expect.poll(seat.savedPositions).toEqual([1]);
  await submit(page);
  const organiser = await watch(browser, seat.roundId, { javaScriptEnabled: false });
  await decide(organiser, "Mở lại lượt thi");
  await organiser.getByLabel("Lý do").fill(reason);
  await organiser.getByRole("button", { name: "Mở lại lượt thi" }).click();
  await expect(organiser.getByText("Đã mở lại lượt thi.")).toBeVisible();
  await expectOnRecord(organiser, seat.roundId, "Mở lại lượt thi", reason, ["Đã nộp", "Đang làm bài"]);

  await page.goto(`${app().url}/rounds`);
  await page.getByRole("link", { name: "Làm tiếp" }).click();
  await expect(page.locator('input[name="q1"]').first()).toBeChecked();
  await choose(page, 2);
  await expect.poll(seat.savedPositions).toEqual([1, 2]);
  await submit(page);
  await expect(page.getByText("Ban Tổ chức mở lại lượt thi")).toContainText(reason);
  await expect(page.getByText("2/7 câu", { exact: true })).toBeVisible();
});

test("void: the next answer ends the exam, and the result says why", async ({ context, browser }) => {
  const seat = await room.seat();
  const page = await seat.open(context);
  const organiser = await watch(browser, seat.roundId);
  await decide(organiser, "Hủy lượt thi");
  await organiser.getByLabel("Lý do").fill("Thi hộ");
  await organiser.getByRole("button", { name: "Hủy lượt thi" }).click();
  await expect(organiser.getByText("Đã hủy lượt thi.")).toBeVisible();
  await page.locator('input[name="q1"]').first().check();
  await page.goto(`${app().url}/attempts/${seat.attemptId}/result`);
  await expect(page.locator("h1")).toHaveText("Lượt thi đã bị hủy");
  await expect(page.getByText("Lý do: Thi hộ")).toBeVisible();
  await expectOnRecord(organiser, seat.roundId, "Hủy lượt thi", "Thi hộ", ["Đang làm bài", "Đã hủy"]);
});

test("a file of unsent responses: the page writes it, the organiser compares and accepts it, the record prints it", async ({ context, browser }) => {
  const seat = await room.seat({ rules: { graceSeconds: 1 } });
  const page = await seat.open(context);
  await seat.leaveSeconds(page, 12);
  await context.setOffline(true);
  await choose(page, 1, 2);
  const panel = page.locator("#panel-over");
  await expect(panel).toContainText("có thể không được tính", { timeout: 30_000 });
  const [download] = await Promise.all([page.waitForEvent("download"), panel.getByRole("button", { name: "Tải tệp các câu chưa gửi" }).click()]);

  const organiser = await watch(browser, seat.roundId);
  await expect(organiser.getByText("Hết giờ, đã thu bài")).toBeVisible({ timeout: 40_000 });
  await organiser.getByRole("link", { name: "Nhận tệp bài chưa gửi" }).click();
  await organiser.getByLabel("Tệp của người dự thi").setInputFiles({ name: "sai.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await organiser.getByRole("button", { name: "Tải lên và so sánh" }).click();
  await expect(organiser.getByRole("alert")).toContainText("Xin lại tệp gốc");
  await organiser.getByLabel("Tệp của người dự thi").setInputFiles(await download.path());
  await organiser.getByRole("button", { name: "Tải lên và so sánh" }).click();
  await expect(organiser.getByRole("row", { name: /Câu 1/ })).toContainText("Sẽ nhận: chưa có trên máy chủ");
  await checkScreen(organiser);
  await organiser.getByRole("button", { name: "Nhận 1 câu và chấm lại" }).click();
  await expect(organiser.getByRole("alert")).toContainText("Nhập lý do.");
  await organiser.getByLabel("Lý do").fill("Mất mạng cả xã");
  await organiser.getByRole("button", { name: "Nhận 1 câu và chấm lại" }).click();
  await expect(organiser.getByText("Đã nhận các câu trả lời trong tệp và chấm lại bài.")).toBeVisible();
  await expect(organiser.getByText("2/7 câu", { exact: true })).toBeVisible();
  await organiser.goto(`${app().url}/organiser/rounds/${seat.roundId}/incidents`);
  await expect(organiser.getByText("Mất mạng cả xã")).toBeVisible();
  await checkScreen(organiser);
});

test("the list gets newer by itself, stands still when paused, and says when the server is away", async ({ context, browser }) => {
  const seat = await room.seat();
  const organiser = await watch(browser, seat.roundId);
  const row = whoSits(organiser);
  await expect(row).toContainText("0/7");
  const page = await seat.open(context);
  await choose(page, 1);
  await expect(row).toContainText("1/7", { timeout: 25_000 });
  await organiser.getByRole("button", { name: "Dừng tự cập nhật" }).click();
  await expect(organiser.getByRole("button", { name: "Đang dừng – tiếp tục tự cập nhật" })).toHaveAttribute("aria-pressed", "true");
  await organiser.getByRole("button", { name: "Đang dừng – tiếp tục tự cập nhật" }).click();
  await organiser.context().setOffline(true);
  await expect(organiser.getByText("Mất kết nối, đang thử lại")).toBeVisible({ timeout: 25_000 });
  await expect(row).toContainText("1/7");
  await organiser.context().setOffline(false);
  await expect(organiser.getByText("Mất kết nối, đang thử lại")).toBeHidden({ timeout: 25_000 });
});

async function submit(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Kiểm tra và nộp" }).click();
  await page.getByRole("button", { name: "Nộp bài" }).first().click();
  await page.locator("#confirm").getByRole("button", { name: "Nộp bài" }).click();
  await expect(page.locator("h1")).toHaveText("Đã nộp bài");
}

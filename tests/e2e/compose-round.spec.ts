import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { eq } from "drizzle-orm";
import { dayMs, hourMs, minuteMs, toLocalInstant } from "~/domain/shared/time";
import { accounts, attempts } from "~db/schema";
import { useApp } from "../support/app-fixture";
import { signIn } from "../support/signed-in";
import { createSitting, type Participant, type Sitting } from "../support/sitting";
import { untilHydrated } from "../support/until-hydrated";
import { expectAccessible, press } from "./journey";

/** The organiser composes, looks, tries, opens, postpones, closes early, copies, cancels; the participant reads what has changed and why. */
const app = useApp();
let sitting: Sitting;
let organiser: Page;
let district: string;
test.beforeAll(async ({ browser }) => {
  const { db } = app().database;
  sitting = await createSitting(app().database);
  district = await sitting.createUnit();
  const context = await newPhone(() => browser.newContext({ viewport: { width: 360, height: 740 }, locale: "vi-VN" }), (await signIn(db, { displayName: "Thư ký", roles: ["organiser"] })).token);
  organiser = await context.newPage();
});

async function newPhone(open: () => Promise<BrowserContext>, token: string): Promise<BrowserContext> {
  const context = await open();
  await context.addCookies([{ name: "__Host-session", value: token, domain: new URL(app().url).hostname, path: "/", secure: true, httpOnly: true, sameSite: "Lax" }]);
  return context;
}

async function asParticipant(open: () => Promise<BrowserContext>, { personId }: Participant): Promise<Page> {
  const { token } = await signIn(app().database.db, { personId });
  const page = await (await newPhone(open, token)).newPage();
  await page.goto(`${app().url}/rounds`);
  return page;
}

test("composes for one unit, moves a step of the ranking by keyboard, sees and tries a set, opens, postpones", async ({ browser }) => {
  const open = () => browser.newContext({ viewport: { width: 360, height: 740 }, locale: "vi-VN" });
  await organiser.goto(`${app().url}/organiser/rounds/new`);
  await untilHydrated(organiser);
  await organiser.getByLabel("Tên kỳ thi").fill("Kỳ của một đơn vị");
  await organiser.getByText("Chỉ một số đơn vị").click();
  await organiser.getByLabel(`Đơn vị ${district}`).check();
  await organiser.locator('[name="lineCount[]"]').fill("4");
  await organiser.getByRole("button", { name: "Chuyển tiêu chí thứ 3 lên" }).focus();
  await organiser.keyboard.press("Enter");
  await expect(organiser.getByLabel("Tiêu chí thứ 2", { exact: true })).toHaveValue("duration");
  await organiser.getByLabel("Câu dự đoán").selectOption({ label: "Cả cuộc thi có bao nhiêu người dự thi" });
  await expectAccessible(organiser);
  await organiser.getByRole("button", { name: "Lưu bản nháp" }).last().click();
  await expect(organiser.getByText("Rút được 70 đề khác nhau.")).toBeVisible();
  await expect(organiser.getByText("Xếp hạng lần lượt theo: điểm cao hơn; thời gian làm bài ngắn hơn; dự đoán gần đúng hơn")).toBeVisible();
  await expect(organiser.getByText("Câu dự đoán: có bao nhiêu người dự thi trong cả cuộc thi")).toBeVisible();
  const roundUrl = organiser.url().split("?")[0]!;

  await organiser.getByRole("link", { name: "Xem và làm thử một đề" }).click();
  await expect(organiser.locator(".question")).toHaveCount(4);
  await expect(organiser.getByText("Đáp án:")).toHaveCount(0);
  await organiser.locator("#c1 .option").first().click();
  await expectAccessible(organiser);
  await organiser.getByRole("button", { name: "Chấm thử" }).click();
  await expect(organiser.getByText(/^\d\/4 điểm, đúng \d\/4 câu/)).toBeVisible();
  await expect(organiser.locator("#c1 input").first()).toBeChecked();
  await expect(organiser.getByText("Đáp án:")).toHaveCount(4);
  await expectAccessible(organiser);
  await organiser.getByRole("link", { name: "Rút đề khác" }).click();
  await organiser.waitForURL(/seed=[0-9a-f]{32}/);
  expect(await app().database.db.$count(attempts)).toBe(0);

  await organiser.goto(roundUrl);
  await organiser.getByRole("button", { name: "Sẵn sàng mở" }).click();
  await organiser.getByRole("link", { name: "Hoãn, gia hạn, đóng sớm" }).click();
  await organiser.getByLabel("Mở lúc").fill(toLocalInstant(Date.now() + 5 * dayMs));
  await organiser.getByLabel("Đóng lúc").fill(toLocalInstant(Date.now() + 9 * dayMs));
  await organiser.getByRole("button", { name: "Đổi giờ" }).click();
  await expect(organiser.getByRole("link", { name: "Nhập lý do đổi giờ." })).toBeVisible();
  await organiser.getByLabel("Lý do đổi giờ").fill("Trùng lịch trực chiến đấu");
  await organiser.getByRole("button", { name: "Đổi giờ" }).click();
  await expect(organiser.getByText("Lý do: Trùng lịch trực chiến đấu")).toBeVisible();
  await expectAccessible(organiser);

  const inside = await asParticipant(open, await sitting.createParticipant({ unitId: await sitting.createUnit(district) }));
  const card = inside.getByRole("region", { name: "Kỳ của một đơn vị" });
  await expect(card).toContainText("Thời gian thi đổi thành");
  await expect(card).toContainText("Lý do: Trùng lịch trực chiến đấu");
  await expectAccessible(inside);
  const outside = await asParticipant(open, await sitting.createParticipant());
  await expect(outside.getByRole("heading", { name: "Kỳ của một đơn vị" })).toHaveCount(0);
});

test("while people sit: prolongs for everybody, then closes at once; who is sitting goes on, nobody else begins", async ({ browser }) => {
  const open = () => browser.newContext({ viewport: { width: 360, height: 740 }, locale: "vi-VN" });
  const roundId = await sitting.createRound({ opensAt: Date.now() - hourMs, closesAt: Date.now() + hourMs, rules: { minutes: 20, attempts: { allowed: 1, per: "round", pauseMinutes: 0 } } });
  const person = await sitting.createParticipant();
  const attemptId = await sitting.start({ sessionId: person.sessionId, roundId });
  const deadline = async () => (await app().database.db.select().from(attempts).where(eq(attempts.id, attemptId)))[0]!;

  await organiser.goto(`${app().url}/organiser/rounds/${roundId}/changes`);
  await organiser.getByLabel("Thời gian làm bài (phút)").fill("30");
  await organiser.getByLabel("Lý do", { exact: true }).fill("Mạng chậm");
  await organiser.getByRole("button", { name: "Áp dụng cho mọi người" }).click();
  await expect(organiser.getByText("Thời gian làm bài tăng từ 20 lên 30 phút, cho cả bài đang làm.")).toBeVisible();
  expect(await deadline().then(({ startedAt, deadlineAt }) => deadlineAt - startedAt)).toBe(30 * minuteMs);
  await expectAccessible(organiser);

  await organiser.getByLabel("Lý do đóng sớm").fill("Đã đủ người dự thi");
  await organiser.getByRole("button", { name: "Đóng ngay bây giờ" }).click();
  await organiser.getByRole("link", { name: "Đánh dấu xác nhận: đóng rồi thì không ai bắt đầu được nữa." }).click();
  await expect(organiser.getByText("Đã thay đổi kỳ thi.")).toHaveCount(0);
  await expectAccessible(organiser);
  await organiser.getByLabel("Tôi hiểu: đóng rồi thì không ai bắt đầu được nữa").check();
  await organiser.getByRole("button", { name: "Đóng ngay bây giờ" }).click();
  await expect(organiser.getByRole("heading", { name: "Không đổi được nữa" })).toBeVisible();
  expect(await deadline().then(({ startedAt, deadlineAt }) => deadlineAt - startedAt)).toBe(30 * minuteMs);
  await app().database.db.update(accounts).set({ displayName: "Người đang thi" }).where(eq(accounts.id, person.accountId));
  const sittingPage = await asParticipant(open, person);
  await expect(sittingPage.getByText("Bài đang làm được làm tiếp đến hết giờ của bài.")).toBeVisible();
  await expect(sittingPage.getByRole("link", { name: "Làm tiếp" })).toBeVisible();
  const late = await asParticipant(open, await sitting.createParticipant());
  await expect(late.getByText("Kỳ thi đã đóng.").first()).toBeVisible();
  await expectAccessible(late);
});

test("a trial round is sat once a day by the rules of the composer and ranks nobody; its copy is a draft; cancelled by keyboard alone, it says why", async ({ browser }) => {
  const open = () => browser.newContext({ viewport: { width: 360, height: 740 }, locale: "vi-VN" });
  await organiser.goto(`${app().url}/organiser/rounds/new`);
  await untilHydrated(organiser);
  await organiser.getByLabel("Tên kỳ thi").fill("Kỳ làm quen");
  await organiser.getByLabel("Mở lúc").fill(toLocalInstant(Date.now() - hourMs));
  await organiser.getByLabel("Đóng lúc").fill(toLocalInstant(Date.now() + 3 * dayMs));
  await organiser.getByLabel("Thi thử: kết quả không được tính").check();
  await organiser.getByLabel("Số lượt tối đa").fill("1");
  await organiser.getByLabel("Tính theo").selectOption("day");
  await organiser.locator('[name="lineCount[]"]').fill("9");
  await organiser.getByRole("button", { name: "Lưu bản nháp" }).last().click();
  await expect(organiser.getByRole("listitem").filter({ hasText: "dòng 1 thiếu 1 câu" })).toContainText("Còn thiếu:");
  await expect(organiser.getByRole("button", { name: "Sẵn sàng mở" })).toBeDisabled();
  await organiser.locator('[name="lineCount[]"]').fill("2");
  await organiser.getByRole("button", { name: "Lưu", exact: true }).last().click();
  await organiser.getByRole("button", { name: "Sẵn sàng mở" }).click();
  await expect(organiser.getByText("Đang mở").first()).toBeVisible();
  await expect(organiser.getByText("Thi thử", { exact: true })).toBeVisible();
  const [roundUrl, rules] = [organiser.url().split("?")[0]!, await organiser.locator(".rule-text li").allTextContents()];

  const person = await sitting.createParticipant();
  const participant = await asParticipant(open, person);
  const card = participant.getByRole("region", { name: "Kỳ làm quen" });
  await expect(card).toContainText("Không tính kết quả");
  await card.getByRole("link", { name: "Vào thi thử" }).click();
  expect(await participant.locator(".rules li").allTextContents()).toEqual(rules);
  await participant.getByLabel(/Câu dự đoán/).fill("3");
  await participant.getByRole("button", { name: "Bắt đầu làm bài" }).click();
  await participant.locator("#c1 .option").first().click();
  await participant.getByRole("button", { name: "Kiểm tra và nộp" }).click();
  await participant.getByRole("button", { name: "Nộp bài" }).first().click();
  await participant.getByRole("dialog").getByRole("button", { name: "Nộp bài" }).click();
  await participant.waitForURL(/\/result$/);
  await participant.getByRole("link", { name: "Về các kỳ thi" }).click();
  await expect(card).toContainText("Đã dùng hết số lượt thi hôm nay; lượt mới từ 00:00");
  await expect(card.getByRole("link", { name: "Bảng xếp hạng" })).toHaveCount(0);
  const board = roundUrl.replace("/organiser", "");
  expect((await participant.request.get(`${board}/board`)).status()).toBe(404);
  await organiser.goto(`${roundUrl}/standings`);
  await expect(organiser.getByRole("heading", { name: "Kỳ thi thử không xếp hạng" })).toBeVisible();

  await organiser.goto(roundUrl);
  await organiser.getByRole("button", { name: "Sao chép kỳ thi" }).click();
  await expect(organiser.getByRole("heading", { level: 1, name: "Kỳ làm quen (bản sao)" })).toBeVisible();
  await expect(organiser.getByLabel("Thi thử: kết quả không được tính")).toBeChecked();
  await organiser.goto(roundUrl);
  await press(organiser, organiser.locator("summary", { hasText: "Hủy kỳ thi" }));
  await press(organiser, organiser.getByRole("button", { name: "Hủy kỳ thi này" }));
  await expect(organiser.getByRole("alert")).toBeFocused();
  await expectAccessible(organiser);
  await press(organiser, organiser.getByRole("link", { name: "Nhập lý do hủy." }));
  await expect(organiser.getByLabel("Lý do hủy")).toBeFocused();
  await organiser.keyboard.type("Đổi sang thi thật");
  await organiser.keyboard.press("Enter");
  await expect(organiser.getByText("Đã hủy kỳ thi.")).toBeVisible();
  await participant.reload();
  await expect(card).toContainText("Đã hủy");
  await expect(card).toContainText("Lý do: Đổi sang thi thật");
  await expect(card.getByRole("link", { name: /Vào thi|Xem thể lệ/ })).toHaveCount(0);
  await expect(card.locator(".facts"), "neither window nor attempts as if they counted").toHaveCount(0);
  await expect(participant.getByText("(bản sao)")).toHaveCount(0);
  await expectAccessible(participant);
  await participant.goto(board);
  await expect(participant.getByText("Lý do: Đổi sang thi thật")).toBeVisible();
  await expect(participant.locator(".facts, .rules")).toHaveCount(0);
  await expect(participant.getByText("Kỳ thi đã bị hủy."), "once").toHaveCount(1);
  await expect(organiser.getByText("Của kỳ thi trước khi hủy, không còn áp dụng.")).toBeVisible();
});

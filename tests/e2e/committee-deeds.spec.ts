import { type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import { useApp } from "../support/app-fixture";
import { createScreenContest, type ScreenContest } from "../support/screen-contest";
import { untilHydrated } from "../support/until-hydrated";

/** Deeds of the committee that are seldom done and must not go wrong: time for a whole unit, a deletion that was asked for, administrators among themselves. */
let contest: ScreenContest;
const app = useApp({ prepare: async (database) => void (contest = await createScreenContest(database)) });

test.use({ isMobile: false, hasTouch: false, viewport: { width: 1366, height: 768 } });

type Visitor = keyof ScreenContest["accountIds"];

async function pageOf(browser: Browser, visitor: Visitor): Promise<Page> {
  const context = await browser.newContext({ locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh", baseURL: app().url });
  await context.addCookies(await contest.cookiesOf(visitor, app().url));
  return context.newPage();
}

const personIdOf = async (visitor: Visitor) => (await app().database.sql<{ personId: string }[]>`select person_id as "personId" from accounts where id = ${contest.accountIds[visitor]}`)[0]!.personId;

test("extra time for a whole unit: everybody who sits there gets it, a unit where nobody sits says so", async ({ browser }) => {
  const { sql } = app().database;
  const deadline = async () => (await sql<{ at: string }[]>`select extract(epoch from deadline_at)::text as at from attempts where id = ${contest.openAttemptId}`)[0]!.at;
  const [sitting] = await sql<{ unitId: string; name: string }[]>`select u.id as "unitId", u.name from attempts a join units u on u.id = a.unit_id where a.id = ${contest.openAttemptId}`;
  const [other] = await sql<{ id: string }[]>`select id from units u where id <> ${sitting!.unitId} and parent_id is not null and not exists (select from units c where c.parent_id = u.id) order by code limit 1`;
  const before = Number(await deadline());
  const page = await pageOf(browser, "organiser");
  await page.goto(`/organiser/rounds/${contest.openRoundId}/running?unit=${other!.id}`);
  await page.getByRole("link", { name: "Thêm giờ cho đơn vị" }).click();
  await expect(page.getByLabel("Đơn vị")).toHaveValue(other!.id);
  await page.getByLabel("Số phút").fill("7");
  await page.getByLabel("Lý do").fill("Mất điện");
  await page.getByRole("button", { name: "Cho thêm giờ" }).click();
  await expect(page.getByText("Không có lượt thi nào để áp dụng.")).toBeVisible();
  await expect(page.getByLabel("Lý do")).toHaveValue("Mất điện");
  expect(Number(await deadline())).toBe(before);
  await page.getByLabel("Đơn vị").selectOption(sitting!.unitId);
  await page.getByRole("button", { name: "Cho thêm giờ" }).click();
  await expect(page.getByText("Đã cho thêm giờ.")).toBeVisible();
  expect(Number(await deadline())).toBeCloseTo(before + 7 * 60, 3);
  await page.getByRole("link", { name: "Biên bản sự cố" }).click();
  await expect(page.getByText("Mất điện").first()).toBeVisible();
  await expect(page.locator("main")).toContainText(sitting!.name);
});

/** What was said of a note handled before must not stand beside the refusal of the next. */
async function expectRefusalAlone(page: Page, done: Locator): Promise<void> {
  await page.goto("/organiser/notes?da=da-xu-ly");
  await untilHydrated(page);
  await expect(page.getByText("Đã đánh dấu là đã xử lý.")).toBeVisible();
  await done.click();
  const refusal = page.getByRole("alert").getByRole("link", { name: /^Thư của .+: Thông tin của người gửi chưa được xóa/ });
  await refusal.click();
  await expect(page.locator("input[name='answer'][aria-invalid='true']")).toBeFocused();
  await expect(page.getByText("Đã đánh dấu là đã xử lý.")).toHaveCount(0);
}

test("a deletion that was asked for: from the note to the person, and the note is handled by it", async ({ browser }) => {
  const participant = await pageOf(browser, "starter");
  await participant.goto("/account/data");
  await participant.getByRole("combobox", { name: "Yêu cầu" }).selectOption("deletion");
  await participant.getByRole("textbox", { name: "Nội dung" }).fill("Tôi xin xóa dữ liệu của mình.");
  await participant.getByRole("button", { name: "Gửi Ban Tổ chức" }).click();
  await expect(participant.getByText("Ban Tổ chức chưa xử lý.")).toBeVisible();

  const page = await pageOf(browser, "organiser");
  await page.goto("/organiser/notes");
  const note = page.locator(".notes > li", { hasText: "Tôi xin xóa dữ liệu của mình." });
  await expect(note.getByText("Yêu cầu xóa dữ liệu")).toBeVisible();
  await expectRefusalAlone(page, note.getByRole("button", { name: "Đã xử lý" }));
  await note.locator("a").click();
  await expect(page.locator("#forget-title")).toBeInViewport();
  const card = page.locator("section", { has: page.locator("#forget-title") });
  await card.locator("summary").click();
  await card.getByRole("button", { name: "Xóa thông tin cá nhân" }).click();
  await expect(card.getByText("Đánh dấu xác nhận: xóa rồi không lấy lại được.").first()).toBeVisible();
  await card.getByLabel("Lý do").fill("Yêu cầu của đương sự");
  await card.getByLabel("Tôi hiểu rằng xóa rồi không lấy lại được").check();
  await card.getByRole("button", { name: "Xóa thông tin cá nhân" }).click();
  await expect(page.getByText("Đã xóa thông tin cá nhân. Các lượt thi vẫn được đếm.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Người đã xóa thông tin");

  await page.goto("/organiser/notes");
  await expect(page.getByText("Không có thư chờ xử lý")).toBeVisible();
  await page.locator("summary", { hasText: "Đã xử lý (1)" }).click();
  await expect(page.locator(".notes")).toContainText("Tài khoản thu-ky");
  await expect(page.locator("main")).not.toContainText("Tôi xin xóa");
  await participant.goto("/account/data");
  await expect(participant).toHaveURL(/\/sign-in/);
});

test("administrators among themselves: none drops or locks the own, none leaves the installation without one, a retired one goes on", async ({ browser }) => {
  const own = `/organiser/accounts/${contest.accountIds.administrator}`;
  const other = `/organiser/accounts/${contest.accountIds.participant}`;
  const { sql } = app().database;
  const grantOf = async (visitor: Visitor) => (await sql<{ id: string }[]>`select id from role_grants where account_id = ${contest.accountIds[visitor]} and role = 'administrator'`)[0]?.id;
  const page = await pageOf(browser, "administrator");
  const forge = async (from: Page, path: string, form: Record<string, string>) => (await from.request.post(path, { form, headers: { Origin: app().url }, maxRedirects: 0 })).text();

  await page.goto(own);
  await expect(page.getByRole("button", { name: /Bỏ vai trò/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Khóa tài khoản" })).toHaveCount(0);
  for (const form of [{ intent: "revoke-role", grantId: (await grantOf("administrator"))! }, { intent: "disable" }]) {
    expect(await forge(page, own, form as Record<string, string>)).toContain("Hãy nhờ quản trị khác");
  }
  expect(await grantOf("administrator")).toBeDefined();

  await page.goto(other);
  await page.locator("summary", { hasText: "Thêm vai trò" }).click();
  await page.getByRole("combobox", { name: "Vai trò" }).selectOption("administrator");
  await page.getByRole("button", { name: "Thêm vai trò" }).click();
  await expect(page.getByText("Đã lưu.")).toBeVisible();

  const second = await pageOf(browser, "participant");
  await second.goto(own);
  await second.getByRole("button", { name: "Bỏ vai trò Quản trị" }).click();
  await expect(second.getByText("Đã lưu.")).toBeVisible();
  expect(await grantOf("administrator")).toBeUndefined();
  await page.goto("/organiser/accounts");
  await expect(page).toHaveURL(/\/sign-in/);

  const person = `/organiser/people/${await personIdOf("participant")}`;
  await second.goto(person);
  const retire = second.locator("section", { has: second.locator("#retire-title") });
  await retire.locator("summary").click();
  await retire.getByLabel("Lý do").fill("Nghỉ hưu");
  await retire.getByRole("button", { name: "Đưa ra khỏi danh sách" }).click();
  await expect(second.getByText("Đã đưa ra khỏi danh sách.")).toBeVisible();
  await second.goto("/organiser/accounts");
  await expect(second.getByRole("heading", { level: 1, name: "Tài khoản" })).toBeVisible();
  expect(await forge(second, person, { intent: "forget", forgetReason: "thử", isSure: "on" })).toMatch(/có vai trò|đang làm bài/);
  expect(await grantOf("participant")).toBeDefined();
});

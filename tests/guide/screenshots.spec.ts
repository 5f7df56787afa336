import { type Browser, expect, type Page, test } from "@playwright/test";
import { asc, eq } from "drizzle-orm";
import { dayMs } from "~/domain/shared/time";
import { accounts, rounds, sessions, units } from "~db/schema";
import { useApp } from "../support/app-fixture";
import { prepareDemo } from "../support/demo";
import { newCookie } from "../support/save-client";

/**
 * Pictures of the organisers' guide (docs/huong-dan) and of README, taken from the demo by `npm run guide:screenshots`.
 * Not part of `npm test`: it writes files of the project.
 */
const app = useApp({ prepare: async (database) => void (await prepareDemo(database)) });
const desk = { width: 1200, height: 760 };
const phone = { width: 360, height: 740 };

/** Somebody of the demo with the first sign-in behind them. */
async function open(browser: Browser, login: string, viewport: typeof desk): Promise<Page> {
  const { db } = app().database;
  const now = Date.now();
  const done = { passwordHash: "not-a-hash", consentedAt: now, consentVersion: 1, unitConfirmedAt: now };
  const [account] = await db.update(accounts).set(done).where(eq(accounts.login, login)).returning();
  const { token, sessionId } = newCookie();
  await db.insert(sessions).values({ id: sessionId, accountId: account!.id, expiresAt: now + dayMs, absoluteExpiresAt: now + dayMs, createdAt: now });
  const context = await browser.newContext({ viewport, locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh" });
  await context.addCookies([{ name: "__Host-session", value: token, domain: "127.0.0.1", path: "/", secure: true, httpOnly: true, sameSite: "Lax" }]);
  return context.newPage();
}

async function shoot(page: Page, address: string, name: string, look: { at?: string; folder?: string } = {}): Promise<void> {
  if (address !== "") await page.goto(`${app().url}${address}`);
  await page.waitForLoadState("networkidle");
  if (look.at !== undefined) await page.locator(look.at).first().scrollIntoViewIfNeeded();
  await page.screenshot({ path: `${look.folder ?? "docs/huong-dan"}/${name}.png`, animations: "disabled" });
}

async function roundNamed(name: string): Promise<string> {
  const [round] = await app().database.db.select().from(rounds).where(eq(rounds.name, name));
  return round!.id;
}

test("organisers' pages", async ({ browser }) => {
  const page = await open(browser, "bantochuc", desk);
  const [closed, running] = [await roundNamed("Kỳ 1"), await roundNamed("Kỳ 2")];
  const [unit] = await app().database.db.select().from(units).where(eq(units.code, "D01")).orderBy(asc(units.code));
  await shoot(page, "/organiser", "bang-dieu-khien");
  await shoot(page, "/organiser/contest", "cuoc-thi");
  await shoot(page, "/organiser/questions", "ngan-hang-cau-hoi");
  await shoot(page, "", "question-bank", { folder: "docs/screenshots" });
  await shoot(page, "/organiser/people", "nguoi-du-thi");
  await page.locator("table a").first().click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Người dự thi");
  await shoot(page, "", "the-nguoi-du-thi");
  await shoot(page, "/organiser/units/eligible", "so-thuoc-dien");
  await shoot(page, `/organiser/slips/${unit!.id}`, "phieu-tai-khoan");
  await shoot(page, `/organiser/rounds/${running}`, "ky-thi");
  await shoot(page, `/organiser/rounds/${running}/preview`, "xem-thu-de");
  await shoot(page, `/organiser/rounds/${closed}/standings`, "xep-hang");
  await shoot(page, `/participation/${closed}`, "tinh-hinh-tham-gia");
  await page.goto(`${app().url}/organiser/import/people`);
  await page.getByLabel("Tệp bảng tính").setInputFiles("seed/data/loi/nguoi-du-thi-loi.xlsx");
  await page.getByRole("button", { name: "Tải lên và xem trước" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Xem trước");
  await shoot(page, "", "nhap-tu-tep");
  await shoot(page, "/organiser/audit", "nhat-ky");
});

test("participants' pages, and who is sitting meanwhile", async ({ browser }) => {
  const page = await open(browser, "001005", phone);
  await shoot(page, "/rounds", "danh-sach-ky-thi");
  await page.getByRole("region", { name: "Kỳ 2" }).getByRole("link", { name: /^Vào thi/ }).click();
  await shoot(page, "", "trang-bat-dau");
  await page.getByLabel(/Câu dự đoán/).fill("300");
  await page.getByRole("button", { name: "Bắt đầu làm bài" }).click();
  await page.waitForURL(/\/attempts\/[0-9a-f-]+$/);
  for (const question of [0, 1, 3]) await page.locator("fieldset").nth(question).locator("label").first().click();
  await expect(page.getByText("Đã lưu").first()).toBeVisible();
  await page.evaluate(() => scrollTo(0, 0));
  await shoot(page, "", "lam-bai");
  await shoot(page, "", "exam", { folder: "docs/screenshots" });
  await shoot(await open(browser, "bantochuc", desk), `/organiser/rounds/${await roundNamed("Kỳ 2")}/running`, "dang-dien-ra");
});

test("README's pages", async ({ browser, page: guest }) => {
  await guest.setViewportSize({ width: 1366, height: 768 });
  await shoot(guest, "/", "home", { folder: "docs/screenshots" });
  const leader = await open(browser, "lanhdao", { width: 1366, height: 768 });
  await shoot(leader, `/participation/${await roundNamed("Kỳ 1")}`, "participation", { folder: "docs/screenshots" });
});

import { expect, test } from "@playwright/test";
import type { DemoAccount } from "../../seed/demo/accounts-file";
import { useApp } from "../support/app-fixture";
import { prepareDemo } from "../support/demo";
import { firstSignIn, startRound } from "./journey";

test.use({ javaScriptEnabled: false });

let accounts: DemoAccount[] = [];
const app = useApp({ prepare: async (database) => void (accounts = await prepareDemo(database)) });

test("a participant signs in, sits and hands in a round without any JavaScript", async ({ page }) => {
  await firstSignIn(page, app().url, accounts.find(({ account }) => account === "001010")!);
  await startRound(page, "Kỳ 2", "300");
  const first = page.locator("#c1 .option").first();
  const second = page.locator("#c2 .option").last();
  await first.click();
  await second.click();
  await page.locator("#c2 .flag").click();
  await page.getByRole("button", { name: "Lưu bài" }).click();
  await expect(page.getByText("Đã lưu.")).toBeVisible();
  await expect(first.locator("input")).toBeChecked();
  await expect(page.locator("#c2 .flag input")).toBeChecked();

  await page.locator("#c3 .option").first().click();
  await page.getByRole("button", { name: "Kiểm tra và nộp" }).click();
  await page.waitForURL(/\/review$/);
  await expect(page.getByText("Còn 17 câu chưa trả lời.")).toBeVisible();
  await page.getByRole("link", { name: /Câu 4/ }).click();
  await page.locator("#c4 .option").first().click();
  await page.getByRole("button", { name: "Kiểm tra và nộp" }).click();
  await page.waitForURL(/\/review$/);
  await page.getByRole("button", { name: "Nộp bài" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Nộp bài" }).click();
  await page.waitForURL(/\/result$/);
  await expect(page.getByRole("heading", { level: 1, name: "Đã nộp bài" })).toBeVisible();
  await expect(page.getByText("4/20 câu", { exact: true })).toBeVisible();
  await expect(page.locator(".receipt")).toHaveText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
});

test("“không đúng đơn vị?” sends a note and lets the person go on", async ({ page }) => {
  const who = accounts.find(({ account }) => account === "009003")!;
  await page.goto(`${app().url}/sign-in`);
  await page.getByLabel("Tài khoản").fill(who.account);
  await page.getByLabel(/Mật khẩu hoặc mã bí mật/).fill(who.secret);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.getByLabel("Mật khẩu mới", { exact: true }).fill("trời xanh mây trắng");
  await page.getByLabel("Nhập lại mật khẩu mới").fill("trời xanh mây trắng");
  await page.getByRole("button", { name: "Lưu và tiếp tục" }).click();
  await page.getByRole("checkbox").check();
  await page.locator("main form button").first().click();
  await page.getByText("Không đúng đơn vị?").click();
  await page.locator("main textarea").fill("Tôi đã chuyển về Công an xã Tịnh Hà.");
  await page.locator("main form:has(textarea) button").click();
  await page.waitForURL(/\/rounds/);
  await expect(page.getByText("Đã gửi tới Ban Tổ chức.")).toBeVisible();
});

test("the same secret does not work a second time", async ({ page }) => {
  const used = accounts.find(({ account }) => account === "001010")!;
  await page.goto(`${app().url}/sign-in`);
  await page.getByLabel("Tài khoản").fill(used.account);
  await page.getByLabel(/Mật khẩu hoặc mã bí mật/).fill(used.secret);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in/);
});

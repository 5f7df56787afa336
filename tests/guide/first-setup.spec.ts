import { test } from "@playwright/test";
import { useApp } from "../support/app-fixture";
import { signIn } from "../support/signed-in";

/** The guide's picture of an installation that is still empty. */
const app = useApp();

test("the first setup", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1200, height: 760 }, locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh" });
  const { cookieName, token } = await signIn(app().database.db, { displayName: "Thư ký Ban Tổ chức", roles: ["organiser"] });
  await context.addCookies([{ name: cookieName, value: token, domain: "127.0.0.1", path: "/", secure: true, httpOnly: true, sameSite: "Lax" }]);
  const page = await context.newPage();
  await page.goto(`${app().url}/organiser/setup`);
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: "docs/huong-dan/thiet-lap.png", animations: "disabled" });
});

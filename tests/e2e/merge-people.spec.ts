import { expect, test } from "@playwright/test";
import { ensureRosterAccounts } from "~/use-cases/accounts/ensure-roster-accounts.server";
import { useApp } from "../support/app-fixture";
import { checkScreen } from "../support/check-screen";
import { createScenario, type Scenario } from "../support/scenario";
import { signIn } from "../support/signed-in";

/** Two records of one person, as an organiser compares and joins them: with scripts and without. */
let scenario: Scenario;
const app = useApp({
  prepare: async (database) => {
    scenario = await createScenario(database.db);
    await scenario.unit("D01", { name: "Đội Xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc", type: "Đội" });
    for (const prefix of ["01", "02"]) {
      await scenario.person(`${prefix}0001`, { name: "Huỳnh Nguyễn Thị Phương Uyên", unit: "D01" });
      await scenario.person(`${prefix}0002`, { name: "Nguyễn Hoàng Bảo Trân", unit: "D01" });
    }
    await ensureRosterAccounts({ database });
  },
});

for (const javaScriptEnabled of [true, false]) {
  test(`the confirmation takes the focus, may be left, and only it merges (${javaScriptEnabled ? "with" : "without"} scripts)`, async ({ browser }) => {
    const { database, url } = app();
    const prefix = javaScriptEnabled ? "01" : "02";
    const { cookieName, token } = await signIn(database.db, { displayName: "Thư ký", roles: ["organiser"] });
    const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 360, height: 740 } });
    await context.addCookies([{ name: cookieName, value: token, domain: "127.0.0.1", path: "/", secure: true, httpOnly: true, sameSite: "Lax" }]);
    const page = await context.newPage();
    await page.goto(`${url}/organiser/people/${scenario.personId(`${prefix}0001`)}`);
    const compare = async () => {
      await page.getByText("Gộp một bản ghi vào đây").click();
      await page.getByLabel("Mã số của bản ghi trùng").fill(`${prefix}0002`);
      await page.getByLabel("Lý do, căn cứ").last().fill("Ghi trùng khi nhập");
      await page.getByRole("button", { name: "Đối chiếu hai bản ghi" }).click();
      const question = page.getByRole("heading", { name: /^Gộp Nguyễn Hoàng Bảo Trân/ });
      await expect(question).toBeFocused();
      await expect(question).toBeInViewport({ ratio: 1 });
    };
    await compare();
    if (javaScriptEnabled) await checkScreen(page);
    await page.getByRole("link", { name: "Bỏ qua" }).click();
    await expect(page.getByText("Đã gộp vào người này")).toHaveCount(0);
    await compare();
    await page.getByRole("button", { name: "Gộp hai bản ghi này" }).click();
    await expect(page.getByRole("link", { name: `Nguyễn Hoàng Bảo Trân, mã số ${prefix}0002` })).toBeVisible();
    await context.close();
  });
}

import { expect, test } from "@playwright/test";
import { createAccount } from "~/use-cases/accounts/create-account.server";
import { ensureRosterAccounts } from "~/use-cases/accounts/ensure-roster-accounts.server";
import { issueFirstSecrets } from "~/use-cases/accounts/issue-first-secrets.server";
import { findAccountByLogin } from "~db/repositories/account.server";
import { useApp } from "../support/app-fixture";
import { checkScreen } from "../support/check-screen";
import { createScenario } from "../support/scenario";
import { signIn } from "../support/signed-in";
import { untilHydrated } from "../support/until-hydrated";
import { password, setPassword } from "./journey";

/** First sign-in and accounts on the screen, on a phone and a desk, with axe, and slips on paper. */
const longUnit = "Đội Xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc";
const secrets = { participant: "", administrator: "" };

const app = useApp({
  prepare: async (database) => {
    const scenario = await createScenario(database.db, { contact: "Thượng úy Trần Minh Tâm, Đội Tổng hợp, điện thoại 0255 000 000" });
    await scenario.unit("CAH", { name: "Công an huyện Sơn Tịnh", type: "Cơ quan" });
    await scenario.unit("D07", { name: longUnit, type: "Đội", parent: "CAH" });
    await scenario.unit("X01", { name: "Công an xã Tịnh Bắc", type: "Xã", parent: "CAH" });
    for (let at = 1; at <= 2; at += 1) await scenario.person(`00800${at}`, { name: `Võ Vy ${at}`, unit: "X01" });
    for (let at = 1; at <= 14; at += 1) await scenario.person(`0070${String(at).padStart(2, "0")}`, { name: `Huỳnh Nguyễn Thị Phương Uyên ${at}`, unit: "D07" });
    await ensureRosterAccounts({ database });
    const made = await createAccount({ database }, { login: "quan-tri", displayName: "Trần Minh Tâm", role: "administrator", unitId: null, createdBy: null });
    secrets.administrator = made.ok ? made.value.secret : "";
    const account = await findAccountByLogin(database.db, "007001");
    const [issued] = await issueFirstSecrets({ database }, { accountIds: [account?.id ?? ""], issuedBy: null, mayIncludeHighRoles: true });
    secrets.participant = issued?.secret ?? "";
  },
});

test("the slip's secret, an own password, consent and a complaint about the unit lead to the rounds", async ({ page }) => {
  await page.goto(`${app().url}/rounds`);
  await checkScreen(page);
  await page.getByLabel("Mã số hoặc tài khoản").fill("007001");
  await page.getByLabel("Mật khẩu hoặc mã bí mật").fill(secrets.participant.toLowerCase());
  await page.getByRole("button", { name: "Hiện mật khẩu" }).click();
  await expect(page.getByLabel("Mật khẩu hoặc mã bí mật")).toHaveAttribute("type", "text");
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await checkScreen(page);
  await page.getByLabel("Mật khẩu mới", { exact: true }).fill("phuonguyen1");
  await page.getByLabel("Nhập lại").fill("phuonguyen1");
  await page.getByRole("button", { name: "Lưu" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await checkScreen(page);
  await page.getByLabel("Mật khẩu mới", { exact: true }).fill(password);
  await page.getByLabel("Nhập lại").fill(password);
  await page.getByRole("button", { name: "Lưu" }).click();
  await expect(page.getByRole("checkbox")).not.toBeChecked();
  await checkScreen(page);
  await page.getByRole("button", { name: "Tiếp tục" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await checkScreen(page);
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Tiếp tục" }).click();
  await expect(page.getByText(longUnit)).toBeVisible();
  await page.goBack();
  await expect(page.getByText(longUnit), "not the browser’s question whether to send the form again").toBeVisible();
  await page.getByText("Không đúng đơn vị?").click();
  await checkScreen(page);
  await page.getByLabel("Đơn vị đúng của đồng chí").fill("Đội An ninh, từ ngày 01/03/2022");
  await page.getByRole("button", { name: "Gửi" }).click();
  await page.waitForURL(/\/rounds\?da=da-gui$/);
  for (const address of ["/account/password", "/privacy"]) {
    await page.goto(app().url + address);
    await checkScreen(page);
  }
});

test("an administrator makes an account, handles the note and prints ten slips to a page", async ({ page }) => {
  await setPassword(page, app().url, { account: "quan-tri", secret: secrets.administrator });
  await page.goto(`${app().url}/organiser/accounts/new`);
  await untilHydrated(page);
  await page.getByLabel("Họ và tên").fill("Lữ Quang Khải");
  await page.getByLabel("Tên tài khoản").fill("lu.khai");
  await page.getByLabel("Vai trò").selectOption("leadership");
  await page.getByLabel("Đơn vị").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Tạo tài khoản" }).click();
  await expect(page.getByText(/^([A-Z0-9]{4}-){2}[A-Z0-9]{4}$/)).toBeVisible();
  await checkScreen(page);

  await page.goto(`${app().url}/organiser/accounts?q=lu quang`);
  await checkScreen(page);
  await page.getByRole("link", { name: "Lữ Quang Khải" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Lữ Quang Khải" })).toBeVisible();
  await checkScreen(page);

  await page.goto(`${app().url}/organiser/notes`);
  await untilHydrated(page);
  await checkScreen(page);
  await page.getByRole("button", { name: /Đã xử lý/ }).click();
  await expect(page.getByText("Không có thư chờ xử lý")).toBeVisible();

  await page.goto(`${app().url}/organiser/slips`);
  await checkScreen(page);
  await page.getByRole("link", { name: `In phiếu của ${longUnit}` }).click();
  await checkScreen(page);
  await page.getByRole("button", { name: "Cấp mã và hiện phiếu" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^13 phiếu/ })).toBeVisible();
  await checkScreen(page);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
});

test("the slips of all units are printed at once, each unit on its own page, and printed anew after a warning", async ({ page }) => {
  const { token } = await signIn(app().database.db, { displayName: "Thư ký", roles: ["organiser"] });
  await page.context().addCookies([{ name: "__Host-session", value: token, domain: "127.0.0.1", path: "/", secure: true, httpOnly: true, sameSite: "Lax" }]);
  await page.goto(`${app().url}/organiser/slips`);
  await page.getByRole("link", { name: "In phiếu của tất cả đơn vị" }).click();
  await expect(page.getByText(/^Người chưa có phiếu: 2 phiếu của 1 đơn vị, 1 trang A4/)).toBeVisible();
  await page.getByRole("button", { name: "Cấp mã và hiện phiếu" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "2 phiếu của 1 đơn vị" })).toBeVisible();

  await app().database.sql`delete from first_secrets`;
  await page.goto(`${app().url}/organiser/slips/all`);
  await checkScreen(page);
  await page.getByRole("button", { name: "Cấp mã và hiện phiếu" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "15 phiếu của 2 đơn vị" })).toBeVisible();
  await checkScreen(page);
  const pagesOf = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g);
  expect(pagesOf(await page.pdf({ preferCSSPageSize: true })), "ten and three of one unit, two of the other").toHaveLength(3);

  const secrets = await page.locator(".slip-secret").allInnerTexts();
  await page.goto(`${app().url}/organiser/slips/all`);
  await expect(page.getByText("Phiếu đã in lần đó hết tác dụng, kể cả phiếu đã phát.")).toBeVisible();
  await expect(page.getByText(/^In lại lần cấp gần nhất cho tất cả đơn vị \(Thư ký, .+, 2 đơn vị\): 15 phiếu, 3 trang A4/)).toBeVisible();
  await checkScreen(page);
  await page.getByLabel(/^In lại lần cấp gần nhất/).check();
  await page.getByRole("button", { name: "Cấp mã và hiện phiếu" }).click();
  await expect(page.locator(".slip-secret")).toHaveCount(15);
  expect(secrets).not.toContain(await page.locator(".slip-secret").first().innerText());
});

test("who has lost a slip gets one of their own, which is all that is printed", async ({ page }) => {
  const { token } = await signIn(app().database.db, { displayName: "Thư ký", roles: ["organiser"] });
  await page.context().addCookies([{ name: "__Host-session", value: token, domain: "127.0.0.1", path: "/", secure: true, httpOnly: true, sameSite: "Lax" }]);
  const account = await findAccountByLogin(app().database.db, "007014");
  await page.goto(`${app().url}/organiser/accounts/${account!.id}`);
  await untilHydrated(page);
  await page.getByLabel(/^Đã xác minh/).check();
  await page.getByRole("button", { name: "Cấp lại mã bí mật" }).click();
  await expect(page.getByRole("button", { name: "In phiếu" })).toBeVisible();
  const secret = await page.locator("code.secret").innerText();
  await checkScreen(page);
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("main").innerText()).toMatch(new RegExp(`Huỳnh Nguyễn Thị Phương Uyên 14\\n+${longUnit}\\n+Mã số\\n+007014\\n+Mã bí mật\\n+${secret}\\n+Mở ${new URL(app().url).host}`));
  await expect(page.getByRole("heading", { level: 1 })).toBeHidden();
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});

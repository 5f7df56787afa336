import { expect, type Locator, type Page } from "@playwright/test";
import type { DemoAccount } from "../../seed/demo/accounts-file";
import { graveFindings } from "../support/accessibility";
import { expectNothingWider } from "../support/check-screen";

/** Steps that several journeys share, as a person does them: by labels and buttons. */
export const password = "mùa thu đi học 2026";

/** First sign-in of a participant: secret → own password → consent → own unit. Ends on the list of rounds. */
export async function firstSignIn(page: Page, url: string, { account, secret }: Pick<DemoAccount, "account" | "secret">): Promise<void> {
  await setPassword(page, url, { account, secret });
  await expect(page.getByRole("checkbox")).not.toBeChecked();
  await page.getByRole("checkbox").check();
  await page.locator("main form button").first().click();
  await page.waitForURL(/\/account\/unit/);
  await page.getByRole("button", { name: "Đúng, tiếp tục" }).click();
  await page.waitForURL(/\/rounds$/);
}

/** First sign-in of somebody of the staff, who has no unit to confirm. */
export async function setPassword(page: Page, url: string, { account, secret }: Pick<DemoAccount, "account" | "secret">): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("Tài khoản").fill(account);
  await page.getByLabel(/Mật khẩu hoặc mã bí mật/).fill(secret);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.waitForURL(/\/account\/password/);
  await page.getByLabel("Mật khẩu mới", { exact: true }).fill(password);
  await page.getByLabel("Nhập lại mật khẩu mới").fill(password);
  await page.getByRole("button", { name: "Lưu và tiếp tục" }).click();
  await page.waitForURL((at) => at.pathname !== "/account/password");
}

/** From the list of rounds into the exam of the open round named `name`. */
export async function startRound(page: Page, name: string, prediction?: string): Promise<void> {
  await page.getByRole("region", { name }).getByRole("link", { name: /^Vào thi/ }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  if (prediction !== undefined) await page.getByLabel(/Câu dự đoán/).fill(prediction);
  await page.getByRole("button", { name: "Bắt đầu làm bài" }).click();
  await page.waitForURL(/\/attempts\/[0-9a-f-]+$/);
}

/** No serious or critical finding of axe, and nothing that scrolls sideways on a phone. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await graveFindings(page), page.url()).toEqual([]);
  await expectNothingWider(page, 360);
}

/** Tabs on until `target` has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let step = 0; step < 200 && !(await target.evaluate((element) => element === document.activeElement)); step += 1) await page.keyboard.press("Tab");
  await expect(target).toBeFocused();
}

/** What a click would do, by keyboard. */
export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press("Enter");
}

/** What choosing in a select by hand would do, by keyboard. */
export async function pick(page: Page, select: Locator, option: RegExp): Promise<void> {
  await tabTo(page, select);
  const chosen = () => select.evaluate((element) => (element as HTMLSelectElement).selectedOptions[0]?.text ?? "");
  for (let step = 0; step < 60 && !option.test(await chosen()); step += 1) await page.keyboard.press("ArrowDown");
  expect(await chosen()).toMatch(option);
}

/** As firstSignIn, by keyboard alone. */
export async function firstSignInByKeyboard(page: Page, url: string, { account, secret }: Pick<DemoAccount, "account" | "secret">): Promise<void> {
  const type = async (label: string | RegExp, text: string) => {
    await tabTo(page, page.getByLabel(label, { exact: true }));
    await page.keyboard.type(text);
  };
  await page.goto(`${url}/sign-in`);
  await type("Mã số hoặc tài khoản", account);
  await type(/^Mật khẩu hoặc mã bí mật/, secret);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/account\/password/);
  await type("Mật khẩu mới", password);
  await type("Nhập lại mật khẩu mới", password);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/account\/consent/);
  await tabTo(page, page.getByRole("checkbox"));
  await page.keyboard.press("Space");
  await press(page, page.getByRole("button", { name: "Tiếp tục" }));
  await press(page, page.getByRole("button", { name: "Đúng, tiếp tục" }));
  await page.waitForURL(/\/rounds$/);
}

/** From the list of rounds into the exam of the only open round, by keyboard alone. */
export async function startRoundByKeyboard(page: Page, prediction: string): Promise<void> {
  await press(page, page.getByRole("link", { name: /^Vào thi/ }));
  await tabTo(page, page.getByLabel(/Câu dự đoán/));
  await page.keyboard.type(prediction);
  await press(page, page.getByRole("button", { name: "Bắt đầu làm bài" }));
  await page.waitForURL(/\/attempts\/[0-9a-f-]+$/);
}

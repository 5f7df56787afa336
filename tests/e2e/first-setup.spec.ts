import { expect, type Page, test } from "@playwright/test";
import { createAccount } from "~/use-cases/accounts/create-account.server";
import { useApp } from "../support/app-fixture";
import { checkScreen } from "../support/check-screen";
import { password, setPassword } from "./journey";

/** An empty installation, from the organiser's first sign-in to all short lists and the way on, on one page. */
test.describe.configure({ mode: "serial" });

let secret = "";
const app = useApp({
  async prepare(database) {
    const made = await createAccount({ database }, { login: "bantochuc", displayName: "Thư ký Ban Tổ chức", role: "organiser", unitId: null, createdBy: null });
    if (!made.ok) throw new Error(made.refusal);
    secret = made.value.secret;
  },
});

async function fillHead(page: Page): Promise<void> {
  await page.getByLabel("Tên cuộc thi").fill("Tìm hiểu về cải cách hành chính");
  await page.getByLabel("Liên hệ của Ban Tổ chức").fill("Đội Tổng hợp, 0255 000 000");
  await page.getByLabel("Cơ quan ban hành").fill("CÔNG AN HUYỆN SƠN TỊNH");
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a form with gaps comes back with a summary and all that was typed", async ({ page }) => {
    await setPassword(page, app().url, { account: "bantochuc", secret });
    await page.waitForURL(/\/organiser\/setup$/);
    await page.getByLabel("Tên cuộc thi").fill("Tìm hiểu về cải cách hành chính");
    await page.getByLabel("Chủ đề: Cư trú").fill("Cơ chế một cửa");
    await page.getByLabel("Khối mới", { exact: true }).fill("Công đoàn viên");
    await page.getByRole("button", { name: "Lưu thiết lập" }).click();
    const summary = page.getByRole("alert");
    await expect(summary.getByRole("link")).toHaveText(["Nhập liên hệ của Ban Tổ chức.", "Nhập tên cơ quan ban hành.", /“Cơ chế một cửa” có hai lần/]);
    await expect(page.getByLabel("Tên cuộc thi")).toHaveValue("Tìm hiểu về cải cách hành chính");
    await expect(page.getByLabel("Khối mới", { exact: true })).toHaveValue("Công đoàn viên");
    await expect(page.getByLabel("Chủ đề: Cư trú")).toHaveValue("Cơ chế một cửa");
  });
});

test("one page sets up contest, agency and lists, and leads on to the imports", async ({ page }) => {
  await page.goto(`${app().url}/sign-in`);
  await page.getByLabel("Mã số hoặc tài khoản").fill("bantochuc");
  await page.getByLabel("Mật khẩu hoặc mã bí mật").fill(password);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.waitForURL(/\/organiser\/setup$/);
  await checkScreen(page);
  await page.getByRole("button", { name: "Lưu thiết lập" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await checkScreen(page);
  await fillHead(page);
  await page.getByLabel("Loại đơn vị: Đội nghiệp vụ").fill("Phòng");
  await page.getByLabel("Loại đơn vị: Cơ quan").fill("");
  await page.getByLabel("Mức độ mới", { exact: true }).fill("Vận dụng cao");
  await page.getByLabel("Khối mới", { exact: true }).fill("Công đoàn viên");
  await page.getByLabel("Tuổi tối đa của khối mới", { exact: true }).fill("60");
  await page.getByLabel("Chủ đề mới 2").fill("Cải cách tài chính công");
  await page.getByLabel("Chủ đề mới 2").press("Enter");

  await expect(page.getByRole("status")).toHaveText("Đã lưu thiết lập ban đầu.");
  await checkScreen(page);
  const steps = page.locator(".setup a");
  await expect(steps).toHaveText(["Thông tin cuộc thi và cơ quan", "Danh sách đơn vị", "Danh sách người dự thi", "Tài khoản và phiếu tài khoản", "Ngân hàng câu hỏi", "Kỳ thi"]);
  await steps.nth(1).click();
  await expect(page.getByLabel("Tệp bảng tính")).toBeVisible();

  await page.goto(`${app().url}/organiser/contest`);
  const values = (name: string) => page.locator(`[name="${name}[]"]`).evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value).filter((value) => value !== ""));
  expect(await values("blocName")).toEqual(["CBCS", "Đoàn viên", "Hội viên phụ nữ", "Công đoàn viên"]);
  expect(await values("blocMaxAge")).toEqual(["35", "60"]);
  expect(await values("unitTypeName")).toEqual(["Phòng", "Công an xã"]);
  expect(await values("levelName")).toEqual(["Nhận biết", "Thông hiểu", "Vận dụng", "Vận dụng cao"]);
  expect((await values("topicName")).slice(-1)).toEqual(["Cải cách tài chính công"]);

  const empty = ["units", "people", "people/new", "units/eligible", "questions", "rounds", "import", "slips"].map((path) => `/organiser/${path}`);
  for (const address of [...empty, "/participation"]) {
    await page.goto(app().url + address);
    await expect(page.locator("main .empty h2"), address).toHaveText(/^(Ngân hàng c|C)hưa /);
    await expect(page.locator("main .empty a").first(), `${address} leads on`).toBeVisible();
    await checkScreen(page);
  }

  await page.goto(`${app().url}/organiser`);
  await expect(page.getByRole("heading", { level: 1, name: "Bảng điều khiển" })).toBeVisible();
});

import { readFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { read, utils } from "xlsx";
import { people } from "~db/schema";
import { useApp } from "../support/app-fixture";
import { checkScreen } from "../support/check-screen";
import { sheet } from "../support/imports";
import { createRealContest } from "../support/real-contest";
import { createTestAccount, openSession } from "../support/sessions";
import { sample } from "../support/sheet-reader";
import { untilHydrated } from "../support/until-hydrated";

/** An organiser brings in a file nobody foresaw, on a phone: progress, columns by hand and remembered, preview, rejected rows, undo. */
let cookie = "";

const app = useApp({
  prepare: async (database) => {
    await createRealContest(database, ["units"]);
    cookie = await openSession(database.db, await createTestAccount(database.db, { login: "thu-ky", role: "organiser" }));
  },
});

const rows = [["DANH SÁCH CÁN BỘ"], ["Số thẻ", "Cán bộ", "Nơi làm việc", "Thuộc khối"], ["T1", "Lê Ân", "Đội An ninh", "CBCS"], ["T2", "Hồ Ân", "Đội Không Có", "CBCS"]];
/** The same rows as Excel's “Unicode text”. */
const utf16 = Buffer.from(`\uFEFF${rows.map((cells) => cells.join("\t")).join("\r\n")}\r\n`, "utf16le");
const file = (name: string, bytes: Uint8Array) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });

async function signIn(page: Page): Promise<void> {
  const [name, value] = cookie.split("=") as [string, string];
  await page.context().addCookies([{ name, value, domain: new URL(app().url).hostname, path: "/", secure: true, httpOnly: true, sameSite: "Lax" }]);
}

async function wholeWay(page: Page, hasScripts: boolean, name: string, bytes: Uint8Array): Promise<void> {
  await signIn(page);
  const check = () => (hasScripts ? checkScreen(page) : Promise.resolve());
  await page.goto(`${app().url}/organiser/import/people`);
  if (hasScripts) await untilHydrated(page);
  await page.getByLabel("Tệp bảng tính").setInputFiles(file("bom.xlsx", sample("loi/bom-nen.xlsx")));
  await page.getByRole("button", { name: "Tải lên và xem trước" }).click();
  await expect(page.getByRole("alert")).toContainText("giải nén");
  await check();
  await page.getByLabel("Tệp bảng tính").setInputFiles(file(name, bytes));
  await page.getByRole("button", { name: "Tải lên và xem trước" }).click();
  await page.waitForURL(/\/columns$/);
  await check();
  for (const [column, choice] of [["A", "Mã số *"], ["B", "Họ và tên *"], ["C", "Đơn vị *"], ["D", "Khối"]]) await page.getByLabel(new RegExp(`^Cột ${column} `)).selectOption(choice!);
  await page.getByRole("button", { name: "Xem trước", exact: true }).click();
  await page.waitForURL(/\/batch\/[0-9a-f-]+$/);
  await expect(page.getByText("Đơn vị “Đội Không Có” không có trong danh sách đơn vị.")).toBeVisible();
  await check();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Tải các dòng bị từ chối (.xlsx)" }).click()]);
  expect(download.suggestedFilename()).toBe("Dòng bị từ chối – can-bo.xlsx");
  const rejected = read(await readFile(await download.path()));
  const [, ...cells] = utils.sheet_to_json<string[]>(rejected.Sheets[rejected.SheetNames[0]!]!, { header: 1 }).filter((row) => row.length > 2);
  expect(cells.map((row) => row.join(" | "))).toEqual([expect.stringMatching(/Đơn vị “Đội Không Có” không có trong danh sách đơn vị\..*T2 \| Hồ Ân \| Đội Không Có \| CBCS/)]);
  await page.getByRole("button", { name: "Ghi 1 dòng, bỏ lại 1" }).click();
  await expect(page.getByText("Đã ghi dữ liệu của tệp.")).toBeVisible();
  expect(await app().database.db.$count(people)).toBe(1);
  await page.getByRole("link", { name: "Hoàn tác…" }).click();
  await check();
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await expect(page.getByText("Đã hoàn tác lần nhập: dữ liệu trở lại như trước khi nhập.")).toBeVisible();
  expect(await app().database.db.$count(people)).toBe(0);
  await page.goto(`${app().url}/organiser/import`);
  await expect(page.getByRole("link", { name }).first()).toBeVisible();
  await check();
  await page.getByRole("link", { name: "Đã ghi" }).click();
  await expect(page.getByRole("link", { name: "Đã ghi" })).toHaveAttribute("aria-current", "page");
  await expect(page.locator(".imports")).toContainText("Đã hoàn tác");
  await expect(page.locator(".imports")).not.toContainText(/Chưa (ghi|chọn cột)/);
  await check();
  await page.goto(`${app().url}/organiser/import/people`);
  await page.getByLabel("Tệp bảng tính").setInputFiles(file(name, bytes));
  await page.getByRole("button", { name: "Tải lên và xem trước" }).click();
  await page.waitForURL(/\/batch\/[0-9a-f-]+$/);
  await expect(page.getByRole("button", { name: "Ghi 1 dòng, bỏ lại 1" })).toBeVisible();
}

test("with scripts, a workbook", async ({ page }) => {
  await wholeWay(page, true, "can-bo.xlsx", sheet(rows));
});

test("says what is being done while the file is sent, read and written", async ({ page }) => {
  await signIn(page);
  await page.goto(`${app().url}/organiser/import/people`);
  await untilHydrated(page);
  let go = () => undefined as void;
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route("**/organiser/import/people/upload", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByLabel("Tệp bảng tính").setInputFiles(file("loi.xlsx", sample("loi/nguoi-du-thi-loi.xlsx")));
  await page.getByRole("button", { name: "Tải lên và xem trước" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Đang tải tệp lên" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Tải lên và xem trước" })).toBeDisabled();
  await checkScreen(page);
  go();
  await page.waitForURL(/\/batch\/[0-9a-f-]+$/);
  await untilHydrated(page);
  // why kept there: the page that says it is gone once its form is answered.
  await page.evaluate(() => {
    const keep = () => sessionStorage.setItem("said", [...document.querySelectorAll("[role='status']")].map((status) => status.textContent).join(""));
    new MutationObserver(keep).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  await page.getByRole("button", { name: /^Ghi \d+ dòng/ }).click();
  await expect(page.getByText("Đã ghi dữ liệu của tệp.")).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.getItem("said"))).toContain("Đang ghi");
  await page.getByRole("link", { name: "Hoàn tác…" }).click();
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await expect(page.getByText("Đã hoàn tác lần nhập: dữ liệu trở lại như trước khi nhập.")).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the same way, a text of UTF-16 with tabs", async ({ page }) => {
    await app().database.db.execute("delete from import_mappings");
    await wholeWay(page, false, "can-bo.csv", utf16);
  });
});

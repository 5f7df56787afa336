import { expect, type Page, test } from "@playwright/test";
import { questions } from "~db/schema";
import { useApp } from "../support/app-fixture";
import { checkScreen } from "../support/check-screen";
import { createRealContest } from "../support/real-contest";
import { createTestAccount, openSession } from "../support/sessions";
import { untilHydrated } from "../support/until-hydrated";

/** The real bank as an author works in it: finds what is out of force, edits before the preview, retires. */
let cookie = "";
const app = useApp({
  prepare: async (database) => {
    await createRealContest(database, ["questions"]);
    await database.db.update(questions).set({ state: "approved" });
    cookie = await openSession(database.db, await createTestAccount(database.db, { login: "thu-ky", role: "organiser" }));
  },
});

test.use({ isMobile: false, hasTouch: false, viewport: { width: 1366, height: 768 } });

async function openBank(page: Page): Promise<void> {
  const [name, value] = cookie.split("=") as [string, string];
  await page.context().addCookies([{ name, value, domain: new URL(app().url).hostname, path: "/", secure: true, httpOnly: true, sameSite: "Lax" }]);
  await page.goto(`${app().url}/organiser/questions`);
}

test("the filter finds 34 questions out of force on 01/06/2022 and 32 on 01/12/2026; a search without diacritics, or in decomposed letters, finds the same", async ({ page }) => {
  await openBank(page);
  const search = page.getByRole("search", { name: "Lọc câu hỏi" });
  const found = async () => Number(await page.locator(".bulk-all b").innerText());
  await search.getByLabel("Hiệu lực").selectOption({ label: "Không có hiệu lực" });
  for (const [day, count] of [["2022-06-01", 34], ["2026-12-01", 32]] as const) {
    await search.getByLabel("vào ngày").fill(day);
    await search.getByRole("button", { name: "Lọc" }).click();
    await page.waitForURL(new RegExp(`day=${day}`));
    expect(await found()).toBe(count);
    const rows = page.locator("table.bank tbody tr");
    expect(await rows.filter({ has: page.locator(".tag.warn") }).count()).toBe(await rows.count());
  }
  await search.getByRole("link", { name: "Bỏ lọc" }).click();
  const counts = [];
  for (const text of ["Nghị định 118/2025", "118/2025 nghi dinh", "Nghị định 118/2025".normalize("NFD")]) {
    await search.getByLabel("Tìm nội dung, căn cứ").fill(text);
    await search.getByLabel("Tìm nội dung, căn cứ").press("Enter");
    await page.waitForURL((url) => url.searchParams.get("q")?.normalize("NFC") === text.normalize("NFC"));
    counts.push(await found());
  }
  expect(counts[0]).toBeGreaterThan(0);
  expect(new Set(counts).size).toBe(1);
});

test("the preview follows each key; saving makes a revision beside the old one; a retired question leaves the list", async ({ page }) => {
  await openBank(page);
  const first = page.locator("table.bank .q").first();
  const before = await first.innerText();
  await first.click();
  const preview = page.getByRole("region", { name: "Xem trước" });
  await expect(preview).toContainText(before);
  await untilHydrated(page);
  const content = page.getByLabel("Nội dung câu hỏi");
  await content.press("Control+End");
  await content.pressSequentially(" (chọn ý đúng nhất)");
  await expect(preview.locator(".preview-question")).toHaveText(/\(chọn ý đúng nhất\)$/);
  await page.getByLabel("Phương án 1", { exact: true }).fill("Ý của người soạn");
  await expect(preview.getByRole("listitem").first()).toContainText("Ý của người soạn");
  const boxes = page.getByLabel(/^Phương án \d+ là đáp án đúng$/);
  for (const box of await boxes.all()) await box.uncheck();
  await boxes.first().check();
  await expect(preview.locator("li.right")).toHaveText("Ý của người soạn (đáp án)");
  await page.getByLabel("Hiệu lực đến").fill("2021-01-01");
  await page.getByLabel("Hiệu lực từ").fill("2022-01-01");
  await checkScreen(page);
  await page.getByRole("button", { name: "Lưu và duyệt" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(content).toHaveValue(/\(chọn ý đúng nhất\)$/);
  await page.getByLabel("Hiệu lực đến").fill("");
  await page.getByRole("button", { name: "Lưu và duyệt" }).click();
  await expect(page.getByText("Phiên bản 2")).toBeVisible();
  await page.getByRole("link", { name: "Xem từng lần đã đổi gì" }).click();
  await expect(page.locator("del").first()).toContainText(before);
  await expect(page.locator("ins").first()).toContainText("(chọn ý đúng nhất)");
  await checkScreen(page);

  await page.goBack();
  await page.getByRole("button", { name: "Lưu và ngừng dùng" }).click();
  await expect(page.getByText("Ngừng dùng", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "Về ngân hàng" }).click();
  await expect(page.getByText("129 câu · 128 đã duyệt · 0 chờ duyệt · 1 ngừng dùng")).toBeVisible();
  await expect(page.getByText("(chọn ý đúng nhất)")).toHaveCount(0);
});

import { type Browser, type BrowserContextOptions, expect, type Page, test } from "@playwright/test";
import { hourMs, minuteMs } from "~/domain/shared/time";
import { ensureRosterAccounts } from "~/use-cases/accounts/ensure-roster-accounts.server";
import { useApp } from "../support/app-fixture";
import { checkScreen } from "../support/check-screen";
import { createScenario, type Scenario } from "../support/scenario";
import { signIn } from "../support/signed-in";
import { pick, press, tabTo } from "./journey";

/** The roster by hand: who is eligible, somebody added, moved and taken off; two records of one person compared and joined. */
let scenario: Scenario;
let roundId: string;
const oldUnit = "Đội Xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc";
const app = useApp({
  prepare: async (database) => {
    scenario = await createScenario(database.db);
    for (const bloc of ["CBCS", "Đoàn viên"]) await scenario.bloc(bloc);
    await scenario.unit("D01", { name: oldUnit, type: "Đội" });
    await scenario.unit("D02", { name: "Đội An ninh", type: "Đội", eligible: { all: 7, "Đoàn viên": 2 } });
    await scenario.person("030001", { name: "Lê Thị Thuý Hằng", unit: "D01" });
    roundId = await scenario.round({ opensAt: Date.now() - hourMs, closesAt: Date.now() + hourMs });
    await scenario.attempt({ round: roundId, person: "030001", startedAt: Date.now() - 30 * minuteMs, lasted: 5 * minuteMs, score: 1000 });
    for (const prefix of ["01", "02"]) {
      await scenario.person(`${prefix}0001`, { name: "Huỳnh Nguyễn Thị Phương Uyên", unit: "D01" });
      await scenario.person(`${prefix}0002`, { name: "Nguyễn Hoàng Bảo Trân", unit: "D01" });
    }
    await ensureRosterAccounts({ database });
  },
});

async function desk(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const { cookieName, token } = await signIn(app().database.db, { displayName: "Thư ký", roles: ["organiser"] });
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, baseURL: app().url, locale: "vi-VN", ...options });
  await context.addCookies([{ name: cookieName, value: token, domain: "127.0.0.1", path: "/", secure: true, httpOnly: true, sameSite: "Lax" }]);
  return context.newPage();
}

const participationOf = (code: string) => `/participation/${roundId}/units/${scenario.unitId(code)}`;

test("eligible counts of a unit and of its bloc are what is missing there, less whoever is added by hand", async ({ browser }) => {
  const page = await desk(browser);
  await page.goto("/organiser/units/eligible");
  await page.getByLabel("Đội An ninh: Đoàn viên").fill("4");
  await page.getByRole("button", { name: "Lưu số người" }).click();
  await expect(page.getByRole("alert")).toBeFocused();
  await expect(page.getByLabel("Đội An ninh: Đoàn viên")).toHaveValue("4");
  await page.getByLabel("Lý do, căn cứ").fill("Báo cáo số 12");
  await page.getByRole("button", { name: "Lưu số người" }).click();
  await expect(page.getByText("Đã lưu.")).toBeVisible();
  const missing = page.locator("#chua-tham-gia");
  await page.goto(participationOf("D02"));
  await expect(missing).toContainText("7 người chưa có tên trong danh sách");
  await page.getByRole("region", { name: "Theo khối" }).getByRole("link", { name: "Đoàn viên" }).click();
  await expect(missing).toContainText("4 người chưa có tên trong danh sách");

  await page.goto("/organiser/people/new");
  await page.getByLabel("Họ và tên").fill("Trần Thị Hoà".normalize("NFD"));
  await page.getByLabel("Mã số").fill("040001");
  await page.getByLabel("Ngày sinh").fill("1999-02-03");
  await page.getByLabel("Đơn vị", { exact: true }).selectOption({ label: "Đội An ninh" });
  await page.getByRole("checkbox", { name: "Đoàn viên" }).check();
  await page.getByRole("button", { name: "Thêm vào danh sách" }).click();
  await expect(page.getByText("Đã tạo.")).toBeVisible();
  await page.goto(`${participationOf("D02")}?bloc=${scenario.blocId("Đoàn viên")}`);
  await expect(missing.getByRole("listitem")).toHaveText(/^Trần Thị Hoà 040001/);
  await expect(missing).toContainText("Và 3 người chưa có tên trong danh sách");

  await page.goto("/organiser/people/new");
  await page.getByLabel("Họ và tên").fill("Trần Thị Hoà");
  await page.getByLabel("Mã số").fill("040002");
  await page.getByLabel("Ngày sinh").fill("1999-02-03");
  await page.getByLabel("Đơn vị", { exact: true }).selectOption({ label: "Đội An ninh" });
  await page.getByRole("button", { name: "Thêm vào danh sách" }).click();
  await expect(page.getByLabel(/Đây là người khác/)).not.toBeChecked();
  await checkScreen(page);
});

test("by keyboard alone: a transfer leaves the attempts with the old unit, and somebody is taken off the roster", async ({ browser }) => {
  const page = await desk(browser);
  await page.goto(`/organiser/people/${scenario.personId("030001")}`);
  await press(page, page.locator("summary", { hasText: "Đổi đơn vị" }));
  await pick(page, page.getByLabel("Đơn vị mới"), /Đội An ninh/);
  await tabTo(page, page.locator("[name=transferReason]"));
  await page.keyboard.type("Quyết định số 5");
  await press(page, page.getByRole("button", { name: "Đổi đơn vị" }));
  await expect(page.getByText("Đã chuyển đơn vị. Các lượt thi đã làm vẫn tính cho đơn vị cũ.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Đơn vị" }).getByRole("link").first()).toHaveText("Đội An ninh");
  await expect(page.getByRole("row", { name: /Đã nộp/ }).getByRole("cell").last()).toHaveText(oldUnit);
  await page.goto(participationOf("D01"));
  await expect(page.locator("summary", { hasText: "Người đã tham gia (1)" })).toBeVisible();
  await page.goto(participationOf("D02"));
  await expect(page.locator("#chua-tham-gia")).not.toContainText("Lê Thị Thuý Hằng");

  await page.goto(`/organiser/people/${scenario.personId("030001")}`);
  await press(page, page.locator("summary", { hasText: "Đưa ra khỏi danh sách" }));
  await press(page, page.getByRole("button", { name: "Đưa ra khỏi danh sách" }));
  await expect(page.getByRole("alert")).toBeFocused();
  await press(page, page.getByRole("link", { name: "Nhập lý do." }));
  await expect(page.getByLabel("Lý do", { exact: true })).toBeFocused();
  await expect(page.getByLabel("Lý do", { exact: true })).toBeInViewport({ ratio: 1 });
  await page.keyboard.type("Chuyển ngành");
  await expect(page.getByRole("alert"), "what was refused stays said").toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Đã đưa ra khỏi danh sách.")).toBeVisible();
  await page.goto("/organiser/people?q=le thi thuy hang");
  await expect(page.getByText("030001")).toHaveCount(0);
  await page.goto("/organiser/audit");
  for (const told of ["Lý do: Quyết định số 5", "Lý do: Chuyển ngành"]) await expect(page.getByRole("row", { name: told })).toContainText("Thư ký");
});

for (const javaScriptEnabled of [true, false]) {
  test(`the confirmation takes the focus, may be left, and only it merges (${javaScriptEnabled ? "with" : "without"} scripts)`, async ({ browser }) => {
    const prefix = javaScriptEnabled ? "01" : "02";
    const page = await desk(browser, { javaScriptEnabled });
    await page.goto(`/organiser/people/${scenario.personId(`${prefix}0001`)}`);
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
  });
}

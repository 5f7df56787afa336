import { type Browser, expect, type Page, test } from "@playwright/test";
import { sql } from "drizzle-orm";
import { read, type WorkBook } from "xlsx";
import { createDatabase } from "~db/client.server";
import { hourMs, toLocalInstant } from "~/domain/shared/time";
import type { Role } from "~/domain/access/policy";
import { createAccount } from "~/use-cases/accounts/create-account.server";
import { createContest } from "~/use-cases/contest/create-contest.server";
import { newId } from "~db/new-id.server";
import { useApp } from "../support/app-fixture";
import { sonTinh } from "../support/real-contest";
import { untilHydrated } from "../support/until-hydrated";
import { expectAccessible, firstSignIn, firstSignInByKeyboard, setPassword, startRound, startRoundByKeyboard, tabTo } from "./journey";

/** From an empty installation with three real files to the committee's workbook, by the screens alone. */
test.describe.configure({ mode: "serial" });

const secrets = new Map<string, string>();
const app = useApp({
  async prepare(database) {
    await createContest({ database }, { accountId: null, contestId: newId(), input: { ...sonTinh, name: "Cuộc thi thử nghiệm" } });
    for (const [login, role] of [["bantochuc", "organiser"], ["quantri", "administrator"]] as const satisfies [string, Role][]) {
      const made = await createAccount({ database }, { login, displayName: login, role, unitId: null, createdBy: null });
      if (!made.ok) throw new Error(made.refusal);
      secrets.set(login, made.value.secret);
    }
  },
});

let organiser: Page;
let participant: Page;
test.beforeAll(async ({ browser }) => {
  organiser = await newPhone(browser);
  participant = await newPhone(browser);
});

async function newPhone(browser: Browser): Promise<Page> {
  return (await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "vi-VN" })).newPage();
}

const files = [
  ["units", "danh-sach-don-vi.xlsx", 20],
  ["people", "danh-sach-nguoi-du-thi.xlsx", 412],
  ["questions", "ngan-hang-cau-hoi.xlsx", 129],
] as const;

test("the organiser signs in and brings in units, roster and question bank whole", async () => {
  await setPassword(organiser, app().url, { account: "bantochuc", secret: secrets.get("bantochuc")! });
  await organiser.waitForURL(/\/organiser/);
  for (const [kind, file, rows] of files) {
    await organiser.goto(`${app().url}/organiser/import/${kind}`);
    await organiser.getByLabel("Tệp bảng tính").setInputFiles(`seed/data/${file}`);
    await organiser.getByRole("button", { name: "Tải lên và xem trước" }).click();
    await organiser.waitForURL(/\/batch\//);
    await expectAccessible(organiser);
    await organiser.getByRole("button", { name: `Ghi ${rows} dòng`, exact: true }).click();
    await expect(organiser.getByRole("heading", { level: 1, name: "Kết quả nhập" })).toBeVisible();
  }
  await expectAccessible(organiser);
});

test("approves the bank in bulk and opens a round", async () => {
  await organiser.goto(`${app().url}/organiser/questions`);
  await expect(organiser.getByText("129 câu · 0 đã duyệt · 129 chờ duyệt")).toBeVisible();
  await chooseWholeBank();
  await organiser.getByRole("button", { name: "Duyệt", exact: true }).click();
  await expectAccessible(organiser);
  await organiser.getByRole("button", { name: "Duyệt 129 câu" }).click();
  await expect(organiser.getByText("129 câu · 129 đã duyệt · 0 chờ duyệt")).toBeVisible();
  await organiser.getByRole("button", { name: "Hoàn tác 129 câu" }).click();
  await expect(organiser.getByText("129 câu · 0 đã duyệt · 129 chờ duyệt")).toBeVisible();
  await chooseWholeBank();
  await organiser.getByRole("button", { name: "Duyệt", exact: true }).click();
  await organiser.getByRole("button", { name: "Duyệt 129 câu" }).click();
  await expect(organiser.getByText("129 câu · 129 đã duyệt · 0 chờ duyệt")).toBeVisible();
  await expectAccessible(organiser);

  await organiser.goto(`${app().url}/organiser/rounds/new`);
  await untilHydrated(organiser);
  await organiser.getByLabel("Tên kỳ thi").fill("Kỳ khai mạc");
  await organiser.getByLabel("Mở lúc").fill(toLocalInstant(Date.now() - hourMs));
  await organiser.getByLabel("Đóng lúc").fill(toLocalInstant(Date.now() + 100 * hourMs));
  await organiser.getByLabel("Câu dự đoán", { exact: true }).selectOption("persons");
  while ((await organiser.locator('[name="lineType[]"]').count()) > 1) await organiser.getByRole("button", { name: /^Bỏ dòng/ }).last().click();
  await organiser.locator('[name="lineTopic[]"]').selectOption("");
  await organiser.locator('[name="lineLevel[]"]').selectOption("");
  await organiser.locator('[name="lineType[]"]').selectOption("single");
  await organiser.locator('[name="lineCount[]"]').fill("10");
  await organiser.locator('[name="linePoints[]"]').fill("1");
  await expectAccessible(organiser);
  await organiser.getByRole("button", { name: "Lưu bản nháp" }).last().click();
  await organiser.waitForURL(/\/organiser\/rounds\/[0-9a-f-]{36}/);
  await organiser.getByRole("button", { name: "Sẵn sàng mở" }).click();
  await expect(organiser.getByText("Đang mở").first()).toBeVisible();
  await expectAccessible(organiser);
});

/** Scripts take back a tick that was set before them, so this waits for the sentence that only they write. */
async function chooseWholeBank(): Promise<void> {
  await expect(organiser.getByText("Chưa chọn câu nào")).toBeVisible();
  await organiser.getByLabel(/^Tất cả 129 câu/).check();
}

const slipSecrets = new Map<string, string>();

test("prints the slips of a unit", async () => {
  await organiser.goto(`${app().url}/organiser/slips`);
  await organiser.getByRole("link", { name: "In phiếu của Đội Tổng hợp" }).click();
  await organiser.getByRole("button", { name: "Cấp mã và hiện phiếu" }).click();
  await expect(organiser.getByRole("heading", { level: 1, name: /^22 phiếu/ })).toBeVisible();
  const text = await organiser.locator("main").innerText();
  for (const code of ["001001", "001002"]) {
    const secret = new RegExp(`${code}[\\s\\S]*?([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4})`).exec(text)?.[1];
    expect(secret, code).toBeDefined();
    slipSecrets.set(code, secret!);
  }
});

test("a participant sits the round on a phone, leaves, comes back and hands it in", async () => {
  await firstSignIn(participant, app().url, { account: "001001", secret: slipSecrets.get("001001")! });
  await expectAccessible(participant);
  await startRound(participant, "Kỳ khai mạc", "2");
  await expectAccessible(participant);
  for (const position of [1, 2, 3, 4, 5, 6]) await participant.locator(`#c${position} .option`).first().click();
  await participant.locator("#c3 .flag").click();
  await expect(participant.locator("#save-text")).toHaveText("Đã lưu");
  await expect(participant.locator("#answered-count")).toHaveText("6");
  await expect(participant.locator('.palette a[href="#c3"]')).toHaveText("Câu 3, đã trả lời, xem lại");

  const exam = participant.url();
  await participant.goto(`${app().url}/rounds`);
  await participant.getByRole("link", { name: "Làm tiếp" }).click();
  await participant.waitForURL(exam);
  await expect(participant.locator("#c6 input").first()).toBeChecked();
  await expect(participant.locator("#answered-count")).toHaveText("6");

  await participant.getByRole("button", { name: "Kiểm tra và nộp" }).click();
  await participant.waitForURL(/\/review$/);
  await expectAccessible(participant);
  await participant.getByRole("button", { name: "Nộp bài" }).first().click();
  await participant.getByRole("dialog").getByRole("button", { name: "Nộp bài" }).click();
  await participant.waitForURL(/\/result$/);
  await expect(participant.getByText("6/10 câu", { exact: true })).toBeVisible();
  await expectAccessible(participant);
});

test("by keyboard alone, from the slip on: another participant answers; the deadline passes and the server collects", async ({ browser }) => {
  const late = await newPhone(browser);
  await firstSignInByKeyboard(late, app().url, { account: "001002", secret: slipSecrets.get("001002")! });
  await startRoundByKeyboard(late, "5");
  await tabTo(late, late.locator("#c1 input").first());
  await late.keyboard.press("Space");
  await late.keyboard.press("ArrowDown");
  await expect(late.locator("#c1 input").nth(1)).toBeChecked();
  await expect(late.locator("#save-text")).toHaveText("Đã lưu");

  await tabTo(late, late.locator("#c2 input").first());
  const owner = createDatabase(app().database.ownerUrl, { max: 1, rawMax: 1 });
  await owner.db.execute(sql`update attempts set started_at = started_at - interval '1 hour', deadline_at = clock_timestamp() - interval '11 seconds' where state = 'in-progress'`);
  await owner.close();
  await late.keyboard.press("Space");
  await expect(late.getByRole("heading", { name: /Đã hết giờ/ })).toBeVisible();
  await late.goto(late.url().replace(/\/?$/, "/result"));
  await expect(late.getByText("1/10 câu", { exact: true })).toBeVisible({ timeout: 30_000 });
  await late.context().close();
});

test("leadership reads participation; the workbook says the same numbers as the screen", async ({ browser }) => {
  const admin = await newPhone(browser);
  await setPassword(admin, app().url, { account: "quantri", secret: secrets.get("quantri")! });
  await admin.goto(`${app().url}/participation`);
  await expect(admin.getByText("2 / 436 người")).toBeVisible();
  await expectAccessible(admin);
  await admin.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(admin);
  const download = await Promise.all([admin.waitForEvent("download"), admin.getByRole("link", { name: /Tải sổ kết quả/ }).click()]).then(([file]) => file);
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const book = read(Buffer.concat(chunks), { type: "buffer" });
  expect(book.SheetNames).toHaveLength(5);
  const [participation, individual, , attempts, notEntered] = book.SheetNames;
  expect(rowWith(book, participation!, "Đội Tổng hợp").slice(2, 8)).toEqual([23, 2, expect.closeTo(2 / 23, 6), 21, 2, 2]);
  expect(rowWith(book, individual!, "1").join(" ")).toMatch(/Đội Tổng hợp/);
  expect(cellsOf(book, attempts!).filter((row) => row.includes("Đội Tổng hợp"))).toHaveLength(2);
  expect(cellsOf(book, notEntered!).flat()).not.toContain("001001");
  await admin.context().close();
});

const cellsOf = (book: WorkBook, sheet: string): (string | number | undefined)[][] => {
  const cells = book.Sheets[sheet]!;
  const rows = new Map<number, (string | number | undefined)[]>();
  for (const [address, cell] of Object.entries(cells)) {
    const match = /^([A-Z]+)(\d+)$/.exec(address);
    if (!match) continue;
    const column = [...match[1]!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    const row = rows.get(Number(match[2])) ?? [];
    row[column] = (cell as { v?: string | number }).v;
    rows.set(Number(match[2]), row);
  }
  return [...rows.values()];
};

function rowWith(book: WorkBook, sheet: string, text: string): (string | number | undefined)[] {
  const row = cellsOf(book, sheet).find((cells) => cells.some((cell) => String(cell).trim() === text));
  if (!row) throw new Error(`${sheet} has no row with “${text}”.`);
  return row;
}

import { readFile } from "node:fs/promises";
import { type Browser, type Download, expect, type Page, test } from "@playwright/test";
import { asc, eq, inArray } from "drizzle-orm";
import { type SheetCell, textOf } from "~/domain/sheets/cell";
import { dayOf, formatClockTime, formatDay, hourMs } from "~/domain/shared/time";
import { issueFirstSecrets } from "~/use-cases/accounts/issue-first-secrets.server";
import { newId } from "~db/new-id.server";
import { findAccountByLogin } from "~db/repositories/account.server";
import { attempts, auditLog, people, rounds, units } from "~db/schema";
import { useApp } from "../support/app-fixture";
import { checkScreen } from "../support/check-screen";
import { personTitles, sheet, testImports } from "../support/imports";
import { createScreenContest, type ScreenContest } from "../support/screen-contest";
import { testSheetReader } from "../support/sheet-reader";
import { setPassword } from "./journey";

/** What is overseen on the screen: who is to be reminded, when results become public, who took which file away, what can't be taken back. */
test.describe.configure({ mode: "serial" });

let contest: ScreenContest;
const ownUnits = ["D07", "X01"];

const app = useApp({
  prepare: async (database) => {
    contest = await createScreenContest(database);
    const { db } = database;
    const { unitId } = contest.fixtures;
    await db.update(units).set({ parentId: unitId }).where(eq(units.code, ownUnits[1]!));
    const [sitting] = await db.select({ personId: people.id }).from(people).where(eq(people.unitId, unitId)).orderBy(asc(people.code)).limit(1);
    const now = Date.now();
    await db.insert(attempts).values({ id: newId(), roundId: contest.openRoundId, ...sitting!, unitId, number: 1, startedAt: now, deadlineAt: now + hourMs, lastSeenAt: now, seed: "đề" });
    const [round] = await db.select().from(rounds).where(eq(rounds.id, contest.closedRoundId));
    const rules = { ...round!.rules, show: { ...round!.rules.show, board: "after-publishing" as const } };
    await db.update(rounds).set({ rules }).where(eq(rounds.id, contest.closedRoundId));
  },
});

async function visit(browser: Browser, visitor: keyof ScreenContest["accountIds"] | "guest", path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh" });
  if (visitor !== "guest") await context.addCookies(await contest.cookiesOf(visitor, app().url));
  const page = await context.newPage();
  await page.goto(app().url + path);
  return page;
}

async function download(page: Page, link: string): Promise<Download> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: link }).click()]);
  return file;
}

/** Rows below the titles that begin with `firstTitle`, up to the first row without a second cell. */
async function tableOf(file: Download, firstTitle: string): Promise<SheetCell[][]> {
  const readSheet = await testSheetReader();
  const workbook = await readSheet(file.suggestedFilename(), new Uint8Array(await readFile(await file.path())));
  if (!workbook.ok) throw new Error(workbook.refusal);
  const rows = workbook.value.sheets[0]!.rows.map(({ cells }) => [...cells]);
  const below = rows.slice(rows.findIndex(([first]) => textOf(first ?? null) === firstTitle) + 1);
  const end = below.findIndex((cells) => textOf(cells[1] ?? null) === "");
  return end === -1 ? below : below.slice(0, end);
}

const wordsOf = (cells: readonly SheetCell[]) => cells.map((cell) => textOf(cell ?? null));

/** Name, unit, blocs and mark of everybody who has not entered, as the page lists them; people without a name as one row. */
function shownNotEntered(page: Page): Promise<string[][]> {
  return page.locator("#chua-tham-gia > .not-entered").evaluateAll((sections) =>
    sections.flatMap((section) => {
      const unit = section.getAttribute("aria-label") ?? section.querySelector("h3")!.textContent;
      const named = [...section.querySelectorAll("li")].map((person) => [person.querySelector("b")!.textContent, unit, person.querySelector(".meta")!.textContent.split(" · ").at(-1)!, person.querySelector(".tag")?.textContent ?? ""]);
      const unnamed = section.querySelector(":scope > p")?.textContent.replace(/^Và /, "");
      return unnamed === undefined ? named : [...named, [unnamed, unit, "", ""]];
    }),
  );
}

test("a coordinator takes along the list to remind by: the people of the page, of the own units alone, without phones and birth dates", async ({ browser }) => {
  const { db } = app().database;
  const page = await visit(browser, "coordinator", "/participation");
  await page.getByRole("link", { name: /^Đội Xây dựng phong trào/ }).first().click();
  await page.getByRole("link", { name: "Xem cả đơn vị trực thuộc" }).click();
  await page.waitForURL(`**/participation/${contest.openRoundId}/units/${contest.fixtures.unitId}`);
  const own = await db.select({ name: units.name }).from(units).where(inArray(units.code, ownUnits)).orderBy(asc(units.code));
  // why: the address changes before the page does.
  await expect.poll(async () => new Set((await shownNotEntered(page)).map(([, unit]) => unit))).toEqual(new Set(own.map(({ name }) => name)));
  const shown = await shownNotEntered(page);
  expect(shown.filter(([, , , mark]) => mark === "đang làm bài")).toHaveLength(1);

  const file = await download(page, "Tải danh sách (.xlsx)");
  const rows = (await tableOf(file, "STT")).map(wordsOf);
  expect(rows.map(([, name, , , unit, blocs, , , mark]) => [name, unit, blocs?.replaceAll("; ", ", "), mark ?? ""])).toEqual(shown);
  expect(new Set(rows.map((row) => row.slice(6, 8).join(" · ")))).toEqual(new Set(["Kỳ 2 · 31/12/2099"]));

  const everybody = await db.select({ phone: people.phone, birthDate: people.birthDate }).from(people);
  const personal = everybody.flatMap(({ phone, birthDate }) => [phone, birthDate, birthDate && formatDay(birthDate)]).filter((text) => text !== null);
  expect(personal.length).toBeGreaterThan(1_000);
  const [inFile, onPage] = [rows.flat().join("\n"), await page.content()];
  expect(personal.filter((text) => inFile.includes(text) || onPage.includes(text))).toEqual([]);
  await checkScreen(page);

  const [foreign] = await db.select({ id: units.id }).from(units).where(eq(units.code, "D01"));
  expect((await page.goto(`${app().url}/participation/${contest.openRoundId}/units/${foreign!.id}`))?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("an organiser publishes only what was checked; then the board is everybody's: names, units and scores of all valid entries", async ({ browser }) => {
  const board = `/rounds/${contest.closedRoundId}/board`;
  const guest = await visit(browser, "guest", board);
  await expect(guest.getByText("Kỳ thi đã đóng. Bảng xếp hạng hiện khi Ban Tổ chức công bố kết quả.")).toBeVisible();
  await expect(guest.getByRole("table")).toHaveCount(0);

  const organiser = await visit(browser, "organiser", `/organiser/rounds/${contest.closedRoundId}/standings`);
  await organiser.getByRole("button", { name: "Công bố kết quả" }).click();
  await expect(organiser.getByRole("alert").getByRole("link", { name: "Hãy đánh dấu xác nhận đã kiểm tra kết quả." })).toBeVisible();
  await checkScreen(organiser);
  await guest.reload();
  await expect(guest.getByRole("table")).toHaveCount(0);

  await organiser.getByLabel("Đã kiểm tra kết quả, đồng ý công bố").check();
  await organiser.getByRole("button", { name: "Công bố kết quả" }).click();
  await expect(organiser.getByText(/^Kết quả đã công bố lúc \d\d:\d\d ngày \d\d\/\d\d\/\d{4}\.$/)).toBeVisible();
  await expect(organiser.getByRole("button", { name: "Công bố kết quả" })).toHaveCount(0);
  await checkScreen(organiser);

  const ranked = await organiser.locator("table.individual tbody").first().getByRole("row").evaluateAll((rows) =>
    rows.map((row) => {
      const [place, name, unit, score] = [...row.children];
      return [place!.textContent, name!.firstChild!.textContent!.trim(), unit!.textContent, score!.querySelector("b")!.textContent];
    }),
  );
  await guest.reload();
  await expect(guest.getByText("Kỳ thi đã đóng. Bảng xếp hạng gồm tất cả các bài hợp lệ.")).toBeVisible();
  const published = await guest.locator("table.board tbody").first().getByRole("row").evaluateAll((rows) =>
    rows.map((row) => {
      const [place, name, score, ...more] = [...row.children];
      return [place!.textContent, name!.firstChild!.textContent!.trim(), name!.querySelector(".unit")!.textContent, score!.textContent, ...more.map((cell) => cell.textContent)];
    }),
  );
  expect(published.length).toBeGreaterThan(40);
  expect(published).toEqual(ranked);
  const known = await app().database.db.select({ code: people.code, phone: people.phone, birthDate: people.birthDate }).from(people);
  const html = await guest.content();
  expect(known.flatMap(({ phone, birthDate }) => [phone, birthDate]).filter((text) => text !== null && html.includes(text))).toEqual([]);
  const words = (await guest.locator("main").innerText()).split(/\s+/);
  expect(known.filter(({ code }) => words.includes(code))).toEqual([]);
  await checkScreen(guest);
});

test("the audit names who took data away and when; its own file holds the filtered rows and is named too", async ({ browser }) => {
  const organiser = await visit(browser, "organiser", "/organiser/audit");
  const search = organiser.getByRole("search", { name: "Lọc nhật ký" });
  await search.getByLabel("Loại việc").selectOption({ label: "Xuất dữ liệu" });
  await search.getByRole("button", { name: "Lọc" }).click();
  await organiser.waitForURL(/kind=export/);
  await checkScreen(organiser);
  const deeds = () =>
    organiser.locator("table.audit tbody").getByRole("row").evaluateAll((rows) =>
      rows.map((row) => {
        const [at, actor, deed] = [...row.children];
        return [at!.textContent, actor!.firstElementChild!.textContent, actor!.querySelector(".login")!.textContent, deed!.querySelector("b")!.textContent];
      }),
    );
  const [taken] = await app().database.db.select().from(auditLog).where(eq(auditLog.action, "export-reminders"));
  const shown = await deeds();
  expect(shown).toEqual([[`${formatDay(dayOf(taken!.at))} ${formatClockTime(taken!.at)}`, "Tài khoản dau-moi", "dau-moi", "Tải danh sách nhắc tham gia"]]);
  expect(taken!.accountId).toBe(contest.accountIds.coordinator);

  const rows = (await tableOf(await download(organiser, "Tải nhật ký (.xlsx)"), "Thời điểm")).map(wordsOf);
  expect(rows.map(([day, ...row]) => [day, ...row.slice(0, 3)])).toEqual(shown.map(([at, ...row]) => [at!.split(" ")[0], ...row]));

  await organiser.reload();
  expect((await deeds()).map(([, ...row]) => row)).toEqual([
    ["Tài khoản thu-ky", "thu-ky", "Tải nhật ký"],
    ["Tài khoản dau-moi", "dau-moi", "Tải danh sách nhắc tham gia"],
  ]);
});

test("an import that is in use is not taken back: each row with its reason, also when the use began after the question", async ({ browser }) => {
  const { database } = app();
  const organiser = await visit(browser, "organiser", "/organiser/import");
  await organiser.getByRole("link", { name: "danh-sach-nguoi-du-thi.xlsx" }).click();
  await organiser.getByRole("link", { name: "Hoàn tác…" }).click();
  await expect(organiser.getByText(/^Chưa hoàn tác được: \d+ dòng đã được dùng hoặc đã sửa sau lần nhập này\./)).toBeVisible();
  await expect(organiser.getByRole("row", { name: /Lữ Quang Khải/ })).toContainText("đã vào thi");
  await expect(organiser.getByRole("button", { name: "Hoàn tác" })).toHaveCount(0);
  await checkScreen(organiser);

  await (await testImports(database)).commit("people", sheet([personTitles, ["T1", "Lê Ân", "", "", "Đội An ninh", "CBCS", ""]]));
  await organiser.goto(`${app().url}/organiser/import`);
  await organiser.getByRole("link", { name: "danh-sach.xlsx", exact: true }).click();
  await organiser.getByRole("link", { name: "Hoàn tác…" }).click();
  await expect(organiser.getByText("Sẽ xóa 1 người")).toBeVisible();

  const account = (await findAccountByLogin(database.db, "t1"))!;
  const [issued] = await issueFirstSecrets({ database }, { accountIds: [account.id], issuedBy: null, mayIncludeHighRoles: false });
  await setPassword(await visit(browser, "guest", "/"), app().url, { account: "t1", secret: issued!.secret });

  await organiser.getByRole("button", { name: "Hoàn tác" }).click();
  await expect(organiser.getByRole("alert")).toContainText("Chưa hoàn tác: các dòng dưới đây đang được dùng.");
  await expect(organiser.getByRole("row", { name: /Lê Ân/ })).toContainText("đã dùng tài khoản");
  expect(await database.db.$count(people, eq(people.code, "T1"))).toBe(1);
  await checkScreen(organiser);
});

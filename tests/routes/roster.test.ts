import { readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureRosterAccounts } from "~/use-cases/accounts/ensure-roster-accounts.server";
import { newId } from "~db/new-id.server";
import { accounts, eligibleCounts, people, units, unitTypes } from "~db/schema";
import { startAppServer, type AppServer } from "../support/app-server";
import { createScenario, type Scenario } from "../support/scenario";
import { createTestAccount, openSession } from "../support/sessions";

/** The pages of people and units by hand, as plain forms without scripts. */
let app: AppServer;
let scenario: Scenario;
let cookie: string;

beforeAll(async () => {
  app = await startAppServer();
  scenario = await createScenario(app.database.db);
  await scenario.bloc("CBCS");
  await scenario.unit("H", { name: "Công an huyện", type: "Huyện" });
  await scenario.unit("D01", { name: "Đội Tổng hợp", type: "Đội", parent: "H" });
  await scenario.unit("D02", { name: "Đội Hình sự", type: "Đội", parent: "H" });
  cookie = await openSession(app.database.db, await createTestAccount(app.database.db, { login: "thu-ky", role: "organiser" }));
});
afterAll(() => app.stop());

const get = (path: string) => fetch(app.url + path, { redirect: "manual", headers: { Cookie: cookie } }).then((response) => response.text());
const post = (path: string, fields: Record<string, string>) =>
  fetch(app.url + path, { method: "POST", redirect: "manual", headers: { Cookie: cookie, Origin: app.url }, body: new URLSearchParams(fields) });

const basisIn = (html: string) => /name="basis" value="([^"]+)"/.exec(html)![1]!;

const person = { fullName: "Trần Thị Hoà", code: "006001", birthDate: "1991-04-05", gender: "female", rank: "", jobTitle: "", phone: "0912 345 678", isCommitteeMember: "on" };

describe("people", () => {
  const personId = newId();

  it("a refused form keeps what was typed and links each message to its field", async () => {
    const response = await post("/organiser/people/new", { ...person, personId, code: "có dấu cách", phone: "123", unitId: "" });
    const html = await response.text();
    expect(response.status).toBe(400);
    for (const field of ["code", "phone", "unitId"]) expect(html).toMatch(new RegExp(`href="#${field}"[\\s\\S]*id="${field}"[^>]*aria-invalid="true"`));
    expect(html).toContain('value="Trần Thị Hoà"');
  });

  it("are added, shown with every field, corrected, transferred, taken off and brought back", async () => {
    const page = `/organiser/people/${personId}`;
    const added = await post("/organiser/people/new", { ...person, personId, unitId: scenario.unitId("D01"), "blocIds[]": scenario.blocId("CBCS") });
    expect(added.headers.get("Location")).toBe(`${page}?da=da-tao`);
    const html = await get(page);
    for (const text of ['value="006001"', 'value="1991-04-05"', 'value="0912345678"', "Đội Tổng hợp", "Chưa cấp mã", "Ban Tổ chức"]) expect(html).toContain(text);
    expect((await post(page, { ...person, intent: "save", basis: basisIn(html), rank: "Trung úy", reason: "Thăng cấp" })).status).toBe(302);
    const stale = await post(page, { ...person, intent: "save", basis: basisIn(html), rank: "Đại úy", reason: "" });
    const told = await stale.text();
    expect([stale.status, told.includes("người khác đã sửa người này"), told.includes('value="Đại úy"')]).toEqual([400, true, true]);
    expect((await post(page, { ...person, intent: "save", basis: basisIn(told), rank: "Trung úy", reason: "" })).status).toBe(302);
    expect((await post(page, { intent: "transfer", unitId: scenario.unitId("D02"), kind: "transfer", onDay: "2024-01-15", transferReason: "Điều động" })).status).toBe(302);
    expect(await get(page)).toMatch(/15\/01\/2024<\/span>[^<]*(<!-- -->)?[^<]*từ (<!-- -->)?Đội Tổng hợp/);
    const refused = await post(page, { intent: "retire", fromDay: "2024-02-01", rosterReason: "" });
    expect([refused.status, (await refused.text()).includes("Nhập lý do.")]).toEqual([400, true]);
    await post(page, { intent: "retire", fromDay: "2024-02-01", rosterReason: "Chuyển ngành" });
    expect(await get("/organiser/people")).not.toContain("Trần Thị Hoà");
    expect(await get("/organiser/people?retired=1")).toContain("Trần Thị Hoà");
    await post(page, { intent: "restore", rosterReason: "Ghi nhầm" });
    expect(await get("/organiser/people")).toContain("Trần Thị Hoà");
  });

  it("a double is stored only after the box is ticked", async () => {
    const twin = { ...person, personId: newId(), code: "006002", unitId: scenario.unitId("D01") };
    expect(await (await post("/organiser/people/new", twin)).text()).toMatch(/name="acceptsDouble"/);
    expect((await post("/organiser/people/new", { ...twin, acceptsDouble: "on" })).status).toBe(302);
    expect((await app.database.db.select().from(people).where(eq(people.code, "006002"))).length).toBe(1);
  });

  it("are merged only by the second press, after both were shown, and not after one has changed", async () => {
    const [stays, goes] = [await scenario.person("007001", { unit: "D01", name: "Phạm Văn Giữ" }), await scenario.person("007002", { unit: "D02", name: "Lê Thị Khác" })];
    await ensureRosterAccounts({ database: app.database });
    const page = `/organiser/people/${stays}`;
    const mergedInto = async () => (await app.database.db.select().from(people).where(eq(people.id, goes)))[0]?.mergedIntoId;
    const hidden = (html: string) => Object.fromEntries([...html.matchAll(/type="hidden" name="(goesCode|goesId|basis)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));
    const wrong = await post(page, { intent: "merge", goesCode: "007009", mergeReason: "Ghi trùng tháng 6" });
    expect([wrong.status, /href="#goesCode"[\s\S]*value="Ghi trùng tháng 6"/.test(await wrong.text())]).toEqual([400, true]);

    const first = await post(page, { intent: "merge", goesCode: "007002", mergeReason: "Ghi trùng tháng 6" });
    const shown = await first.text();
    expect([first.status, await mergedInto()]).toEqual([200, null]);
    for (const text of ["Lê Thị Khác", "Đội Hình sự", "Họ và tên khác nhau.", "Gộp hai bản ghi này", "Bỏ qua", 'value="Ghi trùng tháng 6"']) expect(shown).toContain(text);
    expect(hidden(shown)).toMatchObject({ goesCode: "007002", goesId: goes });

    await app.database.db.update(people).set({ fullName: "Lê Thị Đổi Tên" }).where(eq(people.id, goes));
    const second = (html: string, mergeReason = "Ghi trùng tháng 6") => post(page, { ...hidden(html), intent: "merge-compared", mergeReason });
    const asked = await second(shown);
    const again = await asked.text();
    expect([asked.status, await mergedInto()]).toEqual([400, null]);
    for (const text of ["vừa thay đổi", "Lê Thị Đổi Tên", "Gộp hai bản ghi này", 'value="Ghi trùng tháng 6"']) expect(again).toContain(text);
    const blank = await (await second(again, "")).text();
    expect([blank.includes("Nhập lý do."), blank.includes("Gộp hai bản ghi này"), await mergedInto()]).toEqual([true, true, null]);
    expect((await post(page, { intent: "merge-compared", goesCode: "007002", mergeReason: "x" })).status, "without what was shown").toBe(400);

    const merged = await second(again);
    expect([merged.status, await mergedInto()]).toEqual([302, stays]);
    expect(await get(merged.headers.get("Location")!)).toMatch(/Đã gộp hai bản ghi[\s\S]*Đã gộp vào người này[\s\S]*Lê Thị Đổi Tên/);
    const [account] = await app.database.db.select().from(accounts).where(eq(accounts.personId, goes));
    const administrator = await openSession(app.database.db, await createTestAccount(app.database.db, { login: "quan-tri", role: "administrator" }));
    const accountAddress = `${app.url}/organiser/accounts/${account!.id}`;
    const accountPage = await fetch(accountAddress, { headers: { Cookie: administrator } }).then((response) => response.text());
    expect([accountPage.includes(`href="${page}"`), accountPage.includes("Mở khóa")]).toEqual([true, false]);
    const enabled = await fetch(accountAddress, { method: "POST", headers: { Cookie: administrator, Origin: app.url }, body: new URLSearchParams({ intent: "enable" }) });
    expect([enabled.status, await enabled.text()]).toEqual([400, expect.stringContaining("đã được gộp vào một người khác")]);
  });

  it("a request without a known intent, and a person who does not exist, change nothing", async () => {
    expect((await post(`/organiser/people/${personId}`, { intent: "constructor" })).status).toBe(400);
    expect((await post(`/organiser/people/${newId()}`, { intent: "restore", rosterReason: "x" })).status).toBe(404);
  });
});

describe("units", () => {
  it("are added, put elsewhere in the tree, ended, used again and, added by mistake, deleted", async () => {
    const [type] = await app.database.db.select().from(unitTypes).where(eq(unitTypes.name, "Đội"));
    const fields = { name: "Đội An ninh", code: "D05", typeId: type!.id, parentId: scenario.unitId("H"), position: "5", validFrom: "" };
    const unitId = newId();
    const page = `/organiser/units/${unitId}`;
    expect((await post("/organiser/units/new", { ...fields, unitId })).headers.get("Location")).toBe(`${page}?da=da-tao`);
    const basis = basisIn(await get(page));
    expect((await post(page, { ...fields, intent: "save", basis, parentId: scenario.unitId("D01"), reason: "" })).status).toBe(302);
    const stale = await post(page, { ...fields, intent: "save", basis, name: "Đội khác", reason: "" });
    expect([stale.status, (await stale.text()).includes("người khác đã sửa đơn vị này")]).toEqual([400, true]);
    expect((await app.database.db.select().from(units).where(eq(units.id, unitId)))[0]?.parentId).toBe(scenario.unitId("D01"));
    expect((await post(page, { intent: "close", lastDay: "2025-02-28", closeReason: "Sáp nhập" })).status).toBe(302);
    expect(await get("/organiser/units")).toContain("28/02/2025");
    expect(await get("/organiser/people/new")).not.toContain("Đội An ninh");
    await post(page, { intent: "reopen", closeReason: "Ghi nhầm" });
    expect(await get("/organiser/people/new")).toContain("Đội An ninh");
    expect((await post(page, { intent: "delete", deleteReason: "" })).status).toBe(400);
    expect((await post(page, { intent: "delete", deleteReason: "Thêm nhầm" })).headers.get("Location")).toBe("/organiser/units?da=da-xoa-don-vi");
    expect((await app.database.db.select().from(units).where(eq(units.id, unitId))).length).toBe(0);
    expect((await post(page, { intent: "delete", deleteReason: "Thêm nhầm" })).headers.get("Location"), "pressed twice").toBe("/organiser/units?da=da-xoa-don-vi");
  });

  it("that something refers to offer no deletion, and say why", async () => {
    const html = await get(`/organiser/units/${scenario.unitId("H")}`);
    expect(html).toMatch(/Không xóa được, vì đơn vị.*đơn vị trực thuộc/s);
    expect(html).not.toContain("Xóa hẳn đơn vị này");
  });

  it("with people in them do not end, and say how many", async () => {
    const response = await post(`/organiser/units/${scenario.unitId("D02")}`, { intent: "close", lastDay: "2025-02-28", closeReason: "Sáp nhập" });
    expect(response.status).toBe(400);
    const html = await response.text();
    expect(html).toContain("1 người trong danh sách");
    expect(html).toMatch(new RegExp(`Cần đi trước:[^.]*<a href="/organiser/people\\?unit=${scenario.unitId("D02")}">1 người trong danh sách</a>`));
  });
});

describe("eligible counts", () => {
  const page = "/organiser/units/eligible";
  const field = (code: string, bloc = "all") => `count-${scenario.unitId(code)}-${bloc}`;
  const stored = async () => (await app.database.db.select().from(eligibleCounts)).map(({ unitId, blocId, count }) => [unitId, blocId, count]);
  const shown = () => JSON.stringify({ [field("D01")]: null, [field("D02")]: null });

  it("refuse what is no number, naming the cell, and ask for a reason only when something changes", async () => {
    const wrong = await post(page, { shown: shown(), [field("D01")]: "-3", reason: "x" });
    expect([wrong.status, (await wrong.text()).includes("Đội Tổng hợp, Tất cả: nhập số người từ 0 đến 999999")]).toEqual([400, true]);
    expect((await post(page, { shown: shown(), [field("D01")]: "12", reason: "" })).status).toBe(400);
    expect((await post(page, { shown: shown(), [field("D01")]: "", reason: "" })).status).toBe(302);
    expect(await stored()).toEqual([]);
  });

  it("store only the cells that were changed, so two people at the table do not undo each other", async () => {
    await post(page, { shown: shown(), [field("D01")]: "12", [field("D02")]: "", reason: "Báo cáo" });
    await post(page, { shown: shown(), [field("D01")]: "", [field("D02")]: "30", reason: "Báo cáo" });
    expect(await stored()).toEqual([[scenario.unitId("D01"), null, 12], [scenario.unitId("D02"), null, 30]]);
    expect(await get(page)).toMatch(new RegExp(`name="${field("D01")}"[^>]*value="12"`));
    expect(await get(`/organiser/units/${scenario.unitId("D01")}`), "the unit's page leads to its number").toMatch(new RegExp(`<a href="${page}#${field("D01")}">12(<!-- -->)? người thuộc diện dự thi</a>`));
  });
});

describe("search and order", () => {
  const readme = readFileSync("seed/data/README-danh-sach.md", "utf8");
  const listed = [...readme.slice(readme.indexOf("Thứ tự đúng của một số tên")).split("## 4.")[0]!.matchAll(/^\d+\. (.+)$/gm)].map((match) => match[1]!);
  /** Names of the list as they stand in the page. */
  const namesIn = (html: string) => [...html.matchAll(/<a [^>]*href="\/organiser\/(?:people|accounts)\/[0-9a-f-]{36}"[^>]*>(?:<b>)?([^<]+)/g)].map((match) => match[1]!);
  const search = async (q: string) => namesIn(await get(`/organiser/people?q=${encodeURIComponent(q)}`));

  beforeAll(async () => {
    await scenario.unit("D26", { name: "Đội Hai mươi sáu", type: "Đội", parent: "H" });
    for (const [index, name] of listed.toReversed().entries()) await scenario.person(`0260${String(index).padStart(2, "0")}`, { unit: "D26", name });
    await scenario.unit("D27", { name: "Đội Tìm kiếm", type: "Đội", parent: "H" });
    for (const [code, name] of [["027001", "Huỳnh Văn Hòa"], ["027002", "Huỳnh Văn Hoà"], ["027003", "Đỗ Đình Đức"]] as const) await scenario.person(code, { unit: "D27", name });
    await ensureRosterAccounts({ database: app.database });
  });

  it("the 26 names of the README stand in their order in the lists of people and of accounts", async () => {
    expect(listed.length).toBe(26);
    expect(namesIn(await get(`/organiser/people?unit=${scenario.unitId("D26")}`))).toEqual(listed);
    expect(namesIn(await get(`/organiser/accounts?unit=${scenario.unitId("D26")}`))).toEqual(listed);
  });

  it("PostgreSQL's ICU collation puts them into the same order", async () => {
    const rows = await app.database.sql<{ name: string }[]>`
      select p.full_name as name from people p join units u on u.id = p.unit_id where u.code = 'D26'
      order by regexp_replace(p.full_name, '^.*\\s', '') collate "vi-x-icu", regexp_replace(p.full_name, '\\s?\\S+$', '') collate "vi-x-icu"`;
    expect(rows.map(({ name }) => name)).toEqual(listed);
  });

  it.each([
    ["Hòa", ["Huỳnh Văn Hòa", "Huỳnh Văn Hoà"]], ["Hoà", ["Huỳnh Văn Hòa", "Huỳnh Văn Hoà"]], ["Hoà".normalize("NFD"), ["Huỳnh Văn Hòa", "Huỳnh Văn Hoà"]],
    ["huynh hoa", ["Huỳnh Văn Hòa", "Huỳnh Văn Hoà"]], ["do dinh duc", ["Đỗ Đình Đức"]], ["ĐỨC", ["Đỗ Đình Đức"]], ["027003", ["Đỗ Đình Đức"]],
  ])("“%s” finds %j", async (q, names) => expect((await search(`${q}`)).filter((name) => names.includes(name)).sort()).toEqual([...names].sort()));
});

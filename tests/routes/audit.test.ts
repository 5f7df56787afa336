import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read, utils } from "xlsx";
import { contestBasis, editContest, settingsOf } from "~/use-cases/contest/edit-contest.server";
import { findContest } from "~db/repositories/contest.server";
import { insertAudit, insertDeed } from "~db/repositories/audit.server";
import { auditLog } from "~db/schema";
import { startAppServer, type AppServer } from "../support/app-server";
import { createHttpBrowser } from "../support/http-browser";
import { pageWords } from "../support/page-words";
import { createScenario, type Scenario } from "../support/scenario";
import { signIn, type SignedInAccount } from "../support/signed-in";

let app: AppServer;
let scenario: Scenario;
let organiser: SignedInAccount;
let leader: SignedInAccount;

beforeAll(async () => {
  app = await startAppServer();
  const { db } = app.database;
  scenario = await createScenario(db);
  organiser = await signIn(db, { displayName: "Thư ký Hạnh", roles: ["organiser"] });
  leader = await signIn(db, { displayName: "Lãnh đạo Sơn", roles: ["leadership"] });
  const contest = (await findContest(db, scenario.contestId))!;
  await editContest(app, { accountId: organiser.accountId, contestId: contest.id, input: { ...settingsOf(contest), place: "<b>Sơn Tịnh</b>", minimumRatePercent: 40 }, basis: contestBasis(contest) });
  await insertAudit(
    db,
    { accountId: organiser.accountId, action: "secret.reset", subjectType: "account", subjectId: leader.accountId, reason: "=1+1" },
    { accountId: organiser.accountId, action: "round.edit", subjectType: "person", subjectId: "p", before: { phone: "0950000103", password: "mat-khau-cu" }, after: { phone: "0950000104", password: "mat-khau-moi" }, reason: "" },
  );
});
afterAll(() => app.stop());

const get = (path: string, who: SignedInAccount) => fetch(`${app.url}${path}`, { headers: who.headers, redirect: "manual" });

describe("the page", () => {
  it("says who changed what, from what to what, and why; what was typed stays text", async () => {
    const html = await (await get("/organiser/audit", organiser)).text();
    const page = pageWords(html);
    expect(page).toContain("Sửa thông tin cuộc thi Cuộc thi Tìm hiểu về cải cách hành chính");
    expect(page).toContain("Tỷ lệ tối thiểu (%): 0 → thành 40");
    expect(page).toContain("Lý do: =1+1");
    expect(page.match(/Lý do:/g), "no line for the reason that was not given").toHaveLength(1);
    expect(page).toContain("Thư ký Hạnh");
    expect(html).not.toContain("<b>Sơn Tịnh</b>");
    expect(html).not.toMatch(/mat-khau-(cu|moi)/);
  });

  it("filters by who acted and by day; says so when nothing is found, and takes no nonsense from the address", async () => {
    expect(pageWords(await (await get("/organiser/audit?q=khong-ai", organiser)).text())).toContain("Không có việc nào");
    expect(pageWords(await (await get("/organiser/audit?from=2020-01-01&to=2020-01-02", organiser)).text())).toContain("Không có việc nào");
    for (const query of ["kind=drop&from=x&to=2022-02-31&after=1-&subject=a", "after=99999999999999-1", "subject=round:' or 1=1"]) expect((await get(`/organiser/audit?${query}`, organiser)).status).toBe(200);
  });
});

describe("a deed on many things", () => {
  it("is one line of page and file; a link opens its things, which have a file of their own", async () => {
    const units = ["01970000-0000-7000-8000-0000000000a1", "01970000-0000-7000-8000-0000000000a2"];
    const entry = { accountId: leader.accountId, action: "eligible.edit" as const };
    await insertDeed(app.database.db, { ...entry, subjectType: "contest", subjectId: scenario.contestId, after: { units: 2 }, reason: "Theo báo cáo" },
      units.map((subjectId, at) => ({ ...entry, subjectType: "unit", subjectId, before: { eligible: 10 + at }, after: { eligible: 20 + at } })));
    const html = await (await get("/organiser/audit?q=Son", organiser)).text();
    expect(pageWords(html)).toContain("Số đơn vị: 2 Lý do: Theo báo cáo");
    expect(pageWords(html)).not.toContain("Số người thuộc diện dự thi: 10");
    const [, query] = /href="\/organiser\/audit(\?deed=\d+)"[^>]*>Xem từng mục/.exec(html) ?? [];
    const parts = pageWords(await (await get(`/organiser/audit${query}`, organiser)).text());
    expect(parts).toContain("Chỉ hiện từng mục của một việc: Sửa số người thuộc diện dự thi");
    expect([parts.includes("Số người thuộc diện dự thi: 10 → thành 20"), parts.includes("Số người thuộc diện dự thi: 11 → thành 21")]).toEqual([true, true]);
    const changesIn = async (path: string) => {
      const book = read(Buffer.from(await (await get(path, organiser)).arrayBuffer()));
      return utils.sheet_to_json<(string | null)[]>(book.Sheets["Nhật ký"]!, { header: 1, defval: null }).filter((row) => row[1] === "Lãnh đạo Sơn").map((row) => row[5]);
    };
    expect(await changesIn("/reports/audit.xlsx?q=Son")).toEqual(["Số đơn vị: 2"]);
    expect(await changesIn(`/reports/audit.xlsx${query}`)).toEqual(["Số người thuộc diện dự thi: 11 → 21", "Số người thuộc diện dự thi: 10 → 20"]);
  });
});

describe("the file", () => {
  it("holds the rows of the filter, neutral to formulas, without phones; taking it is itself in the audit", async () => {
    const response = await get("/reports/audit.xlsx", organiser);
    expect(response.headers.get("Content-Disposition")).toContain("nhat-ky-");
    const book = read(Buffer.from(await response.arrayBuffer()));
    const rows = utils.sheet_to_json<(string | number | null)[]>(book.Sheets["Nhật ký"]!, { header: 1, defval: null });
    const deeds = rows.filter((row) => row[1] === "Thư ký Hạnh" && row[3] !== "Tải nhật ký").map((row) => [row[3], row[5], row[6]]);
    expect(deeds).toEqual([
      ["Sửa kỳ thi", "Số điện thoại: đã thay đổi", null],
      ["Cấp lại mã bí mật", null, "'=1+1"],
      ["Sửa thông tin cuộc thi", "Địa danh: Sơn Tịnh → <b>Sơn Tịnh</b>\nTỷ lệ tối thiểu (%): 0 → 40", null],
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/09500001|mat-khau/);
    const taken = await app.database.db.select().from(auditLog).where(eq(auditLog.action, "export-audit"));
    expect(taken.map((row) => [row.accountId, (row.after as { filter: string }).filter])).toContainEqual([organiser.accountId, "Mọi thay đổi"]);
    expect(pageWords(await (await get("/organiser/audit?kind=export", organiser)).text())).toContain("Tải nhật ký");
  });
});

describe("who is turned away", () => {
  it("is written down: page and method, without the query", async () => {
    expect((await get("/organiser/audit?q=bi-mat", leader)).status).toBe(403);
    expect((await get("/reports/audit.xlsx", leader)).status).toBe(403);
    const page = pageWords(await (await get("/organiser/audit?kind=access", organiser)).text());
    expect(page).toContain("Lãnh đạo Sơn");
    expect(page).toContain("Trang: /reports/audit.xlsx");
    expect(page).not.toContain("bi-mat");
  });

  it("once for a page, whatever loads beside it, by a look, by a form and by a script", async () => {
    const coordinator = await signIn(app.database.db, { displayName: "Đầu mối", roles: ["coordinator"] });
    const form = { method: "POST", body: "", headers: { ...coordinator.headers, Origin: app.url, "Content-Type": "application/x-www-form-urlencoded" } };
    const answers = [await get("/organiser/rounds", coordinator), await fetch(`${app.url}/organiser/rounds/new`, form), await get("/organiser/rounds.data", coordinator)];
    expect(answers.slice(0, 2).map(({ status }) => status)).toEqual([403, 403]);
    const rows = await app.database.db.select().from(auditLog).where(and(eq(auditLog.action, "access.denied"), eq(auditLog.accountId, coordinator.accountId))).orderBy(auditLog.id);
    expect(rows.map(({ after }) => after)).toEqual([{ method: "GET", page: "/organiser/rounds" }, { method: "POST", page: "/organiser/rounds/new" }, { method: "GET", page: "/organiser/rounds" }]);
  });

  it("by the limit of sign-ins too, without what was typed", async () => {
    const browser = createHttpBrowser(app.url);
    for (let time = 0; time < 12; time++) await browser.post("/sign-in", { account: "khong-co-ai", password: "Mật khẩu gõ nhầm" });
    const rows = await app.database.db.select().from(auditLog);
    expect(rows.filter((row) => row.action === "sign-in.refused").length).toBeGreaterThan(0);
    expect(rows.filter((row) => row.action === "sign-in.limited").length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/khong-co-ai|gõ nhầm/);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "~db/connection.server";
import { ensureRosterAccounts } from "~/use-cases/accounts/ensure-roster-accounts.server";
import { startAppServer, type AppServer } from "../support/app-server";
import { seedGoldenResults } from "../support/golden-results";
import { signIn, type SignedInAccount } from "../support/signed-in";

/** No page is a dead end: where its next step leads for each role, and what a page says that turns somebody away. */
let app: AppServer;
let golden: Awaited<ReturnType<typeof seedGoldenResults>>;
const people: Record<string, SignedInAccount> = {};

beforeAll(async () => {
  app = await startAppServer({
    prepare: async (database) => {
      golden = await seedGoldenResults(database.db);
      await ensureRosterAccounts({ database });
    },
  });
  const { db } = app.database;
  people["organiser"] = await signIn(db, { roles: ["organiser"] });
  people["leadership"] = await signIn(db, { roles: ["leadership"] });
  people["coordinator"] = await signIn(db, { roles: ["coordinator"], unitId: golden.unitId("D01") });
  people["participant"] = await signIn(db, { personId: golden.personId("001101") });
});
afterAll(() => app.stop());

const get = (path: string, who?: string) => fetch(app.url + path, { headers: who === undefined ? {} : (people[who]?.headers ?? {}), redirect: "manual" });

describe("the button of the front page", () => {
  it.each([
    [undefined, "/rounds", "Xem các kỳ thi"],
    ["participant", "/rounds", "Xem các kỳ thi"],
    ["organiser", "/organiser", "Trang Ban Tổ chức"],
    ["leadership", "/participation", "Tình hình tham gia"],
    ["coordinator", "/participation", "Tình hình tham gia"],
  ])("leads %s to %s, which lets them in", async (who, path, label) => {
    expect(await (await get("/", who)).text()).toContain(`<a class="btn start" href="${path}">${label}</a>`);
    if (who !== undefined) expect([200, 302]).toContain((await get(path, who)).status);
  });
});

describe("another password", () => {
  it.each([
    ["organiser", "/organiser"],
    ["leadership", "/participation"],
    ["coordinator", "/participation"],
    ["participant", "/rounds"],
  ])("is one link away for %s on %s", async (who, path) => {
    const page = await fetch(app.url + path, { headers: people[who]!.headers });
    expect(await page.text()).toContain('<a href="/account/password">Đổi mật khẩu</a>');
  });
});

describe("the guide", () => {
  it.each(["leadership", "coordinator"])("is one link away for %s, opens at what they do, and leads back to a page that lets them in", async (who) => {
    const { headers } = people[who]!;
    const page = await (await fetch(`${app.url}/participation`, { headers })).text();
    const [, address, section] = /<a href="([^"#]+)#([^"]+)">Hướng dẫn<\/a>/.exec(page)!;
    const guide = await fetch(app.url + address, { headers });
    const text = await guide.text();
    expect(guide.status).toBe(200);
    expect(text.split(`<section id="${section}">`)[1]).toMatch(/^\s*<h2>Theo dõi tham gia<\/h2>/);
    const back = [...text.split("</header>")[0]!.matchAll(/<a href="([^"]+)"/g)].map(([, href]) => href!);
    expect(await Promise.all(back.map(async (href) => (await fetch(app.url + href, { headers })).status))).toContain(200);
  });
});

describe("a page that turns somebody away", () => {
  it("has a title, the brand, the contact and a way to another account", async () => {
    const response = await get("/rounds", "organiser");
    const page = await response.text();
    expect(response.status).toBe(403);
    expect(page).toContain("<title>Tài khoản này không có quyền xem trang</title>");
    expect(page).toMatch(/class="brandmark" href="\/"/);
    expect(page).toContain('<form method="post" action="/sign-out">');
  });

  it("names itself too when it does not exist", async () => {
    const response = await get("/khong-co", "participant");
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("<title>Không tìm thấy trang</title>");
  });
});

describe("a file that is refused", () => {
  const page = async (path: string, who: string, accept = "text/html,*/*;q=0.8") => {
    const response = await fetch(app.url + path, { headers: { ...people[who]!.headers, Accept: accept }, redirect: "manual" });
    return { status: response.status, type: response.headers.get("Content-Type"), text: await response.text() };
  };
  const workbook = () => `/reports/${golden.roundId}/workbook.xlsx`;

  it.each<[string, () => string, string]>([
    ["the workbook", workbook, "coordinator"],
    ["the audit", () => "/reports/audit.xlsx", "leadership"],
    ["the rejected rows", () => `/organiser/import/batch/${golden.roundId}/rejected.xlsx`, "participant"],
    ["the list to remind by", () => `/reports/${golden.roundId}/units/${golden.unitId("D01")}/reminders.xlsx`, "participant"],
  ])("for want of permission: %s is a page with a heading, the contact and a way to another account", async (_, path, who) => {
    const { status, type, text } = await page(path(), who);
    expect([status, type]).toEqual([403, "text/html; charset=utf-8"]);
    expect(text).toContain("<title>Tài khoản này không được tải tệp</title>");
    expect(text).toContain("<h1>Tài khoản này không được tải tệp</h1>");
    expect(text).toContain('<a class="skip" href="#main">');
    expect(text).toContain('<form method="post" action="/sign-out">');
    expect(text).toMatch(/<link rel="stylesheet" href="\/assets\/base-[^"]+\.css"/);
  });

  it("because there is none leads back to where it is offered", async () => {
    const { status, text } = await page(`/reports/${golden.contestId}/workbook.xlsx`, "leadership");
    expect(status).toBe(404);
    expect(text).toContain("<h1>Chưa có tệp này</h1>");
    expect(text).toContain(`<a class="btn" href="/participation/${golden.contestId}">Về trang có tệp</a>`);
  });

  it("because of an error nobody expected says so with the reference that the log has", async () => {
    const owner = connect(app.database.ownerUrl, 1, "test");
    await owner`alter table audit_log rename to audit_log_away`;
    const { status, type, text } = await page(workbook(), "leadership").finally(async () => {
      await owner`alter table audit_log_away rename to audit_log`;
      await owner.end();
    });
    expect([status, type]).toEqual([500, "text/html; charset=utf-8"]);
    expect(text).toContain("<h1>Có lỗi xảy ra</h1>");
    expect(text).toContain(`<a class="btn" href="/participation/${golden.roundId}">Về trang có tệp</a>`);
    const reference = /Mã tra cứu: <span class="num">([^<]+)</.exec(text)?.[1];
    expect(reference).toBeDefined();
    // why: the log comes by a pipe of its own, maybe after the answer.
    await expect.poll(() => app.output().split("\n").filter((line) => line.includes(reference!) && line.includes("request failed")), { timeout: 20_000 }).toHaveLength(1);
    expect(text).not.toContain("audit_log");
  });

  it("is the bare answer for whoever asks for no page, and the sign-in for who is not signed in", async () => {
    expect(await page(workbook(), "participant", "*/*")).toMatchObject({ status: 403, text: "Không có quyền" });
    expect((await fetch(app.url + workbook(), { headers: { Accept: "text/html" }, redirect: "manual" })).headers.get("Location")).toContain("/sign-in");
  });
});

describe("the public board", () => {
  it("leads back to the rounds of whoever takes part, else to the front page", async () => {
    const board = `/rounds/${golden.roundId}/board`;
    expect(await (await get(board, "participant")).text()).toContain('<a href="/rounds">← Các kỳ thi</a>');
    expect(await (await get(board)).text()).toContain('<a href="/">← Trang chủ</a>');
  });
});

describe("slips", () => {
  it("warn before they are printed with an address that opens on this machine only", async () => {
    for (const of of [golden.unitId("D01"), "all"]) {
      const page = await (await get(`/organiser/slips/${of}`, "organiser")).text();
      expect(page, of).toContain(`Phiếu sẽ ghi địa chỉ <b>${new URL(app.url).host}</b>, chỉ mở được trên chính máy chủ này.`);
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

describe("the public board", () => {
  it("leads back to the rounds of whoever takes part, else to the front page", async () => {
    const board = `/rounds/${golden.roundId}/board`;
    expect(await (await get(board, "participant")).text()).toContain('<a href="/rounds">← Các kỳ thi</a>');
    expect(await (await get(board)).text()).toContain('<a href="/">← Trang chủ</a>');
  });
});

describe("slips", () => {
  it("warn before they are printed with an address that opens on this machine only", async () => {
    const page = await (await get(`/organiser/slips/${golden.unitId("D01")}`, "organiser")).text();
    expect(page).toContain(`Phiếu sẽ ghi địa chỉ <b>${new URL(app.url).host}</b>, chỉ mở được trên chính máy chủ này.`);
  });
});

import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPasswords } from "~/adapters/password.server";
import { hourMs } from "~/domain/shared/time";
import { ensureRosterAccounts } from "~/use-cases/accounts/ensure-roster-accounts.server";
import { issueFirstSecrets } from "~/use-cases/accounts/issue-first-secrets.server";
import { findAccountByLogin } from "~db/repositories/account.server";
import { startAppServer, type AppServer } from "../support/app-server";
import { freePort } from "../support/free-port";
import { createHttpBrowser, type HttpBrowser, locationOf } from "../support/http-browser";
import { createScenario } from "../support/scenario";
import { createTestAccount, openSession } from "../support/sessions";

let app: AppServer;
const ids: Record<string, string> = {};
const password = "mưa rào tháng sáu";

beforeAll(async () => {
  app = await startAppServer();
  const { db } = app.database;
  const scenario = await createScenario(db);
  await scenario.unit("CAH", { name: "Công an huyện Sơn Tịnh", type: "Cơ quan" });
  await scenario.unit("D01", { name: "Đội Tổng hợp", type: "Đội", parent: "CAH" });
  for (const code of ["001001", "001002"]) await scenario.person(code, { name: `Lê Ân ${code}`, unit: "D01" });
  await ensureRosterAccounts({ database: app.database });
  const passwordHash = await createPasswords().hash(password);
  ids["administrator"] = await createTestAccount(db, { login: "quan-tri", role: "administrator", passwordHash });
  ids["organiser"] = await createTestAccount(db, { login: "thu-ky", role: "organiser", passwordHash });
  for (const at of [1, 2, 3]) ids[`known-${at}`] = await createTestAccount(db, { login: `known-${at}`, role: "organiser", passwordHash });
});
afterAll(() => app.stop());

const sessionName = "__Host-session";
const browse = () => createHttpBrowser(app.url);
const signIn = (browser: HttpBrowser, account: string, secret = password, returnTo?: string) =>
  browser.post(`/sign-in${returnTo === undefined ? "" : `?returnTo=${encodeURIComponent(returnTo)}`}`, { account, password: secret });

async function slipOf(login: string): Promise<string> {
  const { id } = (await findAccountByLogin(app.database.db, login))!;
  const [issued] = await issueFirstSecrets({ database: app.database }, { accountIds: [id], issuedBy: null, mayIncludeHighRoles: true });
  return issued!.secret;
}

describe("the first sign-in", () => {
  it("secret → own password → consent → own unit → where one was going; nothing else opens before", async () => {
    const browser = browse();
    expect(locationOf(await browser.get("/rounds?x=1"))).toBe("/sign-in?returnTo=%2Frounds%3Fx%3D1");
    const unsaved = locationOf(await browser.post("/organiser/people/new", { fullName: "Lê Ân" }));
    expect(unsaved).toBe("/sign-in?returnTo=%2Forganiser%2Fpeople%2Fnew&da=chua-luu-het-phien");
    expect(await (await browser.get(unsaved!)).text()).toContain("nội dung vừa gửi CHƯA được lưu");
    expect(locationOf(await signIn(browser, "001001", await slipOf("001001"), "/rounds?x=1"))).toBe("/account/password?returnTo=%2Frounds%3Fx%3D1");
    for (const address of ["/rounds", "/organiser", "/account/consent", "/account/unit"]) expect(locationOf(await browser.get(address)), address).toMatch(/^\/account\/password/);

    const first = browser.cookie(sessionName);
    const fields = { newPassword: "gốc cây ổi", repeatPassword: "gốc cây ổi" };
    const set = await browser.post("/account/password?returnTo=%2Frounds%3Fx%3D1", fields);
    expect(locationOf(set)).toBe("/account/consent?returnTo=%2Frounds%3Fx%3D1");
    expect(browser.cookie(sessionName)).not.toBe(first);

    expect(await (await browser.get("/account/consent")).text()).not.toMatch(/type="checkbox"[^>]*\schecked/);
    expect((await browser.post("/account/consent", { version: "x", agree: "on" })).status).toBe(400);
    for (const [fields, words] of [[{ version: "1" }, "Đánh dấu ô đồng ý để tiếp tục."], [{ version: "2", agree: "on" }, "Nội dung vừa được Ban Tổ chức cập nhật."]] as const) {
      const refused = locationOf(await browser.post("/account/consent?returnTo=%2Frounds%3Fx%3D1", fields))!;
      expect(refused, "an address, so that “Back” does not ask to send the form again").toMatch(/^\/account\/consent\?returnTo=%2Frounds%3Fx%3D1&loi=/);
      const page = await (await browser.get(refused)).text();
      expect(page).toContain(words);
      expect(page).not.toMatch(/type="checkbox"[^>]*\schecked/);
    }
    expect(await (await browser.get("/account/consent?loi=khac")).text()).not.toContain("error-summary");
    expect(locationOf(await browser.get("/rounds"))).toBe("/account/consent?returnTo=%2Frounds");
    expect(locationOf(await browser.post("/account/consent?returnTo=%2Frounds%3Fx%3D1", { version: "1", agree: "on" }))).toBe("/account/unit?returnTo=%2Frounds%3Fx%3D1");

    const unit = await (await browser.get("/account/unit")).text();
    expect(unit).toContain("Đội Tổng hợp");
    expect(unit).toContain("Công an huyện Sơn Tịnh");
    expect((await browser.post("/account/unit", { intent: "report", complaint: "" })).status).toBe(400);
    expect(locationOf(await browser.post("/account/unit?returnTo=%2Frounds%3Fx%3D1", { intent: "report", complaint: "Tôi ở Đội An ninh" }))).toBe("/rounds?x=1&da=da-gui");
    expect(await (await browser.get("/rounds?x=1&da=da-gui")).text()).toContain("Đã gửi tới Ban Tổ chức.");
    expect(await app.database.sql`select body from committee_notes`).toEqual([{ body: "Tôi ở Đội An ninh" }]);
  });

  it("a phone that dies before the own password is set signs in again with the same slip", async () => {
    const slip = await slipOf("001002");
    expect(locationOf(await signIn(browse(), "001002", slip))).toBe("/account/password");
    const second = browse();
    expect(locationOf(await signIn(second, "001002", slip))).toBe("/account/password");
    for (const [newPassword, repeatPassword, status] of [["kxmptzqv", "khác hẳn rồi", 400], ["matkhau123", "matkhau123", 400], ["ngắn", "ngắn", 400]] as const) {
      const response = await second.post("/account/password", { newPassword, repeatPassword });
      expect(response.status).toBe(status);
      expect(await response.text()).not.toContain(newPassword);
    }
    const guessable = await (await second.post("/account/password", { newPassword: "LeAn+123-1234", repeatPassword: "LeAn+123-1234" })).text();
    expect(guessable).toContain("Không tính họ tên (“Lê Ân”), dãy như “123” hay “aaa” và các dấu (cách, chấm, gạch…), mật khẩu này còn chưa đến 4 ký tự nên dễ đoán. Hãy thêm một từ không liên quan đến mình.");
    expect(guessable).not.toContain("LeAn");
    const nameAlone = await (await second.post("/account/password", { newPassword: "Lê Ân 001002", repeatPassword: "Lê Ân 001002" })).text();
    expect(nameAlone, "the name is what was typed").toContain("Không tính họ tên và các dấu (cách, chấm, gạch…), mật khẩu này còn chưa đến 4 ký tự nên dễ đoán.");
  });
});

describe("sessions", () => {
  it("cookie: __Host-, HttpOnly, Secure, SameSite=Lax; the database holds its SHA-256 only", async () => {
    const browser = browse();
    const response = await signIn(browser, "quan-tri");
    const line = response.headers.getSetCookie().find((cookie) => cookie.startsWith(`${sessionName}=`) && !/max-age=0/i.test(cookie))!;
    for (const attribute of ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"]) expect(line).toContain(attribute);
    expect(line).not.toContain("Domain");
    const token = browser.cookie(sessionName)!;
    expect(Buffer.from(token, "base64url").length).toBeGreaterThanOrEqual(16);
    const rows = await app.database.sql<{ id: string }[]>`select id from sessions where account_id = ${ids["administrator"]!}`;
    expect(rows.map(({ id }) => id)).toContain(createHash("sha256").update(token).digest("hex"));
    expect(rows.map(({ id }) => id)).not.toContain(token);
  });

  it("fixation: what the browser had before signing in is worth nothing afterwards", async () => {
    const browser = browse();
    const planted = "A".repeat(43);
    browser.setCookie(sessionName, planted);
    await signIn(browser, "quan-tri");
    const mine = browser.cookie(sessionName);
    expect(mine).not.toBe(planted);
    const other = browse();
    other.setCookie(sessionName, planted);
    expect(locationOf(await other.get("/organiser"))).toMatch(/^\/sign-in/);
    await signIn(browser, "thu-ky");
    other.setCookie(sessionName, mine!);
    expect(locationOf(await other.get("/organiser"))).toMatch(/^\/sign-in/);
  });

  it.each([
    ["absolute limit, one second ago", { absoluteExpiresAt: -1_000 }, false],
    ["absolute limit, in a minute", { absoluteExpiresAt: 60_000 }, true],
    ["idle limit, one second ago", { expiresAt: -1_000 }, false],
    ["idle limit, in a minute", { expiresAt: 60_000 }, true],
  ])("%s", async (_, offsets, isOpen) => {
    const times = Object.fromEntries(Object.entries(offsets).map(([name, offset]) => [name, Date.now() + offset]));
    const cookie = await openSession(app.database.db, ids["organiser"]!, times);
    const response = await browse().get("/organiser", { Cookie: cookie });
    expect(response.status).toBe(isOpen ? 200 : 302);
    if (!isOpen) expect((await browse().get("/organiser", { Cookie: cookie })).status).toBe(302);
  });

  it("activity moves the idle limit and never the absolute one", async () => {
    const absoluteExpiresAt = Math.floor((Date.now() + hourMs) / 1_000) * 1_000;
    const cookie = await openSession(app.database.db, ids["organiser"]!, { expiresAt: Date.now() + 60_000, absoluteExpiresAt });
    await browse().get("/organiser", { Cookie: cookie });
    const id = createHash("sha256").update(cookie.split("=")[1]!).digest("hex");
    const [row] = await app.database.sql<{ idle: Date; absolute: Date }[]>`select expires_at as idle, absolute_expires_at as absolute from sessions where id = ${id}`;
    expect(row!.idle.getTime()).toBeGreaterThan(Date.now() + hourMs);
    expect(row!.absolute.getTime()).toBe(absoluteExpiresAt);
  });

  it("sign-out ends it on the server; the address alone does not", async () => {
    const browser = browse();
    await signIn(browser, "thu-ky");
    const token = browser.cookie(sessionName)!;
    await browser.get("/sign-out");
    expect((await browser.get("/organiser")).status).toBe(200);
    expect(locationOf(await browser.post("/sign-out"))).toBe("/sign-in?da=da-dang-xuat");
    const thief = browse();
    thief.setCookie(sessionName, token);
    expect(locationOf(await thief.get("/organiser"))).toMatch(/^\/sign-in/);
  });

  it("a change of password ends all others and goes on with a new one", async () => {
    const [mine, other] = [browse(), browse()];
    await signIn(mine, "known-1");
    await signIn(other, "known-1");
    const before = mine.cookie(sessionName);
    const change = { currentPassword: password, newPassword: "cá bống kho tộ", repeatPassword: "cá bống kho tộ" };
    expect(locationOf(await mine.post("/account/password", change))).toBe("/account/password?da=da-doi-mat-khau");
    expect(mine.cookie(sessionName)).not.toBe(before);
    expect((await mine.get("/organiser")).status).toBe(200);
    expect(locationOf(await other.get("/organiser"))).toMatch(/^\/sign-in/);
    await mine.post("/account/password", { currentPassword: "cá bống kho tộ", newPassword: password, repeatPassword: password });
  });

  it("a change of role ends them; so do a disabled account and a reset secret", async () => {
    const administrator = browse();
    await signIn(administrator, "quan-tri");
    for (const fields of [{ intent: "grant-role", role: "administrator", unitId: "" }, { intent: "reset-secret", confirmed: "on" }, { intent: "disable" }]) {
      const cookie = await openSession(app.database.db, ids["known-3"]!);
      expect([200, 302]).toContain((await administrator.post(`/organiser/accounts/${ids["known-3"]}`, fields as Record<string, string>)).status);
      expect(locationOf(await browse().get("/organiser", { Cookie: cookie })), fields.intent).toMatch(/^\/sign-in/);
    }
  });
});

describe("what the sign-in tells and to whom", () => {
  const masked = (html: string) => html.replace(/nonce="[^"]*"/g, "").replace(/value="[^"]*"/g, "");

  it("unknown, wrong and disabled accounts get the same answer", async () => {
    await app.database.sql`update accounts set disabled_at = now() where login = 'known-3'`;
    const answers = await Promise.all([signIn(browse(), "khong-ai-ca", "sai mật khẩu"), signIn(browse(), "known-2", "sai mật khẩu"), signIn(browse(), "known-3", password)]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
    const bodies = await Promise.all(answers.map(async (answer) => masked(await answer.text())));
    expect(bodies[0]).toBe(bodies[1]);
    expect(bodies[0]).toBe(bodies[2]);
  });

  it("unknown accounts take about as long as known ones: the shortest times differ by less than half", async () => {
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let round = 0; round < 9; round += 1) {
      for (const [kind, login] of [["known", `known-${1 + (round % 2)}`], ["unknown", `unknown-${round % 2}`]] as const) {
        const startedAt = performance.now();
        await (await signIn(browse(), login, "sai mật khẩu")).text();
        times[kind].push(performance.now() - startedAt);
      }
    }
    // why the shortest: neighbours on the same cores make a time longer, never shorter.
    const ratio = Math.min(...times.unknown) / Math.min(...times.known);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it("too many failures: 429 with Retry-After and the time in words; the account is kept in the form, the password is not", async () => {
    const browser = browse();
    for (let at = 0; at < 8; at += 1) await signIn(browser, "hammered", "sai mật khẩu");
    const response = await signIn(browser, "hammered", "sai mật khẩu");
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(200);
    const html = await response.text();
    expect(html).toMatch(/Hãy chờ [45] phút/);
    expect(html).toContain('value="hammered"');
    expect(html).not.toContain("sai mật khẩu");
  });

  it.each(["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/sign-out", "/sign-in?returnTo=/x", "/rounds", "/ organiser"])("returnTo=%s leads home", async (returnTo) => {
    expect(locationOf(await signIn(browse(), "quan-tri", password, returnTo))).toBe("/organiser");
  });

  it("a known device is remembered by a cookie that says nothing", async () => {
    const browser = browse();
    await signIn(browser, "quan-tri");
    expect(browser.cookie("__Host-device")).toMatch(/^[\w-]{22}\.[0-9a-f]{64}$/);
  });
});

describe("mass assignment", () => {
  it("fields that no form has change nothing", async () => {
    const before = await app.database.sql`select login, person_id, disabled_at, (select count(*)::int from role_grants) as grants from accounts where login = 'known-2'`;
    const browser = browse();
    await signIn(browser, "known-2");
    const extra = { role: "administrator", roles: "administrator", "grants[]": "administrator", accountId: ids["administrator"]!, personId: "x", disabledAt: "1", passwordHash: "x", login: "quan-tri-2", isDisabled: "true" };
    await browser.post("/account/password", { currentPassword: password, newPassword: "cá bống kho tộ", repeatPassword: "cá bống kho tộ", ...extra });
    expect(await app.database.sql`select login, person_id, disabled_at, (select count(*)::int from role_grants) as grants from accounts where login = 'known-2'`).toEqual(before);
    const [administrator] = await app.database.sql<{ password_hash: string }[]>`select password_hash from accounts where login = 'quan-tri'`;
    expect(await createPasswords().verify(administrator!.password_hash, password)).toBe(true);
  });

  it("a secret is reissued only with the confirmation, and not on the own account", async () => {
    const browser = browse();
    await signIn(browser, "quan-tri");
    const [other, own] = [`/organiser/accounts/${ids["known-2"]}`, `/organiser/accounts/${ids["administrator"]}`];
    const unsure = await browser.post(other, { intent: "reset-secret" });
    expect([unsure.status, (await unsure.text()).includes("Hãy đánh dấu xác nhận trước khi cấp lại.")]).toEqual([400, true]);
    expect(await app.database.sql`select 1 from audit_log where action = 'secret.reset' and subject_id = ${ids["known-2"]!}`).toEqual([]);
    expect((await browser.post(own, { intent: "reset-secret", confirmed: "on" })).status).toBe(400);
    const page = await (await browser.get(own)).text();
    expect([page.includes("Đây là tài khoản đang đăng nhập."), page.includes('value="reset-secret"')]).toEqual([true, false]);
  });

  it("an organiser can't make roles, disable, or reset the secrets of the committee", async () => {
    const browser = browse();
    await signIn(browser, "thu-ky");
    const target = `/organiser/accounts/${ids["administrator"]}`;
    for (const fields of [{ intent: "grant-role", role: "administrator", unitId: "" }, { intent: "disable" }, { intent: "reset-secret", confirmed: "on" }]) {
      expect((await browser.post(target, fields as Record<string, string>)).status, fields.intent).toBe(403);
      expect((await browser.post(`/organiser/accounts/${ids["organiser"]}`, fields as Record<string, string>)).status, fields.intent).toBe(403);
    }
    expect((await browser.post("/organiser/accounts/new", { login: "moi", displayName: "Mới", role: "administrator" })).status).toBe(403);
    expect(await app.database.sql`select 1 from accounts where login = 'moi'`).toEqual([]);
  });

  it("`__proto__` and `constructor` as account and as field are only text", async () => {
    for (const account of ["__proto__", "constructor", "toString"]) expect((await signIn(browse(), account, "sai mật khẩu")).status).toBe(400);
    expect((await browse().post("/sign-in", { ["__proto__"]: "x", account: "a", password: "b" })).status).toBe(400);
  });
});

describe("plain http on a public address", () => {
  it("signing in is refused and says why, instead of losing the cookie silently", async () => {
    const port = await freePort();
    const plain = await startAppServer({ env: { PUBLIC_URL: "http://thi.example.vn", PORT: String(port) } });
    try {
      const browser = createHttpBrowser(`http://127.0.0.1:${port}`);
      const page = await (await browser.get("/sign-in")).text();
      expect(page).toContain("https://");
      expect(page).not.toContain("<form");
      const response = await browser.post("/sign-in", { account: "a", password: "b" }, { Origin: "http://thi.example.vn" });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain("PUBLIC_URL");
      expect(response.headers.getSetCookie()).toEqual([]);
    } finally {
      await plain.stop();
    }
  });
});

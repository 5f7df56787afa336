import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAdmission } from "~/adapters/hash-admission.server";
import { createPasswords } from "~/adapters/password.server";
import type { Actor } from "~/domain/access/policy";
import { dayMs } from "~/domain/shared/time";
import { setAccountDisabled, grantRole, revokeRole } from "~/use-cases/accounts/change-account.server";
import { confirmOwnUnit } from "~/use-cases/accounts/own-unit.server";
import { giveConsent, loadConsent } from "~/use-cases/accounts/consent.server";
import { createAccount } from "~/use-cases/accounts/create-account.server";
import { ensureRosterAccounts } from "~/use-cases/accounts/ensure-roster-accounts.server";
import { type IssuedSecret, issueFirstSecrets } from "~/use-cases/accounts/issue-first-secrets.server";
import { listAccounts, loadAccount } from "~/use-cases/accounts/list-accounts.server";
import { reissueSecret, resetSecret } from "~/use-cases/accounts/reset-secret.server";
import { changePassword, setFirstPassword } from "~/use-cases/accounts/set-own-password.server";
import { createSignInGate, signIn, type SignInContext } from "~/use-cases/accounts/sign-in.server";
import { issueSlips, planSlips } from "~/use-cases/accounts/slips.server";
import { findAccountByLogin } from "~db/repositories/account.server";
import { loadServerKey } from "~db/repositories/server-key.server";
import { createSignInLimits } from "~db/repositories/sign-in-limit.server";
import { people } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createScenario, type Scenario } from "../support/scenario";

let database: TestDatabase;
let context: SignInContext;
let scenario: Scenario;

beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  context = { database, passwords: createPasswords(), signInLimits: createSignInLimits(database), signInGate: createSignInGate() };
  scenario = await createScenario(database.db);
  await scenario.unit("CAH", { name: "Công an huyện Sơn Tịnh", type: "Cơ quan" });
  await scenario.unit("D01", { name: "Đội Tổng hợp", type: "Đội", parent: "CAH" });
  await scenario.unit("X01", { name: "Công an xã Tịnh Bắc", type: "Xã", parent: "CAH" });
  await scenario.person("001001", { name: "Đỗ Thị Thuỳ Dương", unit: "D01", phone: "0952719387" });
  await scenario.person("001002", { name: "Lê Ân", unit: "D01" });
  await scenario.person("001003", { name: "Trần Văn Dũng", unit: "D01" });
  await scenario.person("00X004", { name: "Võ Vy", unit: "X01" });
  await scenario.person("001099", { name: "Hồ Đã Nghỉ", unit: "D01", retiredAt: 1 });
  await ensureRosterAccounts({ database });
});
afterAll(() => database.drop());

const idOf = async (login: string) => (await findAccountByLogin(database.db, login))!.id;
const administrator = (accountId: string): Actor => ({ accountId, personId: null, grants: [{ role: "administrator", unitId: null }] });
const organiser = (accountId: string): Actor => ({ accountId, personId: null, grants: [{ role: "organiser", unitId: null }] });
const tryIn = (login: string, password: string, more: { address?: string; deviceToken?: string | null } = {}) =>
  signIn(context, { login, password, address: more.address ?? "10.0.0.1", deviceToken: more.deviceToken ?? null });
const auditOf = async (accountId: string) =>
  (await database.sql<{ action: string }[]>`select action from audit_log where subject_id = ${accountId} order by id`).map(({ action }) => action);

async function issue(login: string, now?: number): Promise<IssuedSecret> {
  const [issued] = await issueFirstSecrets({ database }, { accountIds: [await idOf(login)], issuedBy: null, mayIncludeHighRoles: true, ...(now === undefined ? {} : { now }) });
  return issued!;
}

describe("accounts of the roster", () => {
  it("every active person has one, whose login is the code in lower case; running it again changes nothing", async () => {
    const rows = await database.sql`select login, display_name from accounts where person_id is not null order by login`;
    expect(rows.map(({ login }) => login)).toEqual(["001001", "001002", "001003", "00x004"]);
    expect(await ensureRosterAccounts({ database })).toEqual({ created: 0, conflicts: [] });
  });

  it("follows a corrected name and names the code that is taken", async () => {
    await createAccount({ database }, { login: "taken-code", displayName: "Ai Đó", role: "organiser", unitId: null, createdBy: null });
    await scenario.person("Taken-Code", { name: "Bùi Thơ", unit: "X01" });
    await database.sql`update people set full_name = 'Lê Ấn' where code = '001002'`;
    expect(await ensureRosterAccounts({ database })).toEqual({ created: 0, conflicts: ["Taken-Code"] });
    expect((await findAccountByLogin(database.db, "001002"))?.displayName).toBe("Lê Ấn");
    await database.sql`delete from people where code = 'Taken-Code'`;
  });
});

describe("first secrets", () => {
  it("sign in with code in any case, secret in lower case without dashes; several times until the own password is set", async () => {
    const { secret, accountId } = await issue("00x004");
    expect(secret).toMatch(/^[CFGHJKMNPRTVX34679]{4}(-[CFGHJKMNPRTVX34679]{4}){2}$/);
    expect(await tryIn(" 00X004 ", ` ${secret.toLowerCase().replaceAll("-", " ")} `)).toMatchObject({ outcome: "signed-in", accountId });
    expect(await tryIn("00x004", secret)).toMatchObject({ outcome: "signed-in" });
    expect(await setFirstPassword(context, { accountId, password: "gốc cây ổi" })).toMatchObject({ ok: true });
    expect(await tryIn("00x004", secret)).toEqual({ outcome: "refused" });
    expect(await tryIn("00x004", "gốc cây ổi".normalize("NFD"))).toMatchObject({ outcome: "signed-in" });
    expect(await auditOf(accountId)).toEqual(["secret.issue", "sign-in", "sign-in", "password.set", "sign-in.refused", "sign-in"]);
  });

  it("are stored as a keyed hash only, expire after 30 days, and a newer one replaces the older", async () => {
    const old = await issue("001003", Date.now() - 30 * dayMs - 1_000);
    expect(await tryIn("001003", old.secret)).toEqual({ outcome: "refused" });
    const almost = await issue("001003", Date.now() - 30 * dayMs + 60_000);
    expect(await tryIn("001003", almost.secret)).toMatchObject({ outcome: "signed-in" });
    const newest = await issue("001003");
    expect(await tryIn("001003", almost.secret)).toEqual({ outcome: "refused" });
    expect(await tryIn("001003", newest.secret)).toMatchObject({ outcome: "signed-in" });
    const [row] = await database.sql`select secret_hmac from first_secrets where account_id = ${newest.accountId}`;
    expect(row).toEqual({ secret_hmac: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it("belong to one account", async () => {
    const { secret } = await issue("001003");
    expect(await tryIn("001002", secret)).toEqual({ outcome: "refused" });
    expect(await tryIn("nobody", secret)).toEqual({ outcome: "refused" });
  });

  it("are not given to accounts with an own password, nor to disabled ones", async () => {
    expect(await issueFirstSecrets({ database }, { accountIds: [await idOf("00x004")], issuedBy: null, mayIncludeHighRoles: true })).toEqual([]);
  });

  it("the server key is one for all processes, also when eight ask at first use", async () => {
    await database.sql`delete from server_keys where name = 'device'`;
    const keys = await Promise.all(Array.from({ length: 8 }, () => loadServerKey(database.db, "device")));
    expect(new Set(keys).size).toBe(1);
    expect(Buffer.from(keys[0]!, "base64")).toHaveLength(32);
  });
});

describe("own passwords", () => {
  it("a second device that was at the same step comes too late", async () => {
    const accountId = await idOf("001002");
    await issue("001002");
    const outcomes = await Promise.all(["hoa giấy tím", "cá bống kho"].map((password) => setFirstPassword(context, { accountId, password })));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toEqual({ ok: false, refusal: "already-set" });
  });

  it("refuse what others would guess about the person", async () => {
    await issue("001001");
    const accountId = await idOf("001001");
    for (const [password, refusal] of [["thuyduong1", "personal"], ["0952719387", "personal"], ["matkhau1", "common"], ["ngắn quá".slice(0, 7), "too-short"]] as const) {
      expect(await setFirstPassword(context, { accountId, password }), password).toEqual({ ok: false, refusal });
    }
  });

  it("change with the current one; all sessions end; wrong tries are slowed", async () => {
    const accountId = await idOf("00x004");
    await database.sql`insert into sessions (id, account_id, expires_at, absolute_expires_at, created_at) values ('x', ${accountId}, now(), now(), now())`;
    const change = (current: string) => changePassword(context, { accountId, current, password: "mưa rào tháng sáu", address: "10.9.9.9" });
    expect(await change("sai rồi nhé")).toEqual({ ok: false, refusal: "wrong-current" });
    expect(await change("gốc cây ổi")).toMatchObject({ ok: true });
    expect(await database.sql`select 1 from sessions where account_id = ${accountId}`).toEqual([]);
    const outcomes = [];
    for (let at = 0; at < 9; at += 1) outcomes.push(await change("sai rồi nhé"));
    expect(outcomes.at(-1)).toMatchObject({ ok: false, refusal: { reason: "wait", seconds: expect.any(Number) } });
  });
});

describe("limits of sign-in", () => {
  beforeAll(() => database.sql`delete from rate_limits`);
  const small = () => createSignInLimits(database, { pair: { points: 3, seconds: 60 }, account: { points: 6, seconds: 60 }, address: { points: 12, seconds: 60 } });
  const limited = (): SignInContext => ({ ...context, signInLimits: small() });
  const attempt = (login: string, password: string, address: string, deviceToken: string | null = null) => signIn(limited(), { login, password, address, deviceToken });

  it("hammering one account from one address: the fourth try waits, in another process too, and colleagues at the address go on", async () => {
    for (let at = 0; at < 3; at += 1) expect((await attempt("hammered", "sai", "10.1.0.1")).outcome).toBe("refused");
    expect(await attempt("hammered", "sai", "10.1.0.1")).toEqual({ outcome: "wait", seconds: expect.any(Number) });
    expect((await attempt("00x004", "mưa rào tháng sáu", "10.1.0.1")).outcome).toBe("signed-in");
  });

  it("the same for an account that exists and one that does not", async () => {
    const series = async (login: string) => {
      const outcomes = [];
      for (let at = 0; at < 5; at += 1) outcomes.push((await attempt(login, "sai", "10.1.1.1")).outcome);
      return outcomes;
    };
    expect(await series("001003")).toEqual(await series("never-seen"));
  });

  it("hammering one account from many addresses: waits after six, but a known device and a first secret still get in", async () => {
    const known = await attempt("00x004", "mưa rào tháng sáu", "10.2.0.0");
    const deviceToken = known.outcome === "signed-in" ? known.deviceToken : null;
    const outcomes = [];
    for (let at = 1; at <= 8; at += 1) outcomes.push((await attempt("00x004", "sai", `10.2.0.${at}`)).outcome);
    expect(outcomes).toEqual([...Array<string>(6).fill("refused"), "wait", "wait"]);
    expect((await attempt("00x004", "mưa rào tháng sáu", "10.2.0.99")).outcome).toBe("wait");
    expect((await attempt("00x004", "mưa rào tháng sáu", "10.2.0.99", deviceToken)).outcome).toBe("signed-in");
    expect((await attempt("00x004", "mưa rào tháng sáu", "10.2.0.99", `${deviceToken}0`)).outcome).toBe("wait");
    const { secret } = await issue("001003");
    for (let at = 1; at <= 7; at += 1) await attempt("001003", "sai", `10.3.0.${at}`);
    expect((await attempt("001003", "sai", "10.3.0.99")).outcome).toBe("wait");
    expect((await attempt("001003", secret, "10.3.0.99")).outcome).toBe("signed-in");
  });

  it("spraying many accounts from one address waits after twelve; other addresses do not", async () => {
    const outcomes = [];
    for (let at = 0; at < 14; at += 1) outcomes.push((await attempt(`spray-${at}`, "sai", "10.4.0.1")).outcome);
    expect(outcomes.slice(0, 12)).toEqual(Array<string>(12).fill("refused"));
    expect(outcomes.slice(12)).toEqual(["wait", "wait"]);
    expect((await attempt("spray-99", "sai", "10.4.0.2")).outcome).toBe("refused");
  });

  it("fifty parallel tries are not more than three", async () => {
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => attempt("parallel", "sai", "10.5.0.1")));
    expect(outcomes.filter(({ outcome }) => outcome === "refused")).toHaveLength(3);
  });

  it("right sign-ins count for nothing", async () => {
    for (let at = 0; at < 5; at += 1) expect((await attempt("00x004", "mưa rào tháng sáu", "10.6.0.1", null)).outcome).not.toBe("refused");
  });

  it("one network of IPv6 addresses is one address", async () => {
    for (let at = 0; at < 3; at += 1) await attempt("six", "sai", `2001:db8:0:1::${at}`);
    expect((await attempt("six", "sai", "2001:db8::1:aaaa:bbbb:cccc:dddd")).outcome).toBe("wait");
    expect((await attempt("six", "sai", "2001:db8:0:2::1")).outcome).toBe("refused");
  });

  it("too many at once: refused with a time to come back, and not counted as failures", async () => {
    const passwords = createPasswords({ concurrent: 1, maxWaiting: 1, random: () => 0 });
    const busy: SignInContext = { ...context, passwords, signInLimits: small() };
    const all = await Promise.all(Array.from({ length: 6 }, (_, at) => signIn(busy, { login: `busy-${at}`, password: "sai", address: "10.7.0.1", deviceToken: null })));
    const refused = all.filter(({ outcome }) => outcome === "busy");
    expect(refused.length).toBeGreaterThanOrEqual(1);
    expect(refused[0]).toEqual({ outcome: "busy", seconds: 1 });
    const [counted] = await database.sql`select count(*)::int as n from rate_limits where key like 'sign-in-address%' and points = ${6 - refused.length}`;
    expect(counted!["n"]).toBeGreaterThanOrEqual(1);
  });

  it("a closed gate refuses before anything is asked of the database", async () => {
    const signInGate = createAdmission({ concurrent: 1, maxWaiting: 0, maxWaitMs: 5_000, expectedTaskMs: 20, random: () => 0 });
    const [first, second] = await Promise.all([1, 2].map((at) => signIn({ ...context, signInGate }, { login: `gate-${at}`, password: "sai", address: `10.7.1.${at}`, deviceToken: null })));
    expect([first, second]).toEqual([{ outcome: "refused" }, { outcome: "busy", seconds: 1 }]);
  });
});

describe("resetting a secret", () => {
  it("takes the own password away, ends sessions and hands out a new secret", async () => {
    const accountId = await idOf("00x004");
    await database.sql`insert into sessions (id, account_id, expires_at, absolute_expires_at, created_at) values ('y', ${accountId}, now(), now(), now())`;
    const reset = await resetSecret({ database }, { actor: organiser(await idOf("taken-code")), accountId });
    expect(reset).toMatchObject({ ok: true, value: { login: "00x004" } });
    expect(await database.sql`select 1 from sessions where account_id = ${accountId}`).toEqual([]);
    expect((await tryIn("00x004", "mưa rào tháng sáu", { address: "10.8.0.1" })).outcome).toBe("refused");
    expect((await tryIn("00x004", reset.ok ? reset.value.secret : "", { address: "10.8.0.1" })).outcome).toBe("signed-in");
  });

  it("an organiser can't take over an administrator or another organiser; an administrator and the command line can", async () => {
    const created = await createAccount({ database }, { login: "quan-tri", displayName: "Quản Trị", role: "administrator", unitId: null, createdBy: null });
    const target = created.ok ? created.value.accountId : "";
    const by = organiser(await idOf("taken-code"));
    expect(await resetSecret({ database }, { actor: by, accountId: target })).toEqual({ ok: false, refusal: "forbidden" });
    expect(await resetSecret({ database }, { actor: by, accountId: by.accountId })).toEqual({ ok: false, refusal: "forbidden" });
    expect(await resetSecret({ database }, { actor: administrator(target), accountId: target })).toMatchObject({ ok: true });
    expect(await reissueSecret({ database }, "quan-tri")).toMatchObject({ ok: true });
    expect(await reissueSecret({ database }, "khong-co")).toEqual({ ok: false, refusal: "not-found" });
  });
});

describe("accounts made by an administrator", () => {
  it("needs a login, a name, and a unit for coordinators and leadership", async () => {
    const make = (change: object) =>
      createAccount({ database }, { login: "dau-moi-1", displayName: "Đầu Mối", role: "coordinator", unitId: scenario.unitId("D01"), createdBy: null, ...change });
    expect(await make({ login: "12345" })).toEqual({ ok: false, refusal: "bad-login" });
    expect(await make({ displayName: "  " })).toEqual({ ok: false, refusal: "no-name" });
    expect(await make({ unitId: null })).toEqual({ ok: false, refusal: "unit-needed" });
    expect(await make({ unitId: "00000000-0000-7000-8000-000000000000" })).toEqual({ ok: false, refusal: "unknown-unit" });
    expect(await make({})).toMatchObject({ ok: true, value: { login: "dau-moi-1" } });
    expect(await make({})).toEqual({ ok: false, refusal: "login-taken" });
    expect((await loadAccount({ database }, await idOf("dau-moi-1")))?.grants).toMatchObject([{ role: "coordinator", unitName: "Đội Tổng hợp" }]);
  });

  it("roles come and go with the sessions; nobody drops the own administrator role, and one remains", async () => {
    const [admin, coordinator] = [await idOf("quan-tri"), await idOf("dau-moi-1")];
    await database.sql`insert into sessions (id, account_id, expires_at, absolute_expires_at, created_at) values ('z', ${coordinator}, now(), now(), now())`;
    expect(await grantRole({ database }, { accountId: coordinator, changedBy: admin, role: "administrator", unitId: null })).toMatchObject({ ok: true });
    expect(await database.sql`select 1 from sessions where account_id = ${coordinator}`).toEqual([]);
    const adminGrant = (await loadAccount({ database }, admin))!.grants[0]!;
    const otherGrant = (await loadAccount({ database }, coordinator))!.grants.find(({ role }) => role === "administrator")!;
    expect(await revokeRole({ database }, { accountId: admin, changedBy: admin, grantId: adminGrant.id })).toEqual({ ok: false, refusal: "own-account" });
    const both = await Promise.all([
      revokeRole({ database }, { accountId: coordinator, changedBy: admin, grantId: otherGrant.id }),
      revokeRole({ database }, { accountId: admin, changedBy: coordinator, grantId: adminGrant.id }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toEqual({ ok: false, refusal: "last-administrator" });
  });

  it("a disabled account is like an unknown one", async () => {
    const accountId = await idOf("001003");
    const { secret } = await issue("001003");
    expect(await setAccountDisabled({ database }, { accountId, changedBy: accountId, isDisabled: true })).toEqual({ ok: false, refusal: "own-account" });
    expect(await setAccountDisabled({ database }, { accountId, changedBy: await idOf("quan-tri"), isDisabled: true })).toMatchObject({ ok: true });
    expect((await tryIn("001003", secret, { address: "10.8.1.1" })).outcome).toBe("refused");
    expect(await setAccountDisabled({ database }, { accountId, changedBy: await idOf("quan-tri"), isDisabled: false })).toMatchObject({ ok: true });
    expect((await tryIn("001003", secret, { address: "10.8.1.1" })).outcome).toBe("signed-in");
  });

  it("the list finds names without diacritics, and a unit with all below it", async () => {
    const find = async (query: Partial<Parameters<typeof listAccounts>[1]>) =>
      (await listAccounts({ database }, { term: "", unitId: null, role: null, page: 1, ...query })).rows.map(({ login }) => login);
    expect(await find({ term: "THUY duong" })).toEqual(["001001"]);
    expect(await find({ term: "do thi" })).toEqual(["001001"]);
    expect(await find({ term: "%" })).toEqual([]);
    expect(await find({ unitId: scenario.unitId("X01") })).toEqual(["00x004"]);
    expect(await find({ unitId: scenario.unitId("CAH"), role: "participant" })).toEqual(["001002", "001003", "001001", "00x004"]);
    expect(await find({ role: "coordinator" })).toEqual(["dau-moi-1"]);
  });
});

describe("slips", () => {
  it("gives secrets to those without one; a second click does not make the printed ones worthless", async () => {
    await database.sql`delete from first_secrets`;
    const unitId = scenario.unitId("D01");
    expect(await planSlips({ database }, unitId)).toMatchObject({ withPassword: 1, withSecret: 0, missing: 2, latestIssue: null });
    const request = { unitId, scope: "missing", seenIssue: null, issuedBy: await idOf("taken-code"), mayIncludeHighRoles: false } as const;
    const [first, second] = await Promise.all([issueSlips({ database }, request), issueSlips({ database }, request)]);
    const winner = first.ok ? first : second;
    expect([first, second].filter(({ ok }) => !ok)).toEqual([{ ok: false, refusal: "issued-meanwhile" }]);
    expect(winner.ok && winner.value.slips.map(({ login }) => login)).toEqual(["001001", "001003"]);
    const plan = await planSlips({ database }, unitId);
    expect(plan).toMatchObject({ withPassword: 1, withSecret: 2, missing: 0 });
    expect(await issueSlips({ database }, { ...request, seenIssue: plan!.latestIssue })).toEqual({ ok: false, refusal: "nobody" });
    const again = await issueSlips({ database }, { ...request, scope: "all", seenIssue: plan!.latestIssue });
    expect(again.ok && again.value.slips).toHaveLength(2);
  });

  it("leaves out committee members unless an administrator prints them", async () => {
    const [accountId, changedBy] = [await idOf("001003"), await idOf("quan-tri")];
    await grantRole({ database }, { accountId, changedBy, role: "organiser", unitId: null });
    const [person] = await database.db.select({ isCommitteeMember: people.isCommitteeMember }).from(people).where(eq(people.code, "001003"));
    expect(person, "ranked apart from now on").toEqual({ isCommitteeMember: true });
    const print = async (mayIncludeHighRoles: boolean) => {
      const seenIssue = (await planSlips({ database }, scenario.unitId("D01")))!.latestIssue;
      const issued = await issueSlips({ database }, { unitId: scenario.unitId("D01"), scope: "all", seenIssue, issuedBy: changedBy, mayIncludeHighRoles });
      return issued.ok ? issued.value.slips.map(({ login }) => login) : issued.refusal;
    };
    expect(await print(false)).toEqual(["001001"]);
    expect(await print(true)).toEqual(["001001", "001003"]);
  });
});

describe("consent and own unit", () => {
  it("consent is to the version that was shown", async () => {
    const accountId = await idOf("001001");
    const { version, text } = await loadConsent({ database });
    expect(text).toMatch(/Mục đích[^]*Dữ liệu[^]*Thời gian lưu[^]*Quyền của đồng chí/);
    expect(await giveConsent({ database }, { accountId, version: version + 1 })).toEqual({ ok: false, refusal: "outdated" });
    expect(await giveConsent({ database }, { accountId, version })).toMatchObject({ ok: true });
    expect(await giveConsent({ database }, { accountId, version })).toMatchObject({ ok: true });
    expect((await auditOf(accountId)).filter((action) => action === "consent.give")).toHaveLength(1);
  });

  it("a complaint about the unit becomes one note, also when sent twice, and the person can go on", async () => {
    const accountId = await idOf("001001");
    for (let at = 0; at < 2; at += 1) await confirmOwnUnit({ database }, { accountId, complaint: "Tôi thuộc Đội An ninh" });
    expect(await database.sql`select body from committee_notes`).toEqual([{ body: "Tôi thuộc Đội An ninh" }]);
    expect((await findAccountByLogin(database.db, "001001"))?.unitConfirmedAt).not.toBeNull();
  });
});

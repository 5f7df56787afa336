import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayMs } from "~/domain/shared/time";
import { confirmOwnUnit } from "~/use-cases/accounts/own-unit.server";
import { giveConsent, loadConsent } from "~/use-cases/accounts/consent.server";
import { issueFirstSecrets } from "~/use-cases/accounts/issue-first-secrets.server";
import { changePassword, setFirstPassword } from "~/use-cases/accounts/set-own-password.server";
import { findAccountByLogin } from "~db/repositories/account.server";
import { loadServerKey } from "~db/repositories/server-key.server";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createRosterAccounts, type RosterAccounts } from "../support/roster-accounts";

/** From the first secret to the own password, the consent and the unit. */
let database: TestDatabase;
let roster: RosterAccounts;
beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  roster = await createRosterAccounts(database);
});
afterAll(() => database.drop());

describe("first secrets", () => {
  it("sign in with code in any case, secret in lower case without dashes; several times until the own password is set", async () => {
    const { secret, accountId } = await roster.issue("00x004");
    expect(secret).toMatch(/^[CFGHJKMNPRTVX34679]{4}(-[CFGHJKMNPRTVX34679]{4}){2}$/);
    expect(await roster.tryIn(" 00X004 ", ` ${secret.toLowerCase().replaceAll("-", " ")} `)).toMatchObject({ outcome: "signed-in", accountId });
    expect(await roster.tryIn("00x004", secret)).toMatchObject({ outcome: "signed-in" });
    expect(await setFirstPassword(roster.context, { accountId, password: "gốc cây ổi" })).toMatchObject({ ok: true });
    expect(await roster.tryIn("00x004", secret)).toEqual({ outcome: "refused" });
    expect(await roster.tryIn("00x004", "gốc cây ổi".normalize("NFD"))).toMatchObject({ outcome: "signed-in" });
    expect(await roster.auditOf(accountId)).toEqual(["secret.issue", "sign-in", "sign-in", "password.set", "sign-in.refused", "sign-in"]);
  });

  it("are stored as a keyed hash only, expire after 30 days, and a newer one replaces the older", async () => {
    const old = await roster.issue("001003", Date.now() - 30 * dayMs - 1_000);
    expect(await roster.tryIn("001003", old.secret)).toEqual({ outcome: "refused" });
    const almost = await roster.issue("001003", Date.now() - 30 * dayMs + 60_000);
    expect(await roster.tryIn("001003", almost.secret)).toMatchObject({ outcome: "signed-in" });
    const newest = await roster.issue("001003");
    expect(await roster.tryIn("001003", almost.secret)).toEqual({ outcome: "refused" });
    expect(await roster.tryIn("001003", newest.secret)).toMatchObject({ outcome: "signed-in" });
    const [row] = await database.sql`select secret_hmac from first_secrets where account_id = ${newest.accountId}`;
    expect(row).toEqual({ secret_hmac: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it("belong to one account", async () => {
    const { secret } = await roster.issue("001003");
    expect(await roster.tryIn("001002", secret)).toEqual({ outcome: "refused" });
    expect(await roster.tryIn("nobody", secret)).toEqual({ outcome: "refused" });
  });

  it("are not given to accounts with an own password, nor to disabled ones", async () => {
    expect(await issueFirstSecrets({ database }, { accountIds: [await roster.idOf("00x004")], issuedBy: null, mayIncludeHighRoles: true })).toEqual([]);
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
    const accountId = await roster.idOf("001002");
    await roster.issue("001002");
    const outcomes = await Promise.all(["hoa giấy tím", "cá bống kho"].map((password) => setFirstPassword(roster.context, { accountId, password })));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toEqual({ ok: false, refusal: "already-set" });
  });

  it("refuse what others would guess about the person", async () => {
    await roster.issue("001001");
    const accountId = await roster.idOf("001001");
    for (const [password, refusal] of [["thuyduong1", { reason: "personal", uncounted: [{ kind: "name", names: ["Thuỳ Dương"] }] }], ["0952719387", { reason: "personal", uncounted: [{ kind: "phone", names: [] }] }], ["matkhau1", { reason: "common", uncounted: [{ kind: "common", names: [] }] }], ["ngắn quá".slice(0, 7), "too-short"]] as const) {
      expect(await setFirstPassword(roster.context, { accountId, password }), password).toEqual({ ok: false, refusal });
    }
  });

  it("change with the current one; all sessions end; wrong tries are slowed", async () => {
    const accountId = await roster.idOf("00x004");
    await database.sql`insert into sessions (id, account_id, expires_at, absolute_expires_at, created_at) values ('x', ${accountId}, now(), now(), now())`;
    const change = (current: string) => changePassword(roster.context, { accountId, current, password: "mưa rào tháng sáu", address: "10.9.9.9" });
    expect(await change("sai rồi nhé")).toEqual({ ok: false, refusal: "wrong-current" });
    expect(await change("gốc cây ổi")).toMatchObject({ ok: true });
    expect(await database.sql`select 1 from sessions where account_id = ${accountId}`).toEqual([]);
    const outcomes = [];
    for (let at = 0; at < 9; at += 1) outcomes.push(await change("sai rồi nhé"));
    expect(outcomes.at(-1)).toMatchObject({ ok: false, refusal: { reason: "wait", seconds: expect.any(Number) } });
  });
});

describe("consent and own unit", () => {
  it("consent is to the version that was shown", async () => {
    const accountId = await roster.idOf("001001");
    const { version, text } = await loadConsent({ database });
    expect(text).toMatch(/Mục đích[^]*Dữ liệu[^]*Thời gian lưu[^]*Quyền của đồng chí/);
    expect(await giveConsent({ database }, { accountId, version: version + 1 })).toEqual({ ok: false, refusal: "outdated" });
    expect(await giveConsent({ database }, { accountId, version })).toMatchObject({ ok: true });
    expect(await giveConsent({ database }, { accountId, version })).toMatchObject({ ok: true });
    expect((await roster.auditOf(accountId)).filter((action) => action === "consent.give")).toHaveLength(1);
  });

  it("a complaint about the unit becomes one note, also when sent twice, and the person can go on", async () => {
    const accountId = await roster.idOf("001001");
    for (let at = 0; at < 2; at += 1) await confirmOwnUnit({ database }, { accountId, complaint: "Tôi thuộc Đội An ninh" });
    expect(await database.sql`select body from committee_notes`).toEqual([{ body: "Tôi thuộc Đội An ninh" }]);
    expect((await findAccountByLogin(database.db, "001001"))?.unitConfirmedAt).not.toBeNull();
  });
});

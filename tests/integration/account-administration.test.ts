import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "~/domain/access/policy";
import { setAccountDisabled, grantRole, revokeRole } from "~/use-cases/accounts/change-account.server";
import { createAccount } from "~/use-cases/accounts/create-account.server";
import { listAccounts, loadAccount } from "~/use-cases/accounts/list-accounts.server";
import { reissueSecret, resetSecret } from "~/use-cases/accounts/reset-secret.server";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createRosterAccounts, type RosterAccounts } from "../support/roster-accounts";

/** What organisers and administrators do to the accounts of others. */
let database: TestDatabase;
let roster: RosterAccounts;
beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  roster = await createRosterAccounts(database);
  await createAccount({ database }, { login: "thu-ky", displayName: "Thư Ký", role: "organiser", unitId: null, createdBy: null });
  await roster.choosePassword("00x004", "mưa rào tháng sáu");
});
afterAll(() => database.drop());

const administrator = (accountId: string): Actor => ({ accountId, personId: null, grants: [{ role: "administrator", unitId: null }] });
const organiser = (accountId: string): Actor => ({ accountId, personId: null, grants: [{ role: "organiser", unitId: null }] });

describe("resetting a secret", () => {
  it("takes the own password away, ends sessions and hands out a new secret", async () => {
    const accountId = await roster.idOf("00x004");
    await database.sql`insert into sessions (id, account_id, expires_at, absolute_expires_at, created_at) values ('y', ${accountId}, now(), now(), now())`;
    const reset = await resetSecret({ database }, { actor: organiser(await roster.idOf("thu-ky")), accountId });
    expect(reset).toMatchObject({ ok: true, value: { login: "00x004" } });
    expect(await database.sql`select 1 from sessions where account_id = ${accountId}`).toEqual([]);
    const written = await database.sql`select action, before, after, reason from audit_log where subject_id = ${accountId} and account_id = ${await roster.idOf("thu-ky")}`;
    expect(written).toMatchObject([{ action: "secret.reset", before: null, after: { hadOwnPassword: true }, reason: null }]);
    expect((await roster.tryIn("00x004", "mưa rào tháng sáu", { address: "10.8.0.1" })).outcome).toBe("refused");
    expect((await roster.tryIn("00x004", reset.ok ? reset.value.secret : "", { address: "10.8.0.1" })).outcome).toBe("signed-in");
  });

  it("an organiser can't take over an administrator or another organiser; an administrator and the command line can", async () => {
    const created = await createAccount({ database }, { login: "quan-tri", displayName: "Quản Trị", role: "administrator", unitId: null, createdBy: null });
    const target = created.ok ? created.value.accountId : "";
    const by = organiser(await roster.idOf("thu-ky"));
    expect(await resetSecret({ database }, { actor: by, accountId: target })).toEqual({ ok: false, refusal: "forbidden" });
    expect(await resetSecret({ database }, { actor: by, accountId: by.accountId })).toEqual({ ok: false, refusal: "forbidden" });
    expect(await resetSecret({ database }, { actor: administrator(target), accountId: target })).toEqual({ ok: false, refusal: "own-account" });
    expect(await resetSecret({ database }, { actor: administrator(by.accountId), accountId: target })).toMatchObject({ ok: true });
    expect(await reissueSecret({ database }, "quan-tri")).toMatchObject({ ok: true });
    expect(await database.sql`select action, reason from audit_log where subject_id = ${target} and account_id is null and action like 'secret.%' order by id desc limit 1`).toMatchObject([{ action: "secret.reset", reason: null }]);
    expect(await reissueSecret({ database }, "khong-co")).toEqual({ ok: false, refusal: "not-found" });
  });
});

describe("accounts made by an administrator", () => {
  it("needs a login, a name, and a unit for coordinators and leadership", async () => {
    const make = (change: object) =>
      createAccount({ database }, { login: "dau-moi-1", displayName: "Đầu Mối", role: "coordinator", unitId: roster.scenario.unitId("D01"), createdBy: null, ...change });
    expect(await make({ login: "12345" })).toEqual({ ok: false, refusal: "bad-login" });
    expect(await make({ displayName: "  " })).toEqual({ ok: false, refusal: "no-name" });
    expect(await make({ unitId: null })).toEqual({ ok: false, refusal: "unit-needed" });
    expect(await make({ unitId: "00000000-0000-7000-8000-000000000000" })).toEqual({ ok: false, refusal: "unknown-unit" });
    expect(await make({})).toMatchObject({ ok: true, value: { login: "dau-moi-1" } });
    expect(await make({})).toEqual({ ok: false, refusal: "login-taken" });
    expect((await loadAccount({ database }, await roster.idOf("dau-moi-1")))?.grants).toMatchObject([{ role: "coordinator", unitName: "Đội Tổng hợp" }]);
  });

  it("each deed is one row of the audit, the new secret with the account", async () => {
    const created = await createAccount({ database }, { login: "mot-dong", displayName: "Một Dòng", role: "organiser", unitId: null, createdBy: null });
    const made = created.ok ? created.value : null;
    await reissueSecret({ database }, "mot-dong");
    expect(await database.sql`select action, after from audit_log where subject_id = ${made!.accountId} order by id`).toMatchObject([
      { action: "account.create", after: { login: "mot-dong", role: "organiser", expiresAt: made!.expiresAt } },
      { action: "secret.reset", after: { hadOwnPassword: false } },
    ]);
  });

  it("roles come and go with the sessions; nobody drops the own administrator role, and one remains", async () => {
    const [admin, coordinator] = [await roster.idOf("quan-tri"), await roster.idOf("dau-moi-1")];
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
    const accountId = await roster.idOf("001003");
    const { secret } = await roster.issue("001003");
    expect(await setAccountDisabled({ database }, { accountId, changedBy: accountId, isDisabled: true })).toEqual({ ok: false, refusal: "own-account" });
    expect(await setAccountDisabled({ database }, { accountId, changedBy: await roster.idOf("quan-tri"), isDisabled: true })).toMatchObject({ ok: true });
    expect((await roster.tryIn("001003", secret, { address: "10.8.1.1" })).outcome).toBe("refused");
    expect(await setAccountDisabled({ database }, { accountId, changedBy: await roster.idOf("quan-tri"), isDisabled: false })).toMatchObject({ ok: true });
    expect((await roster.tryIn("001003", secret, { address: "10.8.1.1" })).outcome).toBe("signed-in");
  });

  it("the list finds names without diacritics, and a unit with all below it", async () => {
    const find = async (query: Partial<Parameters<typeof listAccounts>[1]>) =>
      (await listAccounts({ database }, { term: "", unitId: null, role: null, page: 1, ...query })).rows.map(({ login }) => login);
    expect(await find({ term: "THUY duong" })).toEqual(["001001"]);
    expect(await find({ term: "do thi" })).toEqual(["001001"]);
    expect(await find({ term: "%" })).toEqual([]);
    expect(await find({ unitId: roster.scenario.unitId("X01") })).toEqual(["00x004"]);
    expect(await find({ unitId: roster.scenario.unitId("CAH"), role: "participant" })).toEqual(["001002", "001003", "001001", "00x004"]);
    expect(await find({ role: "coordinator" })).toEqual(["dau-moi-1"]);
  });
});

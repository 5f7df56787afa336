import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { issueAllSlips, planAllSlips } from "~/use-cases/accounts/all-slips.server";
import { createAccount } from "~/use-cases/accounts/create-account.server";
import { issueSlips } from "~/use-cases/accounts/slips.server";
import { connect } from "~db/connection.server";
import { setPasswordHash } from "~db/repositories/account.server";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { heldAtCommit, untilWaiting } from "../support/held-transaction";
import { createRosterAccounts, type RosterAccounts } from "../support/roster-accounts";

/** The slips of all units at once: no slip that was handed out stops working unless its print is said to be lost. */
let database: TestDatabase;
let owner: ReturnType<typeof connect>;
let roster: RosterAccounts;
let issuer: { issuedBy: string; mayIncludeHighRoles: boolean };
beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  owner = connect(database.ownerUrl, 1, "test-owner");
  roster = await createRosterAccounts(database);
  await createAccount({ database }, { login: "thu-ky", displayName: "Thư Ký", role: "organiser", unitId: null, createdBy: null });
  issuer = { issuedBy: await roster.idOf("thu-ky"), mayIncludeHighRoles: false };
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});
beforeEach(async () => {
  await owner`truncate audit_log`;
  await database.sql`delete from first_secrets`;
  await database.sql`update accounts set password_hash = null`;
  await database.sql`delete from role_grants where account_id in (select id from accounts where person_id is not null)`;
});

const secretsOf = async () => new Map((await database.sql`select a.login, s.secret_hmac from first_secrets s join accounts a on a.id = s.account_id`).map(({ login, secret_hmac }) => [login as string, String(secret_hmac)]));
const seen = async () => (await plan()).latestIssue?.at ?? null;
const plan = (mayIncludeHighRoles = false) => planAllSlips({ database }, { mayIncludeHighRoles });
const issue = async (scope: "missing" | "latest", seenIssue: number | null, more: { mostSlips?: number; mayIncludeHighRoles?: boolean } = {}) => {
  const issued = await issueAllSlips({ database }, { ...issuer, scope, seenIssue, ...more });
  return issued.ok ? issued.value.map(({ unitName, slips }) => [unitName, slips.map(({ login }) => login)]) : issued.refusal;
};

it("gives slips unit by unit to those without one, says how many before, and leaves slips that were handed out alone", async () => {
  await issueSlips({ database }, { ...issuer, unitId: roster.scenario.unitId("D01"), scope: "missing", seenIssue: null });
  await database.sql`delete from first_secrets where account_id = ${await roster.idOf("001002")}`;
  const handedOut = await secretsOf();
  const { missing, withSecret, next } = await plan();
  expect({ missing, withSecret, next }).toEqual({ missing: 2, withSecret: 2, next: { slips: 2, units: 2, pages: 2 } });
  expect(await issue("missing", await seen())).toEqual([["Đội Tổng hợp", ["001002"]], ["Công an xã Tịnh Bắc", ["00x004"]]]);
  const after = await secretsOf();
  expect([...handedOut].filter(([login, secret]) => after.get(login) !== secret)).toEqual([]);
  expect(after.size).toBe(4);
  expect(await issue("missing", await seen())).toBe("nobody");
});

it("two clicks at once issue once, and the second is told", async () => {
  const outcomes = await Promise.all([issue("missing", null), issue("missing", null)]);
  expect(outcomes.filter((outcome) => outcome === "issued-meanwhile")).toHaveLength(1);
  expect((await secretsOf()).size).toBe(4);
});

it("goes on to no further unit when somebody of the planned ones chooses a password meanwhile: nobody has locked who is in it", async () => {
  const firstId = await roster.idOf("001001");
  const choosing = await heldAtCommit(database, ({ transaction }) => transaction((tx) => setPasswordHash(tx, firstId, "not-a-hash")));
  const printing = issue("missing", null, { mostSlips: 3 });
  await untilWaiting(database, 1);
  await choosing.letGo();
  expect(await printing).toEqual([["Đội Tổng hợp", ["001002", "001003"]]]);
});

it("leaves the committee's slips to an administrator, says how many, and goes on to the units behind", async () => {
  await database.sql`insert into role_grants (id, account_id, role, created_at) select gen_random_uuid(), id, 'organiser', now() from accounts where login in ('001001', '001002', '001003')`;
  const { missing, withheld, withSecret, next } = await plan();
  expect({ missing, withheld, withSecret, next }).toEqual({ missing: 1, withheld: 3, withSecret: 0, next: { slips: 1, units: 1, pages: 1 } });
  expect(await issue("missing", null, { mostSlips: 3 })).toEqual([["Công an xã Tịnh Bắc", ["00x004"]]]);
  expect(await plan()).toMatchObject({ missing: 0, withheld: 3, next: { slips: 0 } });
  expect(await plan(true)).toMatchObject({ missing: 3, withheld: 0, next: { slips: 3 } });
  expect(await issue("missing", await seen(), { mayIncludeHighRoles: true })).toEqual([["Đội Tổng hợp", ["001001", "001002", "001003"]]]);
  expect((await plan()).latest.slips).toBe(0);
});

it("prints anew what was issued last, and nothing else", async () => {
  await roster.issue("001001", Date.now() - 60_000);
  const handedOut = await secretsOf();
  await issue("missing", await seen());
  const lost = await secretsOf();
  expect((await plan()).latest).toEqual({ slips: 3, units: 2, pages: 2 });
  expect(await issue("latest", await seen())).toEqual([["Đội Tổng hợp", ["001002", "001003"]], ["Công an xã Tịnh Bắc", ["00x004"]]]);
  const anew = await secretsOf();
  expect([...anew].filter(([login, secret]) => lost.get(login) === secret)).toEqual([...handedOut]);
});

it("prints anew what was issued here, not what was issued to somebody or to a unit since, and says of when and by whom it is", async () => {
  await issue("missing", null, { mostSlips: 3 });
  const [first, at] = [await secretsOf(), await seen()];
  expect(await issue("missing", null, { mostSlips: 3 }), "the next units wait for who has seen the first print").toBe("issued-meanwhile");
  await roster.issue("001001");
  await issueSlips({ database }, { ...issuer, unitId: roster.scenario.unitId("X01"), scope: "missing", seenIssue: null });
  expect(await plan()).toMatchObject({ missing: 0, latest: { slips: 2, units: 1, pages: 1 }, latestIssue: { at, by: "Thư Ký", units: 1 } });
  const [before, printed] = [await secretsOf(), await issue("latest", at)];
  expect(printed).toEqual([["Đội Tổng hợp", ["001002", "001003"]]]);
  const after = await secretsOf();
  expect([...before].filter(([login, secret]) => after.get(login) === secret).map(([login]) => login).sort()).toEqual(["001001", "00x004"]);
  expect(first.has("00x004")).toBe(false);
});

it("is one deed per unit in the audit", async () => {
  const deedsSoFar = () => database.sql`select subject_type, after ->> 'slips' as slips from audit_log where action = 'secret.issue' and part_of is null order by id`;
  const { length } = await deedsSoFar();
  await issue("missing", null);
  expect((await deedsSoFar()).slice(length).map(({ subject_type, slips }) => [subject_type, slips])).toEqual([["unit", "3"], ["account", null]]);
});

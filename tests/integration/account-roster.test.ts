import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { grantRole } from "~/use-cases/accounts/change-account.server";
import { createAccount } from "~/use-cases/accounts/create-account.server";
import { ensureRosterAccounts } from "~/use-cases/accounts/ensure-roster-accounts.server";
import { issueSlips, planSlips } from "~/use-cases/accounts/slips.server";
import { findAccountByLogin } from "~db/repositories/account.server";
import { people } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createRosterAccounts, type RosterAccounts } from "../support/roster-accounts";

/** Everybody of the roster has an account, and gets its first secret on a slip of paper. */
let database: TestDatabase;
let roster: RosterAccounts;
beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  roster = await createRosterAccounts(database);
});
afterAll(() => database.drop());

describe("accounts of the roster", () => {
  it("every active person has one, whose login is the code in lower case; running it again changes nothing", async () => {
    const rows = await database.sql`select login, display_name from accounts where person_id is not null order by login`;
    expect(rows.map(({ login }) => login)).toEqual(["001001", "001002", "001003", "00x004"]);
    expect(await ensureRosterAccounts({ database })).toEqual({ created: 0, conflicts: [] });
  });

  it("follows a corrected name and names the code that is taken", async () => {
    await createAccount({ database }, { login: "taken-code", displayName: "Ai Đó", role: "organiser", unitId: null, createdBy: null });
    await roster.scenario.person("Taken-Code", { name: "Bùi Thơ", unit: "X01" });
    await database.sql`update people set full_name = 'Lê Ấn' where code = '001002'`;
    expect(await ensureRosterAccounts({ database })).toEqual({ created: 0, conflicts: ["Taken-Code"] });
    expect((await findAccountByLogin(database.db, "001002"))?.displayName).toBe("Lê Ấn");
    await database.sql`delete from people where code = 'Taken-Code'`;
  });
});

describe("slips", () => {
  beforeAll(async () => {
    await roster.choosePassword("001002", "hoa giấy tím");
    await createAccount({ database }, { login: "quan-tri", displayName: "Quản Trị", role: "administrator", unitId: null, createdBy: null });
  });

  it("gives secrets to those without one; a second click does not make the printed ones worthless", async () => {
    await database.sql`delete from first_secrets`;
    const unitId = roster.scenario.unitId("D01");
    expect(await planSlips({ database }, unitId)).toMatchObject({ withPassword: 1, withSecret: 0, missing: 2, latestIssue: null });
    const request = { unitId, scope: "missing", seenIssue: null, issuedBy: await roster.idOf("taken-code"), mayIncludeHighRoles: false } as const;
    const [first, second] = await Promise.all([issueSlips({ database }, request), issueSlips({ database }, request)]);
    const winner = first.ok ? first : second;
    expect([first, second].filter(({ ok }) => !ok)).toEqual([{ ok: false, refusal: "issued-meanwhile" }]);
    expect(winner.ok && winner.value.slips.map(({ login }) => login)).toEqual(["001001", "001003"]);
    const plan = await planSlips({ database }, unitId);
    expect(plan).toMatchObject({ withPassword: 1, withSecret: 2, missing: 0 });
    expect(await issueSlips({ database }, { ...request, seenIssue: plan!.latestIssue })).toEqual({ ok: false, refusal: "nobody" });
    const deeds = await database.sql<{ subject_id: string; slips: string; parts: number }[]>`
      select subject_id, after ->> 'slips' as slips, (select count(*)::int from audit_log p where p.part_of = a.id) as parts from audit_log a where action = 'secret.issue' and subject_type = 'unit'`;
    expect(deeds, "one line of the audit for the slips of the unit, with a part per account").toEqual([{ subject_id: request.unitId, slips: "2", parts: 2 }]);
    const again = await issueSlips({ database }, { ...request, scope: "all", seenIssue: plan!.latestIssue });
    expect(again.ok && again.value.slips).toHaveLength(2);
  });

  it("leaves out committee members unless an administrator prints them", async () => {
    const [accountId, changedBy] = [await roster.idOf("001003"), await roster.idOf("quan-tri")];
    await grantRole({ database }, { accountId, changedBy, role: "organiser", unitId: null });
    const [person] = await database.db.select({ isCommitteeMember: people.isCommitteeMember }).from(people).where(eq(people.code, "001003"));
    expect(person, "ranked apart from now on").toEqual({ isCommitteeMember: true });
    const print = async (mayIncludeHighRoles: boolean) => {
      const seenIssue = (await planSlips({ database }, roster.scenario.unitId("D01")))!.latestIssue;
      const issued = await issueSlips({ database }, { unitId: roster.scenario.unitId("D01"), scope: "all", seenIssue, issuedBy: changedBy, mayIncludeHighRoles });
      return issued.ok ? issued.value.slips.map(({ login }) => login) : issued.refusal;
    };
    expect(await print(false)).toEqual(["001001"]);
    expect(await print(true)).toEqual(["001001", "001003"]);
  });
});

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ensureRosterAccounts } from "~/use-cases/accounts/ensure-roster-accounts.server";
import { issueFirstSecrets } from "~/use-cases/accounts/issue-first-secrets.server";
import { loadDashboard } from "~/use-cases/contest/load-dashboard.server";
import { accounts } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createScenario } from "../support/scenario";

/** The dashboard calls accounts and slips done only when everybody has something to sign in with. */
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const scenario = await createScenario(database.db);
  await scenario.unit("D01", { name: "Đội Tổng hợp", type: "Đội" });
  for (const code of ["001001", "001002", "001003", "001004"]) await scenario.person(code, { unit: "D01" });
  await ensureRosterAccounts({ database });
});
afterAll(() => database.drop());

const step = async () => {
  const { isDone, detail } = (await loadDashboard({ database }))!.steps.find(({ key }) => key === "accounts")!;
  return [isDone, detail];
};
const change = (login: string, values: Partial<typeof accounts.$inferInsert>) => database.db.update(accounts).set(values).where(eq(accounts.login, login));
const issue = async (login: string, now?: number) => {
  const [account] = await database.db.select().from(accounts).where(eq(accounts.login, login));
  await issueFirstSecrets({ database }, { accountIds: [account!.id], issuedBy: null, mayIncludeHighRoles: false, ...(now === undefined ? {} : { now }) });
};

it("counts slips that still work and own passwords, not accounts, and leaves out who is locked on purpose", async () => {
  expect(await step()).toEqual([false, "Chưa cấp phiếu cho ai trong 4 người."]);
  await issue("001001");
  await issue("001002", 0);
  await change("001003", { passwordHash: "not-a-hash" });
  expect(await step(), "the second slip is long out of date").toEqual([false, "2/4 người đã có phiếu hoặc mật khẩu, còn 2 người chưa có phiếu."]);
  await change("001004", { disabledAt: Date.now() });
  await issue("001002");
  expect(await step()).toEqual([true, "Mọi người trong danh sách đã có phiếu hoặc mật khẩu."]);
});

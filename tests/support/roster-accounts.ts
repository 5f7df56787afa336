import { createPasswords } from "~/adapters/password.server";
import type { Instant } from "~/domain/shared/time";
import { ensureRosterAccounts } from "~/use-cases/accounts/ensure-roster-accounts.server";
import { type IssuedSecret, issueFirstSecrets } from "~/use-cases/accounts/issue-first-secrets.server";
import { setFirstPassword } from "~/use-cases/accounts/set-own-password.server";
import { createSignInGate, signIn, type SignInContext } from "~/use-cases/accounts/sign-in.server";
import type { Database } from "~db/client.server";
import { findAccountByLogin } from "~db/repositories/account.server";
import { createSignInLimits } from "~db/repositories/sign-in-limit.server";
import { createScenario } from "./scenario";

export type RosterAccounts = Awaited<ReturnType<typeof createRosterAccounts>>;

/** A roster of four people and one who has retired, in two units below a third; the four have accounts without a secret yet. */
export async function createRosterAccounts(database: Database) {
  const context: SignInContext = { database, passwords: createPasswords(), signInLimits: createSignInLimits(database), signInGate: createSignInGate() };
  const scenario = await createScenario(database.db);
  await scenario.unit("CAH", { name: "Công an huyện Sơn Tịnh", type: "Cơ quan" });
  await scenario.unit("D01", { name: "Đội Tổng hợp", type: "Đội", parent: "CAH" });
  await scenario.unit("X01", { name: "Công an xã Tịnh Bắc", type: "Xã", parent: "CAH" });
  await scenario.person("001001", { name: "Đỗ Thị Thuỳ Dương", unit: "D01", phone: "0952719387" });
  await scenario.person("001002", { name: "Lê Ân", unit: "D01" });
  await scenario.person("001003", { name: "Trần Văn Dũng", unit: "D01" });
  await scenario.person("00X004", { name: "Võ Vy", unit: "X01" });
  await scenario.person("001099", { name: "Hồ Đã Nghỉ", unit: "D01", retiredAt: 1 });
  await ensureRosterAccounts({ database });

  const idOf = async (login: string) => (await findAccountByLogin(database.db, login))!.id;
  async function issue(login: string, now?: Instant): Promise<IssuedSecret> {
    const [issued] = await issueFirstSecrets({ database }, { accountIds: [await idOf(login)], issuedBy: null, mayIncludeHighRoles: true, ...(now === undefined ? {} : { now }) });
    return issued!;
  }

  return {
    context, scenario, idOf, issue,
    tryIn: (login: string, password: string, more: { address?: string; deviceToken?: string | null } = {}) =>
      signIn(context, { login, password, address: more.address ?? "10.0.0.1", deviceToken: more.deviceToken ?? null }),
    /** The first sign-in is behind them, as far as the password goes. */
    async choosePassword(login: string, password: string): Promise<void> {
      const { accountId } = await issue(login);
      const chosen = await setFirstPassword(context, { accountId, password });
      if (!chosen.ok) throw new Error(JSON.stringify(chosen.refusal));
    },
    auditOf: async (accountId: string) => (await database.sql<{ action: string }[]>`select action from audit_log where subject_id = ${accountId} order by id`).map(({ action }) => action),
  };
}

import { isChosenLogin, normaliseLogin } from "~/domain/access/login";
import { needsUnit, type Role } from "~/domain/access/policy";
import { ok, refuse, type Result } from "~/domain/shared/result";
import { normaliseText } from "~/domain/shared/text";
import type { Database } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { insertAccounts } from "~db/repositories/account.server";
import { insertAudit } from "~db/repositories/audit.server";
import { insertGrant } from "~db/repositories/role-grant.server";
import { unitExists } from "~db/repositories/account-unit.server";
import { type IssuedSecret, issueFirstSecrets } from "./issue-first-secrets.server";

/** An account of the committee, of leadership or of a coordinator, with its role and first secret, all or nothing. */
export type NewAccountInput = {
  login: string;
  displayName: string;
  role: Role;
  /** For coordinators and leadership. */
  unitId: string | null;
  /** The administrator; null for the command line. */
  createdBy: string | null;
};

export type CreateAccountRefusal = "bad-login" | "login-taken" | "no-name" | "unit-needed" | "unknown-unit";

export async function createAccount({ database }: { database: Database }, input: NewAccountInput): Promise<Result<IssuedSecret, CreateAccountRefusal>> {
  const login = normaliseLogin(input.login);
  const displayName = normaliseText(input.displayName);
  const unitId = needsUnit(input.role) ? input.unitId : null;
  if (!isChosenLogin(login)) return refuse("bad-login");
  if (displayName === "") return refuse("no-name");
  if (needsUnit(input.role) && unitId === null) return refuse("unit-needed");
  return database.transaction(async (tx) => {
    if (unitId !== null && !(await unitExists(tx, unitId))) return refuse("unknown-unit" as const);
    const [account] = await insertAccounts(tx, [{ id: newId(), login, displayName, personId: null }]);
    if (!account) return refuse("login-taken" as const);
    await insertGrant(tx, { id: newId(), accountId: account.id, role: input.role, unitId });
    const [issued] = await issueFirstSecrets({ database }, { accountIds: [account.id], issuedBy: input.createdBy, mayIncludeHighRoles: true, handle: tx, isPartOfDeed: true });
    if (!issued) throw new Error("A new account got no first secret.");
    await insertAudit(tx, {
      accountId: input.createdBy,
      action: "account.create",
      subjectType: "account",
      subjectId: account.id,
      after: { login, displayName, role: input.role, unitId, expiresAt: issued.expiresAt },
    });
    return ok(issued);
  });
}

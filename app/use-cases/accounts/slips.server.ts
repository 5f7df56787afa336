import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { lockSecretReceivers } from "~db/repositories/first-secret.server";
import { findSlipUnit, listSlipPeople, listSlipUnits, type SlipPerson, type SlipUnit } from "~db/read-models/slips.server";
import { type IssuedSecret, issueFirstSecrets } from "./issue-first-secrets.server";

/** Printable slips with first secrets, unit by unit. A secret can be printed only when it is issued. */
export type { SlipUnit } from "~db/read-models/slips.server";

export async function listUnitsForSlips({ database }: { database: Database }): Promise<SlipUnit[]> {
  return listSlipUnits(database.db);
}

/** `missing`: who has neither an own password nor a secret that still works. `all`: everybody without an own password; older slips stop working. */
export type SlipScope = "missing" | "all";

export type SlipPlan = { unitName: string; withPassword: number; withSecret: number; missing: number; latestIssue: Instant | null };

export async function planSlips({ database }: { database: Database }, unitId: string): Promise<SlipPlan | null> {
  const unit = await findSlipUnit(database.db, unitId);
  if (unit === null) return null;
  return describe(unit.name, await listSlipPeople(database.db, unitId));
}

export type IssueSlipsInput = {
  unitId: string;
  scope: SlipScope;
  /** `latestIssue` of the plan that was shown: whoever issues in between is not overruled by a second click. */
  seenIssue: Instant | null;
  issuedBy: string;
  mayIncludeHighRoles: boolean;
};

export type IssueSlipsRefusal = "not-found" | "issued-meanwhile" | "nobody";

export async function issueSlips({ database }: { database: Database }, input: IssueSlipsInput): Promise<Result<{ unitName: string; slips: IssuedSecret[] }, IssueSlipsRefusal>> {
  return database.transaction(async (tx) => {
    const unit = await findSlipUnit(tx, input.unitId);
    if (unit === null) return refuse("not-found" as const);
    await lockSecretReceivers(tx, (await listSlipPeople(tx, input.unitId)).map(({ accountId }) => accountId));
    const people = await listSlipPeople(tx, input.unitId);
    if (describe(unit.name, people).latestIssue !== input.seenIssue) return refuse("issued-meanwhile" as const);
    const chosen = people.filter(({ hasOwnPassword, hasSecret }) => !hasOwnPassword && (input.scope === "all" || !hasSecret));
    const slips = await issueFirstSecrets({ database }, {
      accountIds: chosen.map(({ accountId }) => accountId),
      issuedBy: input.issuedBy,
      unitId: input.unitId,
      mayIncludeHighRoles: input.mayIncludeHighRoles,
      handle: tx,
    });
    return slips.length === 0 ? refuse("nobody" as const) : ok({ unitName: unit.name, slips });
  });
}

function describe(unitName: string, people: readonly SlipPerson[]): SlipPlan {
  const withPassword = people.filter(({ hasOwnPassword }) => hasOwnPassword).length;
  const withSecret = people.filter(({ hasOwnPassword, hasSecret }) => !hasOwnPassword && hasSecret).length;
  const issues = people.flatMap(({ issuedAt }) => (issuedAt === null ? [] : [issuedAt]));
  return { unitName, withPassword, withSecret, missing: people.length - withPassword - withSecret, latestIssue: issues.length === 0 ? null : Math.max(...issues) };
}

import { byUnit, countPages, firstBatch } from "~/domain/access/slip-batch";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { type AllSlipsIssue, findLatestAllSlipsIssue, listSlipPeople, type SlipPerson } from "~db/read-models/slips.server";
import { insertAudit } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { lockSecretReceivers } from "~db/repositories/first-secret.server";
import { type IssuedSecret, issueFirstSecrets } from "./issue-first-secrets.server";

/**
 * `missing`: the next units' people who have neither an own password nor a secret that still works, so that no slip handed out
 * stops working. `latest`: whoever got a secret in the latest issue for all units, because its print was lost; those slips stop working.
 */
export type AllSlipsScope = "missing" | "latest";

type PrintSize = { slips: number; units: number; pages: number };
export type AllSlipsPlan = { withPassword: number; withSecret: number; missing: number; /** Without a slip too, but their role is above whoever asks. */ withheld: number; next: PrintSize; latest: PrintSize; latestIssue: AllSlipsIssue | null };

export async function planAllSlips({ database }: { database: Database }, { mayIncludeHighRoles }: Pick<IssueAllSlipsInput, "mayIncludeHighRoles">): Promise<AllSlipsPlan> {
  const [people, latestIssue] = await Promise.all([listSlipPeople(database.db, null), findLatestAllSlipsIssue(database.db)]);
  const withPassword = people.filter(({ hasOwnPassword }) => hasOwnPassword).length;
  const withoutSlip = people.filter(isMissing).length;
  const printable = people.filter(mayPrint(mayIncludeHighRoles));
  const missing = printable.filter(isMissing).length;
  const counts = { withPassword, withSecret: people.length - withPassword - withoutSlip, missing, withheld: withoutSlip - missing };
  return { ...counts, next: sizeOf(firstBatch(printable.filter(isMissing))), latest: sizeOf(byUnit(printable.filter(isOf(latestIssue?.at ?? null)))), latestIssue };
}

export type IssueAllSlipsInput = {
  scope: AllSlipsScope;
  /** Moment of the plan's `latestIssue` that was shown: whoever issues in between is not overruled by a second click. */
  seenIssue: Instant | null;
  issuedBy: string;
  mayIncludeHighRoles: boolean;
  mostSlips?: number;
};

export type UnitSlips = { unitName: string; slips: IssuedSecret[] };

/** Unit by unit in the committee's order, each a deed of its own, and one of the whole, by which its slips are found again. */
export async function issueAllSlips({ database }: { database: Database }, { scope, seenIssue, mostSlips, ...issuer }: IssueAllSlipsInput): Promise<Result<UnitSlips[], "issued-meanwhile" | "nobody">> {
  return database.transaction(async (tx) => {
    const choose = (people: readonly SlipPerson[]) => {
      const printable = people.filter(mayPrint(issuer.mayIncludeHighRoles));
      return scope === "missing" ? firstBatch(printable.filter(isMissing), mostSlips) : byUnit(printable.filter(isOf(seenIssue)));
    };
    const planned = choose(await listSlipPeople(tx, null)).flat();
    const locked = new Set((await lockSecretReceivers(tx, planned.map(({ accountId }) => accountId))).map(({ accountId }) => accountId));
    const people = await listSlipPeople(tx, null);
    if (((await findLatestAllSlipsIssue(tx))?.at ?? null) !== seenIssue) return refuse("issued-meanwhile" as const);
    const now = await databaseNow(tx);
    const issued: UnitSlips[] = [];
    // why only the locked: somebody whose row is free may be getting a slip elsewhere at this moment, which this would end.
    for (const unit of choose(people.filter(({ accountId }) => locked.has(accountId)))) {
      const { unitId, unitName } = unit[0]!;
      const slips = await issueFirstSecrets({ database }, { ...issuer, accountIds: unit.map(({ accountId }) => accountId), unitId, now, handle: tx });
      if (slips.length > 0) issued.push({ unitName, slips });
    }
    if (issued.length === 0) return refuse("nobody" as const);
    const after = { slips: issued.flatMap(({ slips }) => slips).length, units: issued.length, issuedAt: now };
    await insertAudit(tx, { accountId: issuer.issuedBy, action: "secret.issue-all", subjectType: "account", subjectId: "several", after });
    return ok(issued);
  });
}

function sizeOf(units: readonly (readonly SlipPerson[])[]): PrintSize {
  return { slips: units.flat().length, units: units.length, pages: countPages(units) };
}

const mayPrint = (mayIncludeHighRoles: boolean) => ({ hasHighRole }: SlipPerson) => mayIncludeHighRoles || !hasHighRole;

const isMissing = ({ hasOwnPassword, hasSecret }: SlipPerson) => !hasOwnPassword && !hasSecret;

const isOf = (issue: Instant | null) => ({ hasOwnPassword, issuedAt }: SlipPerson) => !hasOwnPassword && issue !== null && issuedAt === issue;

import { auditedDifference } from "~/domain/audit/kept-change";
import type { Database, Tx } from "~db/client.server";
import { listEligibleCounts } from "~db/read-models/participation.server";
import { listUnits } from "~db/read-models/roster.server";
import { type AuditEntry, insertDeed } from "~db/repositories/audit.server";
import { listBlocs } from "~db/repositories/catalogue.server";
import { storeEligibleCount } from "~db/repositories/eligible-count.server";
import { lockImports } from "~db/repositories/import-batch.server";

/** What the organiser changed, and nothing else: cells that somebody else changed meanwhile stay as they are. */
export type EligibleChange = { readonly unitId: string; readonly blocId: string | null; readonly count: number | null };
export type EligibleChanges = { readonly accountId: string; readonly contestId: string; readonly changes: readonly EligibleChange[]; readonly reason: string };

/** One deed in the audit, with a part per unit: the numbers before and after. Units and blocs that are gone are left out. Safe to repeat. */
export async function saveEligibleCounts({ database }: { database: Database }, { accountId, contestId, changes, reason }: EligibleChanges): Promise<void> {
  await database.transaction(async (tx) => {
    await lockImports(tx);
    const known = new Map((await listEligibleCounts(tx, contestId)).map(({ unitId, blocId, count }) => [`${unitId}|${blocId ?? ""}`, count]));
    const columnName = await columnNames(tx);
    const units = new Set((await listUnits(tx)).map(({ unitId }) => unitId));
    const perUnit = new Map<string, { before: Record<string, number | null>; after: Record<string, number | null> }>();
    for (const { unitId, blocId, count } of changes) {
      const name = columnName.get(blocId);
      if (name === undefined || !units.has(unitId)) continue;
      await storeEligibleCount(tx, { contestId, unitId, blocId }, count);
      const sides = perUnit.get(unitId) ?? { before: {}, after: {} };
      sides.before[name] = known.get(`${unitId}|${blocId ?? ""}`) ?? null;
      sides.after[name] = count;
      perUnit.set(unitId, sides);
    }
    const entries = [...perUnit].flatMap(([unitId, { before, after }]): AuditEntry[] => {
      const difference = auditedDifference(before, after);
      return difference === null ? [] : [{ accountId, action: "eligible.edit", subjectType: "unit", subjectId: unitId, ...difference, reason }];
    });
    await insertDeed(tx, { accountId, action: "eligible.edit", subjectType: "contest", subjectId: contestId, after: { units: entries.length }, reason }, entries);
  });
}

/** As the audit names them. */
async function columnNames(tx: Tx): Promise<Map<string | null, string>> {
  return new Map([[null, "eligible"], ...(await listBlocs(tx)).map(({ id, name }) => [id, name] as const)]);
}

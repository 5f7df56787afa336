import type { UnitRecord } from "~/domain/roster/unit";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Database } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { lockImports } from "~db/repositories/import-batch.server";
import { findUnit, insertUnit } from "~db/repositories/unit.server";
import type { Refusals } from "./check-person.server";
import { checkUnit, namedUnit } from "./check-unit.server";

/** `unitId` is made with the empty form, so that sending it twice adds one unit. */
export async function addUnit({ database }: { database: Database }, { accountId, unitId, record }: { accountId: string; unitId: string; record: UnitRecord }): Promise<Result<null, Refusals>> {
  return database.transaction(async (tx) => {
    await lockImports(tx);
    if ((await findUnit(tx, unitId)) !== null) return ok(null);
    const refusals = await checkUnit(tx, unitId, record, null);
    if (Object.keys(refusals).length > 0) return refuse(refusals);
    await insertUnit(tx, unitId, record);
    await insertAudit(tx, { accountId, action: "unit.create", subjectType: "unit", subjectId: unitId, after: (await namedUnit(tx))(record) });
    return ok(null);
  });
}

import type { PersonRecord } from "~/domain/roster/person";
import { closedSentence } from "~/domain/roster/unit";
import { ok, refuse, type Result } from "~/domain/shared/result";
import { dayOf } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { lockImports } from "~db/repositories/import-batch.server";
import { insertPerson, lockPerson } from "~db/repositories/person.server";
import { findUnit } from "~db/repositories/unit.server";
import { ensureRosterAccounts } from "../accounts/ensure-roster-accounts.server";
import { checkPerson, type Refusals } from "./check-person.server";

/** `personId` is made with the empty form, so that sending it twice adds one person. */
export type NewPerson = { readonly accountId: string; readonly personId: string; readonly unitId: string; readonly record: PersonRecord; readonly acceptsDouble: boolean };

/** A person of the roster with an account, which gets its slip like everybody else's. */
export async function addPerson({ database }: { database: Database }, { accountId, personId, unitId, record, acceptsDouble }: NewPerson): Promise<Result<null, Refusals>> {
  return database.transaction(async (tx) => {
    await lockImports(tx);
    if ((await lockPerson(tx, personId)) !== null) return ok(null);
    const [now, unit] = [await databaseNow(tx), await findUnit(tx, unitId)];
    const refusals = await checkPerson(tx, { personId, record, acceptsDouble });
    const closed = unit && closedSentence(unit, dayOf(now));
    if (unit === null) refusals["unitId"] = "Đơn vị không còn trong danh sách. Chọn lại.";
    if (closed !== null) refusals["unitId"] = `${closed} Chọn đơn vị khác.`;
    if (unit === null || Object.keys(refusals).length > 0) return refuse(refusals);
    await insertPerson(tx, { id: personId, unitId, createdAt: now }, record);
    await ensureRosterAccounts({ database: { db: tx } });
    await insertAudit(tx, { accountId, action: "person.create", subjectType: "person", subjectId: personId, after: { code: record.code, unit: unit.name } });
    return ok(null);
  });
}

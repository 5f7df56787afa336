import { ok, refuse, type Result } from "~/domain/shared/result";
import { type Day, formatDay } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { lockImports } from "~db/repositories/import-batch.server";
import { countDependents, lockUnit, setUnitValidTo } from "~db/repositories/unit.server";
import type { Refusals } from "./check-person.server";

type Subject = { readonly accountId: string; readonly unitId: string; readonly reason: string };

/** Ends a unit with a last day. Refused while people or units would be left in something that is gone. */
export async function closeUnit({ database }: { database: Database }, { accountId, unitId, reason, lastDay }: Subject & { readonly lastDay: Day }): Promise<Result<null, Refusals | "not-found">> {
  return database.transaction(async (tx) => {
    await lockImports(tx);
    const unit = await lockUnit(tx, unitId);
    if (unit === null) return refuse("not-found" as const);
    if (unit.validTo === lastDay) return ok(null);
    if (unit.validFrom !== null && lastDay < unit.validFrom) return refuse({ lastDay: `Ngày cuối phải từ ngày bắt đầu ${formatDay(unit.validFrom)} trở đi.` });
    const left = await countDependents(tx, unitId, lastDay);
    if (left.people + left.children > 0) return refuse({ lastDay: stillThere(left) });
    await setUnitValidTo(tx, unitId, lastDay);
    await insertAudit(tx, { accountId, action: "unit.close", subjectType: "unit", subjectId: unitId, before: { validTo: unit.validTo }, after: { validTo: lastDay }, reason });
    return ok(null);
  });
}

export async function reopenUnit({ database }: { database: Database }, { accountId, unitId, reason }: Subject): Promise<Result<null, Refusals | "not-found">> {
  return database.transaction(async (tx) => {
    const unit = await lockUnit(tx, unitId);
    if (unit === null) return refuse("not-found" as const);
    if (unit.validTo === null) return ok(null);
    await setUnitValidTo(tx, unitId, null);
    await insertAudit(tx, { accountId, action: "unit.reopen", subjectType: "unit", subjectId: unitId, before: { validTo: unit.validTo }, after: { validTo: null }, reason });
    return ok(null);
  });
}

function stillThere({ people, children }: { people: number; children: number }): string {
  const parts = [...(people > 0 ? [`${people} người trong danh sách`] : []), ...(children > 0 ? [`${children} đơn vị trực thuộc`] : [])];
  return `Đơn vị này còn ${parts.join(" và ")}. Chuyển đi hoặc cho ngừng trước, rồi ngừng đơn vị này.`;
}

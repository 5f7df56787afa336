import { ok, refuse, type Result } from "~/domain/shared/result";
import { deletionReasons } from "~/domain/sheets/undo-uses";
import type { Database } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { countEligible } from "~db/repositories/eligible-count.server";
import { lockImports } from "~db/repositories/import-batch.server";
import { deleteUnits, listUnitUses } from "~db/repositories/undo-unit.server";
import { lockUnit } from "~db/repositories/unit.server";
import type { Refusals } from "./check-person.server";
import { namedUnit } from "./check-unit.server";

type Deletion = { readonly accountId: string; readonly unitId: string; readonly reason: string };

/** Takes a unit away that was added by mistake. Refused while anything refers to it: closing it is the way then. */
export async function deleteUnit({ database }: { database: Database }, { accountId, unitId, reason }: Deletion): Promise<Result<null, Refusals | "not-found">> {
  return database.transaction(async (tx) => {
    await lockImports(tx);
    const unit = await lockUnit(tx, unitId);
    if (unit === null) return refuse("not-found" as const);
    const reasons = deletionReasons((await listUnitUses(tx, unitId)).get(unitId), await countEligible(tx, unitId));
    if (reasons.length > 0) return refuse({ deleteReason: `Không xóa được: đơn vị ${reasons.join(", ")}. Nếu đơn vị không còn hoạt động, chọn “Ngừng đơn vị”.` });
    await insertAudit(tx, { accountId, action: "unit.delete", subjectType: "unit", subjectId: unitId, before: (await namedUnit(tx))(unit), reason });
    await deleteUnits(tx, [unitId]);
    return ok(null);
  });
}

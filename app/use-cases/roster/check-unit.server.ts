import { mayHangBelow, type UnitRecord } from "~/domain/roster/unit";
import { type Day, formatDay } from "~/domain/shared/time";
import type { Tx } from "~db/client.server";
import { listUnits } from "~db/read-models/roster.server";
import { listUnitTypes } from "~db/repositories/catalogue.server";
import { findUnitByCode, unitTypeExists } from "~db/repositories/unit.server";
import type { Refusals } from "./check-person.server";

/** What stands against a unit, looked up under the lock of the lists; empty when it may be stored. */
export async function checkUnit(tx: Tx, unitId: string, record: UnitRecord, validTo: Day | null): Promise<Refusals> {
  const refusals: Refusals = {};
  const owner = await findUnitByCode(tx, record.code);
  if (owner !== null && owner.id !== unitId) refusals["code"] = `Mã ${record.code} đã là của ${owner.name}; dùng mã khác.`;
  if (!(await unitTypeExists(tx, record.typeId))) refusals["typeId"] = "Loại đơn vị không còn trong danh mục. Chọn lại.";
  if (!mayHangBelow(await listUnits(tx), unitId, record.parentId)) refusals["parentId"] = "Đơn vị cấp trên không thể là chính đơn vị này hoặc một đơn vị trực thuộc nó. Chọn lại.";
  if (validTo !== null && record.validFrom !== null && record.validFrom > validTo) refusals["validFrom"] = `Ngày bắt đầu phải trước ngày kết thúc ${formatDay(validTo)}.`;
  return refusals;
}

/** The record as the audit names it. */
export async function namedUnit(tx: Tx) {
  const [units, types] = [await listUnits(tx), await listUnitTypes(tx)];
  return ({ code, name, typeId, parentId, position, validFrom }: UnitRecord) => ({
    code, name, position, validFrom,
    type: types.find((type) => type.id === typeId)?.name ?? null,
    parent: units.find((unit) => unit.unitId === parentId)?.name ?? null,
  });
}

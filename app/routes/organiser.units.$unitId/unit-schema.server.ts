import type { z } from "zod";
import type { UnitRecord } from "~/domain/roster/unit";
import { optionalDay, optionalId, requiredId, requiredText, wholeNumber } from "~/http/form-fields.server";

/** The fields of a unit as a form sends them. */
export const unitFields = {
  name: requiredText("tên đơn vị", 200),
  code: requiredText("mã đơn vị", 40),
  typeId: requiredId("Chọn loại đơn vị."),
  parentId: optionalId,
  position: wholeNumber("thứ tự", 0, 99_999),
  validFrom: optionalDay("ngày bắt đầu"),
};

/** The record alone, without what else the form carried. */
export function unitRecordOf({ name, code, typeId, parentId, position, validFrom }: z.output<z.ZodObject<typeof unitFields>>): UnitRecord {
  return { name: name.replace(/\n/g, " "), code, typeId, parentId, position, validFrom };
}

import { z } from "zod";
import type { EligibleTable } from "~/use-cases/roster/load-eligible-counts.server";
import type { EligibleChange } from "~/use-cases/roster/save-eligible-counts.server";
import { type ParsedForm, parseForm } from "~/http/form.server";
import { fail, optionalText } from "~/http/form-fields.server";
import { cellName } from "./cell-name";

const shownSchema = z.string().transform((text, context): Record<string, number | null> => {
  try {
    return z.record(z.string(), z.number().nullable()).parse(JSON.parse(text));
  } catch {
    return fail(context, "Mở lại trang rồi lưu lại.");
  }
});

/** One field per cell of the table; what it was when the page was shown travels along, so that only what was changed is stored. */
export function parseEligible(formData: FormData, { columns, lines }: EligibleTable): ParsedForm<{ changes: EligibleChange[]; reason: string }> {
  const cells = lines.flatMap(({ unitId, name }) => columns.map(({ blocId, name: column }) => ({ unitId, blocId, key: cellName(unitId, blocId), where: `${name}, ${column}` })));
  const schema = z.object({ shown: shownSchema, reason: optionalText("lý do", 500), ...Object.fromEntries(cells.map(({ key, where }) => [key, countField(where)])) });
  const parsed = parseForm(formData, schema);
  if (!parsed.ok) return parsed;
  const { shown, reason, ...values } = parsed.value as { shown: Record<string, number | null>; reason: string } & Record<string, number | null | undefined>;
  const changes = cells.flatMap(({ unitId, blocId, key }) => {
    const count = values[key] as number | null | undefined;
    return count === undefined || count === (Object.hasOwn(shown, key) ? shown[key] : null) ? [] : [{ unitId, blocId, count }];
  });
  return { ok: true, value: { changes, reason } };
}

/** Empty is null, “nobody knows”; a cell that the form did not have is undefined. */
function countField(where: string) {
  const message = `${where}: nhập số người từ 0 đến 999999, hoặc để trống.`;
  return z.string().regex(/^\d{0,6}$/, message).transform((text) => (text === "" ? null : Number(text))).optional();
}

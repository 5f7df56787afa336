/** Somebody who is on the roster no more and in a file again: only an organiser puts a person back, by hand and with a reason. */
import { type Day, formatDay } from "../shared/time";
import type { Remarks } from "./check-cells";

export type GonePerson = { readonly kind: "retired"; readonly from: Day } | { readonly kind: "merged"; readonly intoCode: string };

export function noteGone(gone: ReadonlyMap<string, GonePerson>, code: string, { warnings, reasons }: Remarks): void {
  const person = gone.get(code);
  if (person?.kind === "merged") reasons.push(`Mã số ${code} đã gộp vào mã số ${person.intoCode}; bỏ dòng này, hoặc ghi mã số đó.`);
  if (person?.kind === "retired") warnings.push(`Đã ra khỏi danh sách từ ngày ${formatDay(person.from)}; nhập tệp không đưa trở lại, hãy đưa trở lại ở trang của người này.`);
}

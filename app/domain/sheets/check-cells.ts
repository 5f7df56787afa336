/** What is wrong or odd with cells whatever they mean: errors, formulas, merged cells, text that other programs would run. */
import { formatCount } from "../shared/count";
import { textOf } from "./cell";
import type { SheetTable, TableRow } from "./table";
import { shortened } from "./table";

export type Remarks = { readonly reasons: string[]; readonly warnings: string[] };

export function checkCells<Key extends string>(table: SheetTable<Key>, row: TableRow<Key>): Remarks {
  const remarks: Remarks = { reasons: [], warnings: [] };
  for (const { key, title, isFreeText } of table.columns) {
    const cell = row.cell(key);
    if (cell === null || cell.kind === "covered") continue;
    if (cell.kind === "error") remarks.reasons.push(`${title}: ô lỗi ${cell.code}.`);
    else if (cell.kind === "uncomputed") remarks.reasons.push(`${title}: công thức không có giá trị lưu sẵn; ghi chữ hoặc số thay cho công thức.`);
    else if (cell.isFormula) remarks.warnings.push(`${title}: ô là công thức, đã lấy giá trị lưu sẵn “${shortened(textOf(cell))}”.`);
    if (cell.isMergedFromAbove) remarks.warnings.push(`${title}: lấy “${shortened(textOf(cell))}” theo ô gộp với dòng trên.`);
    if (isFreeText && cell.kind === "text") remarks.warnings.push(...oddText(title, row.text(key)));
  }
  return remarks;
}

function oddText(title: string, text: string): string[] {
  const warnings: string[] = [];
  if (/^[=+\-@]/.test(text)) warnings.push(`${title}: bắt đầu bằng “${text.charAt(0)}”, giữ nguyên là chữ.`);
  if (/<\/?[a-z!][^<]*>/i.test(text)) warnings.push(`${title}: có thẻ HTML, giữ nguyên là chữ.`);
  return warnings;
}

/** Adds a reason when a text is longer than `limit` characters; nothing is ever cut. */
export function checkLength(remarks: Remarks, title: string, text: string, limit: number): void {
  if (text.length > limit) remarks.reasons.push(`${title}: dài ${formatCount(text.length)} ký tự, quá giới hạn ${formatCount(limit)}.`);
}

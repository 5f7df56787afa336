/** Days out of cells: real date cells, or text as day/month/year or year-month-day. A day is never guessed. */
import type { Result } from "../shared/result";
import { ok, refuse } from "../shared/result";
import type { Day } from "../shared/time";
import type { SheetCell } from "./cell";
import { dayOfSerial, textOf } from "./cell";

/** Day of a cell, null when blank. The refusal completes “<column> …”. */
export function readDay(cell: SheetCell): Result<Day | null, string> {
  if (cell === null || cell.kind === "covered") return ok(null);
  if (cell.kind === "date") {
    const day = dayOfSerial(cell.serial);
    return day === null ? refuse("không phải ngày có thật") : ok(day);
  }
  const text = textOf(cell);
  if (text === "") return ok(null);
  if (cell.kind === "number") return refuse(numberRefusal(cell.value, text));
  return dayOfText(text);
}

function numberRefusal(value: number, text: string): string {
  if (Number.isInteger(value) && value >= 1900 && value <= 2100) return `“${text}” chỉ có năm; ghi đủ ngày/tháng/năm`;
  return `“${text}” là ô số, không phải ô ngày; ghi ngày/tháng/năm`;
}

function dayOfText(text: string): Result<Day | null, string> {
  const dayFirst = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  if (dayFirst) return existingDay(text, Number(dayFirst[3]), Number(dayFirst[2]), Number(dayFirst[1]));
  const yearFirst = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/.exec(text);
  if (yearFirst) return existingDay(text, Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3]));
  if (/^\d{4}$/.test(text)) return refuse(`“${text}” chỉ có năm; ghi đủ ngày/tháng/năm`);
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}$/.test(text)) return refuse(`“${text}” không phải ngày; ghi ngày/tháng/năm, năm đủ bốn chữ số`);
  return refuse(`“${text}” không phải ngày; ghi ngày/tháng/năm`);
}

function existingDay(text: string, year: number, month: number, date: number): Result<Day, string> {
  if (month < 1 || month > 12) return refuse(`“${text}” không đọc được theo ngày/tháng/năm: không có tháng ${month}`);
  const day = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
  const exists = date >= 1 && date <= 31 && new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10) === day;
  return exists ? ok(day) : refuse(`“${text}” không phải ngày có thật`);
}

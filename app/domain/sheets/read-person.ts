/** The single cells of a roster row: code, gender, phone, unit, blocs. Each says what is wrong, none guesses. */
import { closedSentence, isUnitOpen } from "../roster/unit";
import type { Result } from "../shared/result";
import { ok, refuse } from "../shared/result";
import { comparisonKey, normaliseText, searchForm } from "../shared/text";
import type { Day } from "../shared/time";
import type { Remarks } from "./check-cells";
import type { SheetCell } from "./cell";
import { isBlank, textOf } from "./cell";
import type { BlocRef } from "./plan-units";
import { quoted, shortened } from "./table";

export type Gender = "male" | "female";
/** `validTo`: the last day of a unit that was closed or is going to be. */
export type UnitRef = { readonly id: string; readonly code: string; readonly name: string; readonly validTo: Day | null };
export type BlocRule = BlocRef & { readonly onlyGender: Gender | null; readonly maxAge: number | null };

/** Codes are text: any letters, digits and . _ / -, without blanks, up to 40. They are never completed. */
export function readPersonCode(cell: SheetCell): Result<string, string> {
  const code = textOf(cell);
  if (code === "") return refuse("Thiếu mã số.");
  if (cell?.kind !== "text") return refuse(`Mã số ${shortened(code)} là ô số, có thể đã mất số 0 ở đầu; định dạng ô là chữ (Text) rồi ghi lại.`);
  if (!/^[\p{L}\p{N}._/-]{1,40}$/u.test(code)) return refuse(`Mã số “${shortened(code)}” chỉ được gồm chữ, số và các dấu . _ / -, không quá 40 ký tự.`);
  return ok(code);
}

export function readGender(cell: SheetCell): Result<Gender | null, string> {
  const text = comparisonKey(textOf(cell));
  if (text === "") return ok(null);
  if (text === "nam") return ok("male");
  if (text === "nữ") return ok("female");
  return refuse(`Giới tính “${shortened(textOf(cell))}” không đọc được; ghi Nam hoặc Nữ.`);
}

export type PhoneReading = { readonly phone: string | null; readonly warning: string | null };

/** Vietnamese number as ten digits (eleven for a landline); a bad one is left out with a warning, not refused. */
export function readPhone(cell: SheetCell): PhoneReading {
  const text = textOf(cell);
  if (isBlank(cell) || text === "") return { phone: null, warning: null };
  const digits = text.replace(/[\s.()-]/g, "").replace(/^(?:\+|00)?84(?=\d{9,10}$)/, "0");
  if (isPhone(digits)) return { phone: digits, warning: null };
  if (cell?.kind === "number" && isPhone(`0${digits}`)) {
    return { phone: `0${digits}`, warning: `Số điện thoại ${text} là ô số, đã mất số 0 ở đầu; ghi là 0${digits}, kiểm tra lại.` };
  }
  return { phone: null, warning: `Số điện thoại “${shortened(text)}” không đủ 10 chữ số; không ghi số này.` };
}

function isPhone(digits: string): boolean {
  return /^0\d{9}$/.test(digits) || /^02\d{9}$/.test(digits);
}

export type UnitDirectory = {
  readonly byName: ReadonlyMap<string, readonly UnitRef[]>;
  readonly byCode: ReadonlyMap<string, UnitRef>;
  /** By the name without diacritics: to ask whether one was meant, never to take it for granted. */
  readonly byPlainName: ReadonlyMap<string, UnitRef>;
  readonly today: Day;
};

/** A name that a closed unit shares with open ones is theirs: units are often made anew under the old name. */
export function unitDirectory(units: readonly UnitRef[], today: Day): UnitDirectory {
  const byName = new Map<string, UnitRef[]>();
  for (const unit of units) {
    const key = comparisonKey(unit.name);
    byName.set(key, [...(byName.get(key) ?? []), unit]);
  }
  for (const [key, named] of byName) {
    const open = named.filter((unit) => isUnitOpen(unit, today));
    if (open.length > 0) byName.set(key, open);
  }
  return { byName, byCode: new Map(units.map((unit) => [unit.code, unit])), byPlainName: new Map([...byName.values()].flatMap(([unit, ...others]) => (unit && others.length === 0 && isUnitOpen(unit, today) ? [[searchForm(unit.name), unit]] : []))), today };
}

/** A unit by its name, or by its code where the name is not enough; a closed one only for whoever is in it already. */
export function readUnit(cell: SheetCell, directory: UnitDirectory, currentUnitId: string | undefined, remarks: Remarks): UnitRef | null {
  const text = textOf(cell);
  if (text === "") {
    remarks.reasons.push("Thiếu đơn vị.");
    return null;
  }
  const named = directory.byName.get(comparisonKey(text)) ?? [];
  const unit = named.length === 1 ? named[0] : directory.byCode.get(text);
  if (unit === undefined) {
    const several = named.length > 1 ? `Có ${named.length} đơn vị tên “${shortened(text)}”; ghi mã đơn vị thay cho tên.` : null;
    const meant = directory.byPlainName.get(searchForm(text));
    remarks.reasons.push(several ?? `Đơn vị “${shortened(text)}” không có trong danh sách đơn vị${meant ? `; có phải “${meant.name}”?` : "."}`);
    return null;
  }
  const closed = unit.id === currentUnitId ? null : closedSentence(unit, directory.today);
  if (closed !== null) remarks.reasons.push(`${closed} Ghi đơn vị hiện nay.`);
  if (named.length === 1 && dashes(text) !== dashes(unit.name)) remarks.warnings.push(`Đơn vị “${shortened(text)}” khác dấu gạch; hiểu là “${unit.name}”.`);
  return unit;
}

function dashes(text: string): string {
  return normaliseText(text).replace(/[^-–—‒−]/g, "");
}

/** All blocs of a cell “A; B”, in catalogue order; one unknown name refuses the whole cell. */
export function readBlocs(cell: SheetCell, blocs: ReadonlyMap<string, BlocRule>): Result<readonly BlocRule[], string> {
  const names = textOf(cell).split(/[;,\n]/).map(normaliseText).filter((name) => name !== "");
  if (names.length === 0) return refuse("Thiếu khối.");
  const unknown = names.filter((name) => !blocs.has(comparisonKey(name)));
  if (unknown.length > 0) return refuse(`Khối ${quoted(unknown.slice(0, 5).map(shortened))} không có trong danh mục.`);
  const wanted = new Set(names.map(comparisonKey));
  return ok([...blocs].filter(([key]) => wanted.has(key)).map(([, bloc]) => bloc));
}

/**
 * “Danh sách chưa tham gia”: per unit the named people of the roster without a valid entry, then how many of the eligible
 * count have no name on the roster. Personal data beyond what is needed to find somebody stays out.
 */
import type { Basis } from "../participation/basis";
import { isBeyondCount } from "../participation/not-entered";
import { formatCount } from "../shared/count";
import type { CellValue, ReportColumn, ReportContext, ReportRow, ReportSheet } from "./report";
import { column, record, remark, stageNote, subtitles, validEntryNote } from "./report";

export type NotEnteredPerson = {
  readonly code: string;
  readonly name: string;
  readonly rank: string;
  readonly jobTitle: string;
  readonly blocNames: readonly string[];
  readonly phone: string | null;
};

export type NotEnteredUnit = {
  readonly unitName: string;
  readonly people: readonly NotEnteredPerson[];
  /** Eligible who have neither entered nor a name on the roster. */
  readonly unnamed: number;
};

export type NotEnteredReport = {
  /** In tree order. */
  readonly units: readonly NotEnteredUnit[];
  /** What the participation sheet says of all of them: eligible − entered, null where a count is missing, and of what it reckons. */
  readonly total: { readonly basis: Basis; readonly notEntered: number | null };
  /** Phones only for whoever reminds people; never for the public or for leadership. */
  readonly withPhones: boolean;
};

export function notEnteredReport(context: ReportContext, report: NotEnteredReport): ReportSheet {
  const named = sum(report.units.map((unit) => unit.people.length));
  const unnamed = sum(report.units.map((unit) => unit.unnamed));
  const columns = columnsOf(report);
  return {
    name: "Danh sách chưa tham gia",
    title: "DANH SÁCH NGƯỜI CHƯA THAM GIA",
    subject: context.contestName,
    subtitles: subtitles(context, "người chưa có bài hợp lệ"),
    columns,
    rows: rowsOf(report),
    subtotalRows: [],
    totalRow: {
      label: `Tổng số ${formatCount(named + unnamed)} người chưa tham gia: ${formatCount(named)} người có tên, ${formatCount(unnamed)} người chưa có tên trong danh sách`,
      labelColumns: columns.length,
      cells: [],
    },
    notes: [
      ...(unnamed > 0 ? ["Người chưa có tên trong danh sách: thuộc diện dự thi theo số của đơn vị nhưng đơn vị chưa gửi tên, hoặc tên đã ra khỏi danh sách của đơn vị."] : []),
      ...(isBeyondCount(named + unnamed, report.total) ? [`Trang “Tổng hợp tham gia” ghi ${formatCount(report.total.notEntered ?? 0)} người chưa tham gia: có đơn vị nhiều người hơn số thuộc diện dự thi, cần rà soát số này.`] : []),
      validEntryNote,
      stageNote(context),
    ],
  };
}

function columnsOf(report: NotEnteredReport): ReportColumn[] {
  return [
    column("integer", "STT", 6),
    column("text", "Đơn vị", 34),
    column("code", "Mã số", 8),
    column("text", "Họ và tên", 26),
    column("text", "Cấp bậc", 11),
    column("text", "Chức vụ", 20),
    column("text", "Khối", 21),
    ...(report.withPhones ? [column("code", "Số điện thoại", 13)] : []),
  ];
}

function rowsOf(report: NotEnteredReport): ReportRow[] {
  const phoneCell = (phone: string | null): CellValue[] => (report.withPhones ? [phone] : []);
  let position = 0;
  return report.units.flatMap((unit) => [
    ...unit.people.map((person) =>
      record([
        ++position, unit.unitName, person.code, person.name, person.rank, person.jobTitle, person.blocNames.join("; "), ...phoneCell(person.phone),
      ]),
    ),
    ...(unit.unnamed > 0
      ? [remark([null, unit.unitName, null, `${formatCount(unit.unnamed)} người chưa có tên trong danh sách`, null, null, null, ...phoneCell(null)])]
      : []),
  ]);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** “Danh sách nhắc tham gia”: what a coordinator needs to speak to people, and no more of them: name, code and rank (namesakes), unit, bloc, and until when. */
import { formatCount } from "../shared/count";
import type { Instant } from "../shared/time";
import { formatInstant } from "../shared/time";
import { column, record, remark, type ReportRow, type ReportSheet } from "./report";

export type ReminderUnit = {
  readonly unitName: string;
  readonly people: readonly { readonly name: string; readonly code: string; readonly rank: string; readonly blocNames: readonly string[]; readonly isSitting: boolean }[];
  /** Null where it is not known. */
  readonly unnamed: number | null;
};

export type ReminderReport = {
  readonly contestName: string;
  readonly roundName: string;
  readonly closesAt: Instant;
  readonly unitName: string;
  readonly asOf: Instant;
  readonly units: readonly ReminderUnit[];
};

export function reminderReport(report: ReminderReport): ReportSheet {
  return {
    name: "Nhắc tham gia",
    title: "DANH SÁCH NGƯỜI CHƯA THAM GIA",
    subject: report.contestName,
    subtitles: [`${report.unitName} · số liệu lúc ${formatInstant(report.asOf)}`],
    columns: [
      column("integer", "STT", 6),
      column("text", "Họ và tên", 28),
      column("code", "Mã số", 12),
      column("text", "Cấp bậc", 14),
      column("text", "Đơn vị", 32),
      column("text", "Khối", 24),
      column("text", "Kỳ thi", 20),
      column("instant", "Mở đến", 18),
      column("text", "Ghi chú", 16),
    ],
    rows: rowsOf(report),
    subtotalRows: [],
    totalRow: { label: totalText(report.units), labelColumns: 9, cells: [] },
    notes: ["Người đã tham gia là người có ít nhất một bài hợp lệ: đã nộp hoặc được thu khi hết giờ, có ít nhất một câu trả lời.", "“Đang làm bài” là theo số liệu lúc lập danh sách; không cần nhắc."],
  };
}

/** The same figures as the page: everybody who is missing, and how many of them have no name here. */
function totalText(units: readonly ReminderUnit[]): string {
  const named = units.reduce((sum, { people }) => sum + people.length, 0);
  const unnamed = units.reduce((sum, unit) => sum + (unit.unnamed ?? 0), 0);
  return unnamed === 0 ? `Tổng số ${formatCount(named)} người chưa tham gia` : `Tổng số ${formatCount(named + unnamed)} người chưa tham gia: ${formatCount(named)} người có tên, ${formatCount(unnamed)} người chưa có tên trong danh sách`;
}

function* rowsOf({ units, roundName, closesAt }: ReminderReport): Generator<ReportRow> {
  let position = 0;
  for (const { unitName, people, unnamed } of units) {
    for (const { name, code, rank, blocNames, isSitting } of people) yield record([++position, name, code, rank || null, unitName, blocNames.join("; "), roundName, closesAt, isSitting ? "đang làm bài" : null]);
    if (unnamed !== null && unnamed > 0) yield remark([null, `${formatCount(unnamed)} người chưa có tên trong danh sách`, null, null, unitName, null, roundName, closesAt, null]);
  }
}

/** “Nhật ký”: who did what to what, when, from what to what, why; one row per deed, newest first. */
import type { AuditChange } from "../audit/difference";
import { formatInstant, type Instant } from "../shared/time";
import { column, record, type ReportRow, type ReportSheet } from "./report";

export type AuditDeed = {
  readonly at: Instant;
  readonly actor: { readonly name: string; readonly login: string | null };
  readonly action: string;
  readonly subject: { readonly label: string; readonly name: string | null };
  readonly changes: readonly AuditChange[];
  readonly reason: string | null;
};

export type AuditReport = {
  readonly contestName: string;
  readonly asOf: Instant;
  /** “Từ ngày …; người thực hiện: …”. */
  readonly filter: string;
  readonly mostRows: number;
  readonly deeds: AsyncIterable<AuditDeed>;
};

export function auditReport({ contestName, asOf, filter, mostRows, deeds }: AuditReport): ReportSheet {
  return {
    name: "Nhật ký",
    title: "NHẬT KÝ THAY ĐỔI",
    subject: contestName,
    subtitles: [`${filter} · lập lúc ${formatInstant(asOf)}`],
    columns: [
      column("instant", "Thời điểm", 15),
      column("text", "Người thực hiện", 20),
      column("code", "Tài khoản", 12),
      column("text", "Việc", 22),
      column("text", "Đối tượng", 30),
      column("text", "Nội dung thay đổi", 56),
      column("text", "Lý do", 24),
    ],
    rows: rowsOf(deeds),
    subtotalRows: [],
    totalRow: null,
    notes: [
      `Mới nhất ở trên; nhiều nhất ${mostRows} dòng.`,
      "Việc làm với nhiều mục cùng lúc là một dòng; mở dòng đó trong nhật ký để xem và tải từng mục.",
      "Số điện thoại và ngày sinh không ghi trong tệp này.",
    ],
  };
}

async function* rowsOf(deeds: AsyncIterable<AuditDeed>): AsyncGenerator<ReportRow> {
  for await (const { at, actor, action, subject, changes, reason } of deeds) {
    yield record([at, actor.name, actor.login, action, subject.name === null ? subject.label : `${subject.label}: ${subject.name}`, changesText(changes), reason]);
  }
}

/** What one cell can show: a row of a spreadsheet is 409 points high at most. */
const longestPart = 200;
const mostChanges = 12;

function changesText(changes: readonly AuditChange[]): string {
  const lines = changes.slice(0, mostChanges).map(({ label, before, after, isPersonal }) => `${label}: ${isPersonal ? "đã thay đổi" : fromTo(before, after)}`);
  return [...lines, ...(changes.length > mostChanges ? [`và ${changes.length - mostChanges} thay đổi khác`] : [])].join("\n");
}

function fromTo(before: string | null, after: string | null): string {
  return before === null ? cut(after ?? "") : `${cut(before)} → ${after === null ? "(trống)" : cut(after)}`;
}

function cut(text: string): string {
  const line = text.replaceAll("\n", "; ");
  return line.length > longestPart ? `${line.slice(0, longestPart - 1)}…` : line;
}

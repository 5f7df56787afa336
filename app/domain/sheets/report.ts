/**
 * A report is rows out: what a sheet of the office workbook says, without any idea of the file it becomes. Values keep
 * their meaning (points, instants, ratios); `report-cell.ts` says what a spreadsheet cell makes of them. Every sheet
 * carries the moment of its figures and the three numbers, each with its own label.
 */
import type { Day, Instant } from "../shared/time";
import { formatInstant } from "../shared/time";
import { publishedText } from "../standings/late-change";
import { quotedNames, type ResultStage } from "../standings/result-stage";

/**
 * What a column holds: text and code (string; codes and phones keep leading zeros), integer, points (hundredths),
 * percent (ratio, 1 = 100 %), instant (epoch milliseconds), day (`YYYY-MM-DD`), duration (milliseconds).
 */
export type ColumnKind = "text" | "code" | "integer" | "points" | "percent" | "instant" | "day" | "duration";
export type CellValue = string | number | null;

export type ReportColumn = {
  readonly header: string;
  /** Columns side by side with the same group stand under one heading. */
  readonly group: string | null;
  readonly kind: ColumnKind;
  /** In characters of a spreadsheet column. */
  readonly width: number;
  readonly align: "left" | "center" | "right";
};

export type ReportRow = {
  readonly cells: readonly CellValue[];
  /** A remark stands among the rows but is no record of its own: “3 người chưa có tên trong danh sách”. */
  readonly tone: "record" | "remark";
  /** Depth in a tree, shown by the indent of the first text column. */
  readonly depth: number;
};

/** A label over the first `labelColumns` columns and one value for each column after them. */
export type SummaryRow = { readonly label: string; readonly labelColumns: number; readonly cells: readonly CellValue[] };

export type ReportSheet = {
  /** Name of the tab: at most 31 characters, none of `: \ / ? * [ ]`. */
  readonly name: string;
  readonly title: string;
  /** What the report is about, below the title. */
  readonly subject: string;
  readonly subtitles: readonly string[];
  readonly columns: readonly ReportColumn[];
  readonly rows: Iterable<ReportRow> | AsyncIterable<ReportRow>;
  readonly subtotalRows: readonly SummaryRow[];
  readonly totalRow: SummaryRow | null;
  readonly notes: readonly string[];
};

export type OfficeSigner = { readonly title: string; readonly name: string };

/** Heads and closes every sheet in the layout of Nghị định 30/2020/NĐ-CP. Empty strings leave their line out. */
export type OfficeBlock = {
  readonly superiorBody: string;
  readonly agency: string;
  /** “12/BC-CAH”; null prints a line to fill in by hand. */
  readonly documentNumber: string | null;
  readonly place: string;
  /** Null prints “ngày … tháng … năm …” to fill in by hand. */
  readonly date: Day | null;
  /** The first signs on the right; the others stand to the left of it. A title may have several lines. */
  readonly signers: readonly OfficeSigner[];
  /** Lines of “Nơi nhận”. */
  readonly recipients: readonly string[];
};

/** Persons with a valid entry, attempts, valid entries: three different numbers. */
export type ThreeCounts = { readonly persons: number; readonly attempts: number; readonly validEntries: number };

export type ReportContext = {
  readonly contestName: string;
  readonly roundName: string;
  /** The moment the figures were read. */
  readonly asOf: Instant;
  readonly counts: ThreeCounts;
  readonly stage: ResultStage;
};

const alignments: Record<ColumnKind, ReportColumn["align"]> = {
  text: "left", code: "center", integer: "center", points: "center", percent: "center", instant: "center", day: "center", duration: "center",
};

export function column(kind: ColumnKind, header: string, width: number, group: string | null = null): ReportColumn {
  return { header, group, kind, width, align: alignments[kind] };
}

/** Width for whole numbers up to this one, in bold, with separators. */
export function countWidth(largest: number): number {
  return String(largest).length * 1.25 + 2;
}

export function record(cells: readonly CellValue[], depth = 0): ReportRow {
  return { cells, tone: "record", depth };
}

export function remark(cells: readonly CellValue[]): ReportRow {
  return { cells, tone: "remark", depth: 0 };
}

/** “Kỳ 2 · số liệu lúc 14/06/2022 10:32 · tính theo …” and the line of the three numbers. */
export function subtitles(context: ReportContext, whatIsCounted: string): string[] {
  const { persons, attempts, validEntries } = context.counts;
  return [
    `${context.roundName} · số liệu lúc ${formatInstant(context.asOf)} · ${whatIsCounted}`,
    `Số người có bài hợp lệ: ${persons} · Số lượt thi: ${attempts} · Số bài hợp lệ: ${validEntries}`,
  ];
}

export const validEntryNote =
  "Bài hợp lệ là bài đã nộp hoặc được thu khi hết giờ, không bị hủy, có ít nhất một câu trả lời; không tính thi thử. " +
  "Người tham gia là người có ít nhất một bài hợp lệ.";

/** Whether the figures may still change, and whether they are public: on every sheet, since sheets are printed one by one. */
export function stageNote({ stage }: Pick<ReportContext, "stage">): string {
  switch (stage.kind) {
    case "running":
      return "Số liệu tạm tính, kỳ thi chưa đóng đối với tất cả mọi người.";
    case "settling":
      return `Số liệu tạm tính, còn ${stage.unsettled} bài chưa thu hoặc chưa chấm xong.`;
    case "awaiting":
      return `Số liệu tạm tính, câu dự đoán về cả cuộc thi còn chờ ${quotedNames(stage.rounds)}.`;
    case "settled":
      return "Kỳ thi đã đóng, kết quả chưa công bố.";
    case "published":
      return publishedText(stage.publishedAt, stage.changes);
  }
}

/** Entered ÷ eligible as a ratio; null when the denominator is hidden or zero. May exceed 1 when the count is outdated. */
export function participationRatio(entered: number, eligible: number | null): number | null {
  return eligible === null || eligible === 0 ? null : entered / eligible;
}

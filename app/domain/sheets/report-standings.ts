/**
 * “Xếp hạng cá nhân” and “Xếp hạng tập thể”. Ranks come ranked: these sheets only say them, with the step of the
 * tie-break chain that decided. Committee members who take part stand below, without a rank.
 */
import { subjectLabels } from "../contest/prediction-words";
import type { PredictionSubject, TieBreakStep } from "../contest/round";
import { type Basis, basisLabels, rosterBasisNote } from "../participation/basis";
import { meanPoints, type Points } from "../shared/points";
import type { Instant } from "../shared/time";
import type { CollectiveMeasure, Working } from "../standings/collective";
import { stepLabels } from "../standings/labels";
import { explainLots } from "../standings/lots";
import type { CellValue, ReportColumn, ReportContext, ReportRow, ReportSheet } from "./report";
import { column, participationRatio, record, stageNote, subtitles, validEntryNote } from "./report";

export type IndividualStanding = {
  /** Null for a committee member. */
  readonly rank: number | null;
  readonly code: string;
  readonly name: string;
  readonly unitName: string;
  readonly score: Points;
  readonly maxScore: Points;
  readonly prediction: number | null;
  /** Distance to the true number; null before it is known and where nothing was predicted. */
  readonly predictionDistance: number | null;
  readonly durationMs: number;
  readonly submittedAt: Instant;
  /** The step that set this row apart from the one above it; null for the first row and for equals. */
  readonly decidedBy: TieBreakStep | null;
};

export type IndividualReport = {
  readonly chain: readonly TieBreakStep[];
  /** The rules rank by it, and the true number is not known yet. */
  readonly isPredictionAwaited: boolean;
  readonly prediction: PredictionSubject | null;
  readonly lotsSeed: string;
  /** In order of rank; committee members last. */
  readonly standings: readonly IndividualStanding[];
};

export function individualReport(context: ReportContext, report: IndividualReport): ReportSheet {
  const ranked = report.standings.filter((standing) => standing.rank !== null);
  const columns = individualColumns(report);
  const average = meanPoints(ranked.reduce((sum, { score }) => sum + score, 0), ranked.length);
  const restCells = columns.slice(5).map((): CellValue => null);
  return {
    name: "Xếp hạng cá nhân",
    title: "KẾT QUẢ XẾP HẠNG CÁ NHÂN",
    subject: context.contestName,
    subtitles: subtitles(context, "mỗi người tính một bài hợp lệ"),
    columns,
    rows: report.standings.map((standing, index) => individualRow(standing, basisOf(standing, report.standings[index - 1]), report)),
    subtotalRows: [],
    totalRow: { label: `Tổng số ${ranked.length} người được xếp hạng; điểm trung bình`, labelColumns: 4, cells: [average, ...restCells] },
    notes: [
      `Thứ tự xếp hạng: ${report.chain.map((step) => stepLabels[step].toLowerCase()).join(", rồi đến ")}.${report.isPredictionAwaited ? " Chưa xét chênh lệch dự đoán vì chưa có số thực tế." : ""}`,
      ...(report.chain.includes("lots") ? [explainLots(report.lotsSeed)] : []),
      ...(ranked.length < report.standings.length ? ["Thành viên Ban Tổ chức có dự thi được ghi riêng, không xếp hạng."] : []),
      validEntryNote,
      stageNote(context),
    ],
  };
}

function individualColumns(report: IndividualReport): ReportColumn[] {
  return [
    column("integer", "Hạng", 6),
    column("code", "Mã số", 8),
    column("text", "Họ và tên", 24),
    column("text", "Đơn vị", 30),
    column("points", "Điểm", 8),
    column("points", "Điểm tối đa", 8),
    ...(report.prediction === null
      ? []
      : [column("integer", `Dự đoán ${subjectLabels[report.prediction]}`, 11), column("integer", "Chênh lệch dự đoán", 9)]),
    column("duration", "Thời gian làm bài (phút:giây)", 11),
    column("instant", "Thời điểm nộp bài", 16),
    column("text", "Căn cứ phân định với người xếp trên", 18),
  ];
}

function basisOf({ rank, decidedBy }: IndividualStanding, above: IndividualStanding | undefined): string | null {
  if (rank === null) return "Thành viên Ban Tổ chức";
  if (decidedBy !== null) return stepLabels[decidedBy];
  return above?.rank === rank ? "Đồng hạng" : null;
}

function individualRow(standing: IndividualStanding, basis: string | null, report: IndividualReport): ReportRow {
  return record([
    standing.rank, standing.code, standing.name, standing.unitName, standing.score, standing.maxScore,
    ...(report.prediction === null ? [] : [standing.prediction, standing.predictionDistance]),
    standing.durationMs, standing.submittedAt, basis,
  ]);
}

export type CollectiveStanding = {
  /** Null where the unit is shown but not ranked; then `remark` says why. */
  readonly rank: number | null;
  readonly unitName: string;
  readonly eligible: number | null;
  /** Persons with a valid entry. */
  readonly entered: number;
  readonly validEntries: number;
  readonly averageScore: Points | null;
  readonly winners: number;
  readonly working: readonly Working[];
  /** What set it apart from the unit above. */
  readonly decidedBy: string | null;
  readonly remark: string | null;
};

export type CollectiveReport = {
  /** “tỷ lệ tham gia, rồi đến điểm trung bình”. */
  readonly criterion: string;
  /** How each number is reckoned. */
  readonly explanation: readonly string[];
  readonly measures: readonly CollectiveMeasure[];
  readonly basis: Basis;
  readonly classes: readonly { readonly name: string; readonly standings: readonly CollectiveStanding[] }[];
};

export function collectiveReport(context: ReportContext, report: CollectiveReport): ReportSheet {
  const units = report.classes.flatMap((each) => each.standings.map((standing) => ({ className: each.name, ...standing })));
  const ranked = units.filter((unit) => unit.rank !== null).length;
  const columns = collectiveColumns(report);
  return {
    name: "Xếp hạng tập thể",
    title: "KẾT QUẢ XẾP HẠNG TẬP THỂ",
    subject: context.contestName,
    subtitles: subtitles(context, "xếp trong từng loại đơn vị"),
    columns,
    rows: units.map((unit, index) =>
      record([
        index + 1, unit.className, unit.rank, unit.unitName, unit.eligible, unit.entered,
        participationRatio(unit.entered, unit.eligible), unit.validEntries, unit.averageScore, ...prizeCells(report, unit), unit.remark ?? unit.decidedBy,
      ]),
    ),
    subtotalRows: [],
    totalRow: {
      label: `Tổng số ${units.length} đơn vị, ${ranked} đơn vị được xếp hạng`,
      labelColumns: columns.length,
      cells: [],
    },
    notes: [
      `Xếp hạng theo ${report.criterion}, riêng trong từng loại đơn vị.`,
      ...report.explanation,
      ...(report.basis === "roster" ? [rosterBasisNote] : []),
      validEntryNote,
      stageNote(context),
    ],
  };
}

/** Columns that only some contests have. */
function prizeCells({ measures }: CollectiveReport, { winners, working }: CollectiveStanding): CellValue[] {
  const weighted = working.find(({ measure }) => measure === "weighted");
  return [...(measures.includes("winners") ? [winners] : []), ...(weighted ? [weighted.numerator] : [])];
}

function collectiveColumns({ basis, measures }: CollectiveReport): ReportColumn[] {
  return [
    column("integer", "STT", 5),
    column("text", "Loại đơn vị", 16),
    column("integer", "Hạng", 7),
    column("text", "Đơn vị", 36),
    column("integer", basisLabels[basis], 10),
    column("integer", "Số người có bài hợp lệ", 11),
    column("percent", "Tỷ lệ tham gia", 10),
    column("integer", "Số bài hợp lệ", 9),
    column("points", "Điểm trung bình", 9),
    ...(measures.includes("winners") ? [column("integer", "Số người đạt giải", 9)] : []),
    ...(measures.includes("weighted") ? [column("points", "Điểm tổng hợp", 9)] : []),
    column("text", "Căn cứ phân định, ghi chú", 22),
  ];
}

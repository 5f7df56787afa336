/**
 * “Tổng hợp tham gia theo đơn vị và khối”: one row per unit in tree order with the unit's own people, subtotals per class
 * of units, and the whole. Totals are given, not added up here: whoever counts people knows not to count one twice.
 */
import { type Basis, basisLabels, rosterBasisNote } from "../participation/basis";
import { missingCount } from "../participation/rate";
import type { CellValue, ReportColumn, ReportContext, ReportSheet, SummaryRow } from "./report";
import { column, countWidth, participationRatio, record, stageNote, subtitles, validEntryNote } from "./report";

export type BlocFigures = { readonly eligible: number | null; readonly entered: number };

export type ParticipationFigures = {
  /** Null where the denominator is hidden or unknown. */
  readonly eligible: number | null;
  /** Persons with a valid entry. */
  readonly entered: number;
  readonly attempts: number;
  readonly validEntries: number;
  /** One for each bloc, in the order of `blocNames`. */
  readonly blocs: readonly BlocFigures[];
};

export type UnitParticipation = { readonly name: string; readonly depth: number; readonly figures: ParticipationFigures };
export type ClassParticipation = { readonly name: string; readonly unitCount: number; readonly figures: ParticipationFigures };

export type ParticipationReport = {
  readonly blocNames: readonly string[];
  /** In tree order. */
  readonly units: readonly UnitParticipation[];
  readonly classes: readonly ClassParticipation[];
  readonly total: ParticipationFigures;
  /** Of all blocs together; each bloc has a declared count of its own. */
  readonly basis: Basis;
};

export function participationReport(context: ReportContext, report: ParticipationReport): ReportSheet {
  return {
    name: "Tổng hợp tham gia",
    title: "TỔNG HỢP TÌNH HÌNH THAM GIA THEO ĐƠN VỊ VÀ KHỐI",
    subject: context.contestName,
    subtitles: subtitles(context, "tính theo người có bài hợp lệ"),
    columns: columnsOf(report),
    rows: report.units.map((unit, index) => record([index + 1, unit.name, ...figureCells(unit.figures)], unit.depth)),
    subtotalRows: report.classes.map((each) => summaryRow(`Cộng ${each.name} (${each.unitCount} đơn vị)`, each.figures)),
    totalRow: summaryRow("Tổng cộng", report.total),
    notes: notesOf(context, report),
  };
}

const rateWidth = 7.75;

function columnsOf(report: ParticipationReport): ReportColumn[] {
  const largest = Math.max(report.total.eligible ?? 0, report.total.attempts);
  const width = Math.max(7.75, countWidth(largest));
  return [
    column("integer", "STT", 5),
    column("text", "Đơn vị", 30),
    column("integer", basisLabels[report.basis], width, "Tất cả các khối"),
    column("integer", "Đã tham gia", width, "Tất cả các khối"),
    column("percent", "Tỷ lệ", rateWidth, "Tất cả các khối"),
    column("integer", "Chưa tham gia", width, "Tất cả các khối"),
    column("integer", "Số lượt thi", width),
    column("integer", "Số bài hợp lệ", width),
    ...report.blocNames.flatMap((bloc) => [
      column("integer", basisLabels["eligible-count"], width, bloc),
      column("integer", "Đã tham gia", width, bloc),
      column("percent", "Tỷ lệ", rateWidth, bloc),
    ]),
  ];
}

function figureCells(figures: ParticipationFigures): CellValue[] {
  const { eligible, entered, attempts, validEntries, blocs } = figures;
  return [
    eligible, entered, participationRatio(entered, eligible), missingCount(entered, eligible), attempts, validEntries,
    ...blocs.flatMap((bloc) => [bloc.eligible, bloc.entered, participationRatio(bloc.entered, bloc.eligible)]),
  ];
}

function summaryRow(label: string, figures: ParticipationFigures): SummaryRow {
  return { label, labelColumns: 2, cells: figureCells(figures) };
}

function notesOf(context: ReportContext, report: ParticipationReport): string[] {
  const outdated = report.units.filter(({ figures }) => figures.eligible !== null && figures.entered > figures.eligible);
  return [
    validEntryNote,
    "Mỗi người tính một lần, ở đơn vị của bài hợp lệ gần nhất; lượt thi và bài hợp lệ tính ở đơn vị lúc thi.",
    ...(report.units.some((unit) => unit.depth > 0) ? ["Số của mỗi đơn vị không gồm số của đơn vị trực thuộc."] : []),
    ...(report.blocNames.length > 1 ? ["Một người có thể thuộc nhiều khối, nên số của các khối cộng lại có thể lớn hơn tổng số."] : []),
    ...(report.basis === "roster" ? [rosterBasisNote] : []),
    ...(outdated.length > 0
      ? [`Cần rà soát số người thuộc diện dự thi (ít hơn số đã tham gia): ${outdated.map((unit) => unit.name).join("; ")}.`]
      : []),
    stageNote(context),
  ];
}

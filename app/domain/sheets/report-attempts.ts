/**
 * “Chi tiết lượt thi”: every attempt of the round, counted or not, one row each. The rows may come from a cursor; they
 * are passed on one by one and never gathered.
 */
import type { AttemptState } from "../attempt/attempt";
import { attemptStateLabels } from "../attempt/attempt";
import type { Points } from "../shared/points";
import { type Instant, secondMs } from "../shared/time";
import { durationSeconds } from "../standings/effective-attempt";
import type { ReportColumn, ReportContext, ReportRow, ReportSheet } from "./report";
import { column, countWidth, record, stageNote, subtitles, validEntryNote } from "./report";

export type AttemptDetail = {
  readonly code: string;
  readonly name: string;
  /** The person's unit at the time of the attempt. */
  readonly unitName: string;
  readonly attemptNumber: number;
  readonly state: AttemptState;
  readonly startedAt: Instant;
  readonly submittedAt: Instant | null;
  /** Between an end and a reopening by the committee. */
  readonly awaySeconds?: number;
  readonly answeredCount: number;
  /** Null while in progress or not graded yet. */
  readonly score: Points | null;
  readonly isValidEntry: boolean;
  /** The attempt that stands for its person in the ranking. */
  readonly isCounted: boolean;
};

export function attemptsReport(context: ReportContext, attempts: Iterable<AttemptDetail> | AsyncIterable<AttemptDetail>): ReportSheet {
  const { persons, attempts: attemptCount, validEntries } = context.counts;
  const columns = columnsOf(attemptCount);
  return {
    name: "Chi tiết lượt thi",
    title: "CHI TIẾT CÁC LƯỢT THI",
    subject: context.contestName,
    subtitles: subtitles(context, "tính theo lượt thi"),
    columns,
    rows: attemptRows(attempts),
    subtotalRows: [],
    totalRow: {
      label: `Tổng số ${attemptCount} lượt thi, ${validEntries} bài hợp lệ của ${persons} người`,
      labelColumns: columns.length,
      cells: [],
    },
    notes: [
      validEntryNote,
      "“Được tính” là bài dùng để xếp hạng của mỗi người. Lượt đã hủy được liệt kê nhưng không tính vào số lượt thi.",
      stageNote(context),
    ],
  };
}

async function* attemptRows(attempts: Iterable<AttemptDetail> | AsyncIterable<AttemptDetail>): AsyncGenerator<ReportRow> {
  let position = 0;
  for await (const attempt of attempts) yield attemptRow(attempt, ++position);
}

function attemptRow(attempt: AttemptDetail, position: number): ReportRow {
  return record([
    position, attempt.code, attempt.name, attempt.unitName, attempt.attemptNumber, attempt.startedAt, attempt.submittedAt,
    attempt.submittedAt === null ? null : durationSeconds({ ...attempt, submittedAt: attempt.submittedAt }) * secondMs,
    attempt.answeredCount, attempt.score, attemptStateLabels[attempt.state],
    attempt.isValidEntry ? "Hợp lệ" : "Không",
    attempt.isCounted ? "Được tính" : null,
  ]);
}

function columnsOf(attemptCount: number): ReportColumn[] {
  return [
    column("integer", "STT", Math.max(5.5, countWidth(attemptCount))),
    column("code", "Mã số", 8),
    column("text", "Họ và tên", 23),
    column("text", "Đơn vị", 30),
    column("integer", "Lượt thứ", 6),
    column("instant", "Bắt đầu", 16),
    column("instant", "Nộp bài", 16),
    column("duration", "Thời gian làm bài (phút:giây)", 11),
    column("integer", "Số câu đã trả lời", 8),
    column("points", "Điểm", 7.5),
    column("text", "Trạng thái", 12),
    column("text", "Bài hợp lệ", 8),
    column("text", "Xếp hạng", 10),
  ];
}

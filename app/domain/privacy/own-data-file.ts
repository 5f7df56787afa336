/**
 * The own data as a file that people can read and programs too: JSON with Vietnamese names, days and times as they are
 * written here. What is not known or not shown yet is null, with the reason at the top.
 */
import { type NoteKind, noteKindLabels } from "../access/note-kind";
import { type AttemptState, attemptStateLabels } from "../attempt/attempt";
import { subjectLabels } from "../contest/prediction-words";
import type { PredictionSubject } from "../contest/round";
import type { PersonRecord } from "../roster/person";
import { formatPoints, type Points } from "../shared/points";
import { type Day, formatDay, formatInstant, type Instant } from "../shared/time";

type Choice = { readonly text: string; readonly isChosen: boolean; readonly isRight: boolean };
type Item = { readonly content: string; readonly choices: readonly Choice[]; readonly points: Points; readonly maxPoints: Points };

export type OwnDataOut = {
  readonly login: string;
  readonly displayName: string;
  readonly person: (Omit<PersonRecord, "blocIds"> & { readonly unitName: string; readonly blocs: readonly string[] }) | null;
  readonly transfers: readonly { readonly fromUnit: string; readonly toUnit: string; readonly onDay: Day }[];
  readonly consents: readonly { readonly version: number; readonly text: string; readonly givenAt: Instant }[];
  readonly attempts: readonly {
    readonly roundName: string; readonly number: number; readonly state: AttemptState; readonly unitName: string; readonly startedAt: Instant; readonly submittedAt: Instant | null;
    readonly answeredCount: number | null; readonly score: { readonly score: Points; readonly maxScore: Points } | null; readonly items: readonly Item[] | null;
  }[];
  readonly predictions: readonly { readonly roundName: string; readonly subject: PredictionSubject | null; readonly value: number; readonly updatedAt: Instant }[];
  readonly notes: readonly { readonly kind: NoteKind; readonly body: string; readonly answer: string | null; readonly createdAt: Instant; readonly handledAt: Instant | null }[];
};

export function ownDataFile(own: OwnDataOut, now: Instant): string {
  return `${JSON.stringify(
    {
      "Xuất lúc": formatInstant(now),
      "Ghi chú": "Điểm, đáp án và câu trả lời của từng câu chỉ có khi quy định của kỳ thi cho xem.",
      "Tài khoản": own.login,
      "Tên hiển thị": own.displayName,
      "Thông tin cá nhân": own.person && personOut(own.person),
      "Chuyển đơn vị": own.transfers.map(({ fromUnit, toUnit, onDay }) => ({ "Từ": fromUnit, "Sang": toUnit, "Ngày": formatDay(onDay) })),
      "Sự đồng ý": own.consents.map(({ version, text, givenAt }) => ({ "Phiên bản": version, "Đồng ý lúc": formatInstant(givenAt), "Nội dung": text })),
      "Lượt thi": own.attempts.map(attemptOut),
      "Câu dự đoán": own.predictions.map(({ roundName, subject, value, updatedAt }) => ({ "Kỳ thi": roundName, "Dự đoán": subject && subjectLabels[subject], "Số": value, "Ghi lúc": formatInstant(updatedAt) })),
      "Yêu cầu đã gửi": own.notes.map(({ kind, body, answer, createdAt, handledAt }) => ({ "Loại": noteKindLabels[kind], "Nội dung": body, "Gửi lúc": formatInstant(createdAt), "Xử lý lúc": momentOut(handledAt), "Trả lời": answer })),
    },
    null,
    2,
  )}\n`;
}

function personOut(person: NonNullable<OwnDataOut["person"]>) {
  return {
    "Mã số": person.code, "Họ và tên": person.fullName, "Ngày sinh": person.birthDate === null ? null : formatDay(person.birthDate),
    "Giới tính": person.gender === null ? null : person.gender === "male" ? "Nam" : "Nữ", "Cấp bậc": person.rank, "Chức vụ": person.jobTitle,
    "Đơn vị": person.unitName, "Khối": person.blocs, "Số điện thoại": person.phone, "Thành viên Ban Tổ chức": person.isCommitteeMember,
  };
}

function attemptOut(attempt: OwnDataOut["attempts"][number]) {
  return {
    "Kỳ thi": attempt.roundName, "Lượt": attempt.number, "Trạng thái": attemptStateLabels[attempt.state], "Tính cho đơn vị": attempt.unitName,
    "Bắt đầu": formatInstant(attempt.startedAt), "Nộp bài": momentOut(attempt.submittedAt), "Số câu đã trả lời": attempt.answeredCount,
    "Điểm": attempt.score && `${formatPoints(attempt.score.score)}/${formatPoints(attempt.score.maxScore)}`,
    "Từng câu": attempt.items && attempt.items.map(itemOut),
  };
}

function itemOut({ content, choices, points, maxPoints }: Item) {
  const texts = (pick: (choice: Choice) => boolean) => choices.filter(pick).map(({ text }) => text);
  return { "Câu hỏi": content, "Đã chọn": texts((choice) => choice.isChosen), "Đáp án": texts((choice) => choice.isRight), "Điểm": `${formatPoints(points)}/${formatPoints(maxPoints)}` };
}

const momentOut = (at: Instant | null) => (at === null ? null : formatInstant(at));

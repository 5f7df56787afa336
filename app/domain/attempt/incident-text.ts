import { formatMoment } from "../shared/time";
import type { IncidentFacts, IncidentKind } from "./incident";

/** What an incident means for the person it was about, without the reason. */
export function incidentSentence({ kind, after }: { readonly kind: IncidentKind; readonly after: Pick<IncidentFacts, "deadlineAt"> }): string {
  switch (kind) {
    case "extra-time":
      return `Ban Tổ chức cho thêm giờ: hạn nộp mới ${formatMoment(after.deadlineAt)}.`;
    case "reopening":
      return `Ban Tổ chức mở lại lượt thi: làm tiếp đến ${formatMoment(after.deadlineAt)}.`;
    case "void":
      return "Ban Tổ chức hủy lượt thi: lượt này không được tính và không trừ vào số lượt được thi.";
    case "hand-in":
      return "Ban Tổ chức nhận các câu trả lời trong tệp đã nộp và chấm lại bài.";
  }
}

import type { IncidentRefusal, Withholding } from "~/domain/attempt/incident";
import { requiredId, requiredText } from "./form-fields.server";

/** What all forms of incidents share: the id that makes sending twice one incident, the reason, and the words of a refusal. */
export const incidentIdField = requiredId("Mở lại trang rồi thử lại.");
export const reasonField = requiredText("lý do", 500);

const refusals: Record<Exclude<IncidentRefusal, "at-closing" | "keys-shown-to-file" | "published-to-void"> | "missing" | "changed", string> = {
  "not-running": "Lượt thi không còn đang làm. Nếu đã hết giờ, hãy dùng “Mở lại lượt thi”.",
  running: "Lượt thi đang làm hoặc đang được thu. Chờ ít giây rồi mở lại trang.",
  void: "Lượt thi đã bị hủy.",
  cancelled: "Kỳ thi đã bị hủy.",
  published: "Kết quả đã công bố nên không mở lại hoặc nhận thêm câu trả lời được nữa.",
  "published-elsewhere": "Kết quả của kỳ thi khác, xếp hạng theo cả cuộc thi và tính cả bài của kỳ thi này, đã công bố nên không mở lại hoặc nhận thêm câu trả lời được nữa.",
  "keys-shown": "Kỳ thi đã đóng và đáp án đã hiện, nên mở lại lượt thi không còn công bằng. Hãy sao chép kỳ thi này thành một kỳ thi bù.",
  "open-attempt": "Người này đang làm một lượt khác. Chờ lượt đó kết thúc.",
  missing: "Không có lượt thi nào để áp dụng. Kiểm tra lại đơn vị và tình trạng lượt thi.",
  changed: "Bài vừa thay đổi nên chưa nhận gì từ tệp. Xem lại bảng so sánh bên dưới.",
};

/** Why something is not offered at all. */
export function withheldText(refusal: Withholding): string {
  return refusals[refusal];
}

/** The field a refusal belongs to and its words. */
export function refusalErrors(refusal: IncidentRefusal | "missing" | "changed"): Record<string, string> {
  if (refusal === "at-closing") return { mayPassClosing: "Không còn thời gian trước giờ đóng kỳ thi. Đánh dấu ô này nếu cho làm quá giờ đóng." };
  if (refusal === "keys-shown-to-file") return { despiteKeys: "Đáp án đã hiện với người dự thi. Đánh dấu ô này nếu Ban Tổ chức vẫn nhận." };
  if (refusal === "published-to-void") return { despitePublished: "Kết quả đã công bố. Đánh dấu ô này nếu Ban Tổ chức vẫn hủy lượt thi." };
  return { form: refusals[refusal] };
}

import { dayOf, formatDay, formatMoment } from "../shared/time";
import type { StartRefusal } from "./phase";

const periods = { round: "trong cả kỳ thi", day: "hôm nay", week: "tuần này" } as const;

/** Why no attempt can be started now, and when it can, as one sentence. */
export function startRefusalText(refusal: StartRefusal): string {
  switch (refusal.reason) {
    case "not-in-audience":
      return "Kỳ thi này không dành cho khối hoặc đơn vị của đồng chí.";
    case "off-roster":
      return `Đồng chí không còn trong danh sách dự thi từ ngày ${formatDay(dayOf(refusal.since))}. Nếu có nhầm lẫn, hãy liên hệ Ban Tổ chức.`;
    case "cancelled":
      return "Kỳ thi đã bị hủy.";
    case "not-open":
      return refusal.opensAt === null ? "Kỳ thi chưa mở." : `Kỳ thi mở lúc ${formatMoment(refusal.opensAt)}.`;
    case "closed":
      return "Kỳ thi đã đóng.";
    case "open-attempt":
      return "Đang có một lượt thi chưa nộp.";
    case "pause":
      return `Lượt tiếp theo được bắt đầu từ ${formatMoment(refusal.until)}.`;
    case "no-attempts-left":
      return refusal.againAt === null ? `Đã dùng hết số lượt thi ${periods[refusal.per]}.` : `Đã dùng hết số lượt thi ${periods[refusal.per]}; lượt mới từ ${formatMoment(refusal.againAt)}.`;
  }
}

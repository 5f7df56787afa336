/** What a board says about itself: of what moment it is, or why it does not show and when it will. */
import { closedForEverybodyAt, phaseAt, type PhasedRound } from "~/domain/contest/phase";
import { formatMoment, type Instant } from "~/domain/shared/time";
import type { ShownBoard } from "./shown-board.server";

export function boardSentence(round: PhasedRound, view: ShownBoard, now: Instant): string {
  switch (view.kind) {
    case "hidden":
      return whenItShows(round, now);
    case "live":
      return `Kết quả tạm thời, còn thay đổi cho đến khi kỳ thi đóng${withoutPrediction(round)}.`;
    case "frozen":
      return `Bảng xếp hạng đã dừng cập nhật từ ${formatMoment(view.at)}. Kết quả đầy đủ hiện sau khi kỳ thi đóng.`;
    case "settling":
      return `Bảng xếp hạng đang cập nhật: kỳ thi đã đóng, những bài cuối cùng đang được thu và chấm${withoutPrediction(round)}.`;
    case "awaiting":
      return "Kỳ thi đã đóng. Kết quả tạm thời, chưa xét câu dự đoán về cả cuộc thi: được xét khi mọi kỳ thi chính thức đã đóng và chấm xong.";
    case "final":
      return "Kỳ thi đã đóng. Bảng xếp hạng gồm tất cả các bài hợp lệ.";
  }
}

function withoutPrediction({ rules }: PhasedRound): string {
  return rules.tieBreak.includes("prediction") ? "; chưa xét câu dự đoán" : "";
}

/** The later of what the score rule and the board rule wait for. */
function whenItShows(round: PhasedRound, now: Instant): string {
  const { score, board } = round.rules.show;
  const isClosed = phaseAt(round, now) === "closed";
  const closing = `khi kỳ thi đóng (dự kiến ${formatMoment(closedForEverybodyAt(round))})`;
  if (score === "after-publishing" || board === "after-publishing") {
    return isClosed
      ? "Kỳ thi đã đóng. Bảng xếp hạng hiện khi Ban Tổ chức công bố kết quả."
      : `Bảng xếp hạng hiện khi Ban Tổ chức công bố kết quả, sau ${closing}.`;
  }
  if (score === "after-closing" || board === "after-closing") return `Bảng xếp hạng hiện sau ${closing}.`;
  return `Bảng xếp hạng hiện khi kỳ thi mở, lúc ${formatMoment(round.opensAt)}.`;
}

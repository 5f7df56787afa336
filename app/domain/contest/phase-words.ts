/** What is said of a round by its phase. */
import { isGoingOn, type RoundPhase } from "./phase";

export const phaseLabels: Record<RoundPhase, string> = {
  draft: "Bản nháp",
  cancelled: "Đã hủy",
  before: "Sắp mở",
  open: "Đang mở",
  finishing: "Còn người làm bài",
  grace: "Đang thu bài",
  closed: "Đã đóng",
};

/** What the list of people and attempts of a round is called. */
export function seatListTitle(phase: RoundPhase): string {
  return isGoingOn(phase) ? "Đang diễn ra" : "Các lượt thi";
}

/** What holds in a cancelled round of its attempts, first of those that still run. */
export function cancelledSeatsText(isSomebodySitting: boolean): string {
  const sitting = isSomebodySitting ? " Ai đang làm dở vẫn lưu và nộp bài được đến hết hạn nộp của mình; hết hạn thì bài tự đóng." : "";
  return `Kỳ thi đã hủy: không ai vào thi được nữa và không bài nào được tính.${sitting} Các lượt thi được lưu làm hồ sơ.`;
}

/** What the page of changes is called: what it is for, or, where nothing can be changed any more, what it still tells. */
export const changesTitle = (mayChange: boolean): string => (mayChange ? "Hoãn, gia hạn, đóng sớm" : "Các thay đổi đã báo");

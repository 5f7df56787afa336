import type { SaveQueue } from "./save-queue";

const leaveWaitMs = 4_000;

/** True once everything is saved and the server answers; else false, and why has been said. */
export async function leaveForReview(queue: Pick<SaveQueue, "flush" | "settled" | "state">, say: (text: string) => void): Promise<boolean> {
  say("Đang lưu…");
  queue.flush();
  const tooLate = new Promise<void>((resolve) => setTimeout(resolve, leaveWaitMs));
  await Promise.race([queue.settled(), tooLate]);
  const { unsaved, trouble, stop, isSending } = queue.state();
  const mayLeave = unsaved === 0 && trouble === null && stop === null && !isSending;
  if (mayLeave || stop !== null) say("");
  else if (unsaved > 0) say(`Còn ${unsaved} câu chưa lưu được nên chưa sang bước nộp bài. Trang đang tự thử lại.`);
  else say("Máy chủ chưa trả lời nên chưa sang bước nộp bài. Các câu đã chọn đều đã lưu.");
  return mayLeave;
}

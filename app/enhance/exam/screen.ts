import { formatClockTime } from "~/domain/shared/time";
import type { QueueState } from "./save-queue";

/** What the exam page says at a moment, in words: the only place that decides what a person is told about saving and time. */
export type Moment = {
  readonly queue: QueueState;
  /** Server time as far as this page knows. */
  readonly now: number;
  readonly deadlineAt: number;
  readonly graceMs: number;
  readonly lastSavedAt: number | null;
};

export type SaveSign = { readonly tone: "ok" | "busy" | "trouble"; readonly text: string; readonly detail: string };

export type Screen = {
  /** Null: as the server rendered it. */
  readonly save: SaveSign | null;
  /** The large line under the head; empty when nothing is wrong. */
  readonly trouble: string;
  readonly panel: "over" | "stale" | null;
  readonly overTitle: string;
  readonly overText: string;
  /** Whether the way to the result may be shown: not while saves are still on their way. */
  readonly mayLeave: boolean;
  /** Whether to offer the file of unsent responses. */
  readonly offersFile: boolean;
  readonly needsSignIn: boolean;
  readonly signInText: string;
};

const offerFileAfterMs = 30_000;

export function screenOf(moment: Moment): Screen {
  const { queue, now, deadlineAt } = moment;
  const isOver = queue.stop === "closed" || now >= deadlineAt;
  const panel = queue.stop === "stale-writer" ? "stale" : isOver ? "over" : null;
  const isFailing = queue.failingSince !== null && now - queue.failingSince > offerFileAfterMs;
  const needsSignIn = queue.stop === "signed-out" || queue.stop === "foreign";
  return {
    save: saveSign(moment),
    trouble: panel === null ? troubleText(queue) : "",
    panel,
    ...overWords(moment),
    mayLeave: queue.unsaved === 0 || queue.stop === "closed",
    offersFile: queue.unsaved > 0 && (isFailing || panel !== null),
    needsSignIn,
    signInText: queue.stop === "foreign" ? "Tài khoản đang đăng nhập không phải của bài thi này. Hãy đăng nhập đúng tài khoản đã bắt đầu bài." : "Các câu đã chọn vẫn còn trên máy này và sẽ được gửi ngay sau khi đăng nhập lại.",
  };
}

function saveSign({ queue: { unsaved, isSending, trouble, stop }, lastSavedAt }: Moment): SaveSign | null {
  if (unsaved === 0) return lastSavedAt === null ? null : { tone: "ok", text: "Đã lưu", detail: formatClockTime(lastSavedAt) };
  if (stop !== null || trouble !== null) return { tone: "trouble", text: `Chưa lưu ${unsaved} câu`, detail: "" };
  return { tone: "busy", text: isSending ? "Đang lưu…" : "Chờ lưu…", detail: "" };
}

function troubleText({ unsaved, trouble, stop }: QueueState): string {
  if (stop === "signed-out" || stop === "foreign") return unsaved > 0 ? `Chưa lưu ${unsaved} câu – cần đăng nhập lại.` : "Cần đăng nhập lại để lưu tiếp.";
  if (trouble === null) return "";
  const cause = trouble === "offline" ? "mất mạng" : "máy chủ chưa trả lời";
  if (unsaved > 0) return `Chưa lưu ${unsaved} câu – ${cause}, đang thử lại. Cứ làm tiếp, đừng đóng trang.`;
  return `${trouble === "offline" ? "Mất mạng" : "Máy chủ chưa trả lời"}, đang thử lại. Các câu đã chọn đều đã lưu; cứ làm tiếp, đừng đóng trang.`;
}

function overWords({ queue, now, deadlineAt, graceMs }: Moment): Pick<Screen, "overTitle" | "overText"> {
  const { unsaved, stop } = queue;
  const inTime = now < deadlineAt;
  if (unsaved === 0) {
    return { overTitle: inTime ? "Bài đã được nộp" : "Đã hết giờ – bài đã được thu", overText: "Mọi câu đã lưu đều được tính. Không cần làm gì thêm." };
  }
  if (stop === "closed") {
    return {
      overTitle: `${inTime ? "Bài đã được nộp" : "Đã hết giờ"} – ${unsaved} câu không được tính`,
      overText: `${unsaved} câu chọn trên máy này tới máy chủ sau khi bài đã đóng nên chưa được tính; các câu khác đã lưu vẫn được tính. Hãy tải tệp dưới đây và nộp cho Ban Tổ chức.`,
    };
  }
  const title = `Đã hết giờ – ${unsaved} câu chưa gửi được`;
  if (now < deadlineAt + graceMs) return { overTitle: title, overText: "Trang đang gửi tiếp; máy chủ còn nhận thêm ít giây. Giữ trang này mở và nối lại mạng." };
  return {
    overTitle: title,
    overText: "Trang vẫn đang thử gửi, nhưng đã quá hạn nhận nên các câu này có thể không được tính. Các câu khác đã lưu vẫn được tính. Hãy tải tệp dưới đây và nộp cho Ban Tổ chức.",
  };
}

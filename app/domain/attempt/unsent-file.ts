import { formatClockTime, formatInstant, type Instant } from "../shared/time";

/**
 * The file of responses that never reached the server, as the exam page writes it and an organiser takes it in. `saves` is
 * for the program; `text` says the same to the person and the committee. Nothing in it is proof by itself.
 */
export type UnsentFile = {
  readonly kind: "unsent-responses";
  readonly version: 1;
  readonly attemptId: string;
  readonly receipt: string;
  readonly epoch: number;
  /** Times are the server's as the page estimated them. */
  readonly madeAt: Instant;
  readonly deadlineAt: Instant;
  readonly saves: readonly UnsentSave[];
  readonly text: readonly string[];
};

export type UnsentSave = { readonly sequence: number; readonly position: number; readonly choiceIds: readonly string[]; readonly isFlagged: boolean; readonly editedAt: Instant };

type Source = Pick<UnsentFile, "attemptId" | "receipt" | "epoch" | "madeAt" | "deadlineAt" | "saves"> & {
  /** What the person sees of a save: “B” or “A, C”; empty when nothing is chosen. */
  readonly lettersOf: (save: UnsentSave) => string;
};

export function makeUnsentFile({ lettersOf, saves, ...head }: Source): UnsentFile {
  const byPosition = [...saves].sort((a, b) => a.position - b.position);
  const plain = byPosition.map(({ sequence, position, choiceIds, isFlagged, editedAt }) => ({ sequence, position, choiceIds, isFlagged, editedAt }));
  const text = [
    "Các câu trả lời chưa gửi được tới máy chủ.",
    `Mã biên nhận của bài: ${head.receipt}`,
    `Tệp tạo lúc ${formatInstant(head.madeAt)}; hạn nộp của bài ${formatInstant(head.deadlineAt)}.`,
    ...byPosition.map((save) => `Câu ${save.position}: ${lettersOf(save) || "bỏ trống"} (chọn lúc ${formatClockTime(save.editedAt)})`),
    "Nộp tệp này cho Ban Tổ chức. Các câu đã lưu trước đó không có trong tệp vì đã nằm trên máy chủ.",
  ];
  return { kind: "unsent-responses", version: 1, ...head, saves: plain, text };
}

/** `bai-chua-gui-7K2M-9QXD.json` */
export const unsentFileName = (receipt: string) => `bai-chua-gui-${receipt}.json`;

/** Columns of a question bank sheet. Choices stand in columns named by letters; the letters are the file's only. */
import type { Column } from "./table";

export const choiceLetters = ["A", "B", "C", "D", "E", "F", "G", "H"] as const;
export type ChoiceLetter = (typeof choiceLetters)[number];

export type QuestionColumnKey =
  | "code"
  | "topic"
  | "level"
  | "type"
  | "content"
  | `choice${ChoiceLetter}`
  | "answerKey"
  | "points"
  | "explanation"
  | "citation"
  | "effectiveFrom"
  | "effectiveTo";

export const questionColumns: readonly Column<QuestionColumnKey>[] = [
  { key: "code", title: "Mã câu hỏi", aliases: ["Mã câu", "Mã số", "Mã"] },
  { key: "topic", title: "Chủ đề", isRequired: true, isFreeText: true },
  { key: "level", title: "Mức độ", isRequired: true },
  { key: "type", title: "Loại câu hỏi", aliases: ["Loại câu", "Loại"], isRequired: true },
  { key: "content", title: "Nội dung câu hỏi", aliases: ["Nội dung", "Câu hỏi"], isRequired: true, isFreeText: true },
  ...choiceLetters.map((letter): Column<QuestionColumnKey> => ({
    key: `choice${letter}`,
    title: `Phương án ${letter}`,
    aliases: [`Đáp án ${letter}`],
    isFreeText: true,
    ...(letter === "A" || letter === "B" ? { isRequired: true } : {}),
  })),
  { key: "answerKey", title: "Đáp án", aliases: ["Đáp án đúng"], isRequired: true },
  { key: "points", title: "Điểm" },
  { key: "explanation", title: "Giải thích", isFreeText: true },
  { key: "citation", title: "Căn cứ pháp lý", aliases: ["Căn cứ"], isFreeText: true },
  { key: "effectiveFrom", title: "Hiệu lực từ" },
  { key: "effectiveTo", title: "Hiệu lực đến" },
];

/** Characters a text may have; a longer one is refused, never cut. */
export const textLimits = { topic: 200, content: 4_000, choice: 1_000, explanation: 4_000, citation: 1_000 } as const;

import { describe, expect, it } from "vitest";
import type { RoundRules } from "~/domain/contest/round";
import { boardView } from "~/domain/contest/visibility";
import { hourMs } from "~/domain/shared/time";
import { boardSentence } from "./board-sentence";

const opensAt = Date.UTC(2022, 5, 1, 1);
const closesAt = Date.UTC(2022, 5, 5, 10);
const rules: RoundRules = {
  minutes: 20, graceSeconds: 0, attempts: { allowed: 1, per: "round", pauseMinutes: 0 }, counts: "best", tieBreak: ["score", "prediction"], severalScoring: "all-or-nothing",
  shuffleQuestions: true, shuffleChoices: true, prediction: "persons", show: { score: "at-once", keys: "never", board: "live", freezeMinutes: 60 },
};

/** The sentence under these rules at a moment. */
function said(show: Partial<RoundRules["show"]>, now: number, publishedAt: number | null = null): string {
  const round = { opensAt, closesAt, isTrial: false, state: "ready" as const, lastDeadlineAt: null, rules: { ...rules, show: { ...rules.show, ...show } } };
  return boardSentence(round, boardView(round, now, publishedAt), now);
}

describe("what the board says about itself", () => {
  const during = opensAt + hourMs;
  it.each([
    ["live, round open", said({}, during), "Kết quả tạm thời, còn thay đổi cho đến khi kỳ thi đóng; chưa xét câu dự đoán."],
    ["live, before opening", said({}, opensAt - 1), "Bảng xếp hạng hiện khi kỳ thi mở, lúc 08:00 ngày 01/06/2022."],
    ["frozen from an hour before closing", said({ board: "frozen" }, closesAt - hourMs), "Bảng xếp hạng đã dừng cập nhật từ 16:00 ngày 05/06/2022. Kết quả đầy đủ hiện sau khi kỳ thi đóng."],
    ["after closing, round open", said({ board: "after-closing" }, during), "Bảng xếp hạng hiện sau khi kỳ thi đóng (dự kiến 17:00 ngày 05/06/2022)."],
    ["after closing, round closed", said({ board: "after-closing" }, closesAt), "Kỳ thi đã đóng. Bảng xếp hạng gồm tất cả các bài hợp lệ."],
    ["live, but scores wait for closing", said({ score: "after-closing" }, during), "Bảng xếp hạng hiện sau khi kỳ thi đóng (dự kiến 17:00 ngày 05/06/2022)."],
    ["after publishing, round open", said({ board: "after-publishing" }, during), "Bảng xếp hạng hiện khi Ban Tổ chức công bố kết quả, sau khi kỳ thi đóng (dự kiến 17:00 ngày 05/06/2022)."],
    ["after publishing, closed and not published", said({ board: "after-publishing" }, closesAt), "Kỳ thi đã đóng. Bảng xếp hạng hiện khi Ban Tổ chức công bố kết quả."],
    ["after publishing, published", said({ board: "after-publishing" }, closesAt + 1, closesAt), "Kỳ thi đã đóng. Bảng xếp hạng gồm tất cả các bài hợp lệ."],
    [
      "closed, the last attempts not graded yet",
      boardSentence({ opensAt, closesAt, isTrial: false, state: "ready", lastDeadlineAt: null, rules }, { kind: "settling" }, closesAt),
      "Bảng xếp hạng đang cập nhật: kỳ thi đã đóng, những bài cuối cùng đang được thu và chấm; chưa xét câu dự đoán.",
    ],
    [
      "closed and graded, but the prediction waits for other rounds",
      boardSentence({ opensAt, closesAt, isTrial: false, state: "ready", lastDeadlineAt: null, rules }, { kind: "awaiting" }, closesAt),
      "Kỳ thi đã đóng. Kết quả tạm thời, chưa xét câu dự đoán về cả cuộc thi: được xét khi mọi kỳ thi chính thức đã đóng và chấm xong.",
    ],
  ])("%s", (_, sentence, expected) => expect(sentence).toBe(expected));
});

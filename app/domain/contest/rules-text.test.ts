import { expect, test } from "vitest";
import type { QuestionType } from "../question/question";
import { startOfDay } from "../shared/time";
import { roundWith } from "./round.fixture";
import { type AudienceNames, describeRules as describe, type SetSize } from "./rules-text";

const set: SetSize = { questionCount: 20, totalPoints: 2000, types: new Set(["single", "several", "true-false"]) };
const everybody = { blocs: [], units: [] };
const describeRules = (round: ReturnType<typeof roundWith>, size: SetSize, audience: AudienceNames) => describe({ ...round, lotsSeed: "9f2c" }, size, audience);

test("a round that closes at midnight is open to the end of the day before", () => {
  expect(describeRules(roundWith({ closesAt: startOfDay("2022-06-11") }), set, everybody)[0]).toBe("Kỳ thi mở từ 08:00 ngày 01/06/2022 đến hết ngày 10/06/2022.");
});

test("the rules of an ordinary round, whole", () => {
  expect(describeRules(roundWith(), set, everybody)).toEqual([
    "Kỳ thi mở từ 08:00 ngày 01/06/2022 đến 17:00 ngày 10/06/2022.",
    "Mọi người trong danh sách của cuộc thi đều được dự thi.",
    "Đề thi có 20 câu, tổng 20 điểm; thứ tự câu hỏi và phương án được xáo trộn.",
    "Thời gian làm bài 20 phút, tính từ lúc bấm “Bắt đầu làm bài” và không quá giờ đóng kỳ thi.",
    "Mỗi người được thi 1 lượt.",
    "Câu một lựa chọn và câu Đúng/Sai: chọn đúng được trọn điểm, chọn sai không bị trừ điểm.",
    "Câu nhiều lựa chọn: chỉ được điểm khi chọn đúng và đủ các phương án.",
    "Câu trả lời được lưu ngay khi chọn; hết giờ, bài được tự động thu và chấm theo những gì đã lưu (câu chọn kịp giờ mà gửi chậm được nhận thêm trong 10 giây).",
    "Câu dự đoán: có bao nhiêu người dự thi; mỗi người dự đoán một lần, sửa được đến khi lượt thi đầu tiên kết thúc.",
    "Xếp hạng lần lượt theo: điểm cao hơn; dự đoán gần đúng hơn; thời gian làm bài ngắn hơn; nộp bài sớm hơn; bốc thăm.",
    "Bốc thăm theo mã SHA-256 của “9f2c:” viết liền với mã số của người dự thi: mã nhỏ hơn xếp trên, ai cũng tính lại được.",
    "Điểm hiện ngay sau khi nộp bài.",
    "Đáp án và căn cứ pháp lý được xem sau khi kỳ thi đóng đối với tất cả mọi người.",
    "Bảng xếp hạng được cập nhật trong suốt kỳ thi.",
  ]);
});

test("several attempts: how many, the pause, which counts", () => {
  const text = (allowed: number | null, per: "round" | "day" | "week", pauseMinutes: number) =>
    describeRules(roundWith({ rules: { attempts: { allowed, per, pauseMinutes }, counts: "last" } }), set, everybody);
  expect(text(3, "day", 30)).toContain("Mỗi người được thi tối đa 3 lượt mỗi ngày, lượt sau cách lượt trước ít nhất 30 phút.");
  expect(text(1, "week", 0)).toContain("Mỗi người được thi tối đa 1 lượt mỗi tuần (từ thứ Hai đến Chủ nhật).");
  expect(text(null, "round", 0)).toContain("Mỗi người được thi không giới hạn số lượt.");
  expect(text(2, "round", 0)).toContain("Mỗi người được tính một lượt: lượt hợp lệ cuối cùng.");
});

test("a trial says first that it counts for nothing, and has neither ranking nor board", () => {
  const text = describeRules(roundWith({ isTrial: true }), set, everybody);
  expect(text[0]).toBe("Đây là kỳ thi thử: kết quả không được tính.");
  expect(text.join(" ")).not.toContain("ếp hạng");
});

test("a prediction about the whole contest says so, and when it is looked at", () => {
  expect(describeRules(roundWith({ rules: { prediction: "contest-persons" } }), set, everybody)).toContain(
    "Câu dự đoán: có bao nhiêu người dự thi trong cả cuộc thi; mỗi người dự đoán một lần, sửa được đến khi lượt thi đầu tiên kết thúc; được xét khi mọi kỳ thi chính thức của cuộc thi đã đóng và chấm xong.",
  );
});

test("scores or keys that wait for the whole contest say so", () => {
  const text = (rules: NonNullable<NonNullable<Parameters<typeof roundWith>[0]>["rules"]>) => describeRules(roundWith({ rules }), set, everybody);
  const waits = "Kết quả được công bố sau khi mọi kỳ thi chính thức của cuộc thi đã đóng và chấm xong.";
  expect(text({ prediction: "contest-persons", show: { score: "after-publishing" } }).at(-2)).toBe(waits);
  expect(text({ prediction: "contest-persons", show: { keys: "after-publishing" } })).toContain(waits);
  expect(text({ prediction: "contest-persons" })).not.toContain(waits);
  expect(text({ prediction: "persons", show: { score: "after-publishing" } })).not.toContain(waits);
});

test("what the round does not have is not mentioned", () => {
  const rules = { prediction: null, shuffleQuestions: false, shuffleChoices: false, tieBreak: ["score" as const] };
  const text = describeRules(roundWith({ rules }), { ...set, types: new Set(["single"]) }, everybody).join(" ");
  for (const word of ["dự đoán", "xáo trộn", "Câu nhiều lựa chọn", "Đúng/Sai", "ốc thăm"]) expect(text).not.toContain(word);
});

test("points are told of the kinds of question that the set has", () => {
  const about = (...types: QuestionType[]) => describeRules(roundWith(), { ...set, types: new Set(types) }, everybody).filter((sentence) => sentence.startsWith("Câu ") && sentence.includes(": ch"));
  expect(about("single")).toEqual(["Câu một lựa chọn: chọn đúng được trọn điểm, chọn sai không bị trừ điểm."]);
  expect(about("true-false", "several")).toEqual(["Câu Đúng/Sai: chọn đúng được trọn điểm, chọn sai không bị trừ điểm.", "Câu nhiều lựa chọn: chỉ được điểm khi chọn đúng và đủ các phương án."]);
  expect(about("several")).toHaveLength(1);
});

test("a live board with scores after publishing is described as what it does: after publishing", () => {
  const text = describeRules(roundWith({ rules: { show: { score: "after-publishing" } } }), set, everybody);
  expect(text.at(-1)).toBe("Bảng xếp hạng được xem sau khi Ban Tổ chức công bố kết quả.");
});

test("keys after closing with scores after publishing are promised for when they show: after publishing", () => {
  const text = describeRules(roundWith({ rules: { show: { score: "after-publishing", keys: "after-closing" } } }), set, everybody);
  expect(text.at(-2)).toBe("Đáp án và căn cứ pháp lý được xem sau khi Ban Tổ chức công bố kết quả.");
});

test.each([
  [{ blocs: ["Đoàn viên", "Hội viên phụ nữ"], units: [] }, "Người dự thi: khối Đoàn viên hoặc Hội viên phụ nữ."],
  [{ blocs: [], units: ["Công an xã Tịnh Hà"] }, "Người dự thi: mọi người của Công an xã Tịnh Hà (gồm cả các đơn vị trực thuộc)."],
  [{ blocs: ["Đoàn viên"], units: ["Đội Tổng hợp", "Đội Hậu cần"] }, "Người dự thi: khối Đoàn viên của Đội Tổng hợp hoặc Đội Hậu cần (gồm cả các đơn vị trực thuộc)."],
])("who may take part, %j", (audience, sentence) => {
  expect(describeRules(roundWith(), set, audience)[1]).toBe(sentence);
});

type Change = Parameters<typeof roundWith>[0];
test.each<[string, Change, Change]>([
  ["opening", {}, { opensAt: startOfDay("2022-06-02") }],
  ["closing", {}, { closesAt: startOfDay("2022-06-09") }],
  ["trial", {}, { isTrial: true }],
  ["minutes", {}, { rules: { minutes: 21 } }],
  ["grace", {}, { rules: { graceSeconds: 0 } }],
  ["number of attempts", {}, { rules: { attempts: { allowed: 2, per: "round", pauseMinutes: 0 } } }],
  ["period of attempts", { rules: { attempts: { allowed: 2, per: "day", pauseMinutes: 0 } } }, { rules: { attempts: { allowed: 2, per: "week", pauseMinutes: 0 } } }],
  ["pause", { rules: { attempts: { allowed: null, per: "day", pauseMinutes: 5 } } }, { rules: { attempts: { allowed: null, per: "day", pauseMinutes: 6 } } }],
  ["which attempt counts", { rules: { counts: "best", attempts: { allowed: 2, per: "round", pauseMinutes: 0 } } }, { rules: { counts: "first", attempts: { allowed: 2, per: "round", pauseMinutes: 0 } } }],
  ["order of the chain", {}, { rules: { tieBreak: ["score", "duration", "prediction", "submitted-earlier", "lots"] } }],
  ["scoring of several choices", {}, { rules: { severalScoring: "proportional" } }],
  ["order of questions", {}, { rules: { shuffleQuestions: false } }],
  ["order of choices", {}, { rules: { shuffleChoices: false } }],
  ["what is predicted", {}, { rules: { prediction: "attempts" } }],
  ["when scores show", {}, { rules: { show: { score: "after-closing" } } }],
  ["when keys show", {}, { rules: { show: { keys: "never" } } }],
  ["when the board shows", {}, { rules: { show: { board: "after-closing" } } }],
  ["how long the board stands still", { rules: { show: { board: "frozen", freezeMinutes: 30 } } }, { rules: { show: { board: "frozen", freezeMinutes: 31 } } }],
])("no rule is left out: %s", (_rule, one, other) => {
  expect(describeRules(roundWith(one), set, everybody)).not.toEqual(describeRules(roundWith(other), set, everybody));
});

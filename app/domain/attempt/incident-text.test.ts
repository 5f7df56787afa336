import { expect, test } from "vitest";
import { minuteMs, secondMs } from "../shared/time";
import { incidentSentence, termsSentence, untilNextDecision, wasCutAtClosing } from "./incident-text";

const at = Date.UTC(2022, 5, 10, 1);
const dueAt = at + 5 * minuteMs;
const given = (minutes: number) => ({ before: { deadlineAt: dueAt }, after: { deadlineAt: dueAt + minutes * minuteMs } });
const extra = { kind: "extra-time", at, terms: { minutes: 25, mayPassClosing: false } } as const;

test.each([
  ["all 25", [given(25), given(25)], "Thêm 25 phút."],
  ["one attempt, cut to 16", [given(16)], "Thêm 25 phút, nhưng chỉ đến giờ đóng kỳ thi (được 16 phút)."],
  ["3 attempts, all cut to 16", [given(16), given(16), given(16)], "Thêm 25 phút, nhưng cả 3 lượt thi chỉ đến giờ đóng kỳ thi (được 16 phút)."],
  ["2 of 3, cut to 9 and 16", [given(9), given(25), given(16)], "Thêm 25 phút, trong đó 2/3 lượt thi chỉ đến giờ đóng kỳ thi (được từ 9 phút đến 16 phút)."],
  ["cut within a minute", [{ before: { deadlineAt: dueAt }, after: { deadlineAt: dueAt + 16 * minuteMs + 20 * secondMs } }], "Thêm 25 phút, nhưng chỉ đến giờ đóng kỳ thi (được 16 phút 20 giây)."],
])("25 minutes of extra time: %s", (_, attempts, sentence) => {
  expect(termsSentence(extra, attempts)).toBe(sentence);
});

test("who got nothing is counted too, and is a cut", () => {
  const left = { ...extra, terms: { ...extra.terms, leftAtClosing: 3 } };
  expect(termsSentence(left, [given(25)])).toBe("Thêm 25 phút; 3 lượt thi không được thêm vì không còn thời gian trước giờ đóng kỳ thi.");
  expect(termsSentence(left, [given(16)])).toBe("Thêm 25 phút, nhưng chỉ đến giờ đóng kỳ thi (được 16 phút); 3 lượt thi không được thêm vì không còn thời gian trước giờ đóng kỳ thi.");
  expect([wasCutAtClosing(left, [given(25)]), wasCutAtClosing(extra, [given(25), given(16)]), wasCutAtClosing(extra, [given(25)]), wasCutAtClosing({ kind: "void", at, terms: {} }, [given(0)])]).toEqual([true, true, false, false]);
});

test("a reopened attempt counts its minutes from the reopening, whatever its deadline was", () => {
  const reopening = { kind: "reopening", at, terms: { minutes: 10, mayPassClosing: true } } as const;
  const until = (minutes: number) => ({ before: { deadlineAt: at - 30 * minuteMs }, after: { deadlineAt: at + minutes * minuteMs } });
  expect(termsSentence(reopening, [until(10)])).toBe("Làm tiếp trong 10 phút, được quá giờ đóng kỳ thi.");
  expect(termsSentence({ ...reopening, terms: { minutes: 10, mayPassClosing: false } }, [until(4)])).toBe("Làm tiếp trong 10 phút, nhưng chỉ đến giờ đóng kỳ thi (được 4 phút).");
});

test("a void has no terms; a file says which questions", () => {
  expect(termsSentence({ kind: "void", at, terms: {} }, [given(0)])).toBe("");
  expect(termsSentence({ kind: "hand-in", at, terms: { positions: [1, 3], fileMadeAt: at } }, [])).toBe("Nhận câu 1, 3 từ tệp tạo lúc 08:00 ngày 10/06/2022.");
});

test.each([
  ["extra-time", "Ban Tổ chức cho thêm giờ: hạn nộp mới 08:30 ngày 10/06/2022"],
  ["reopening", "Ban Tổ chức mở lại lượt thi: làm tiếp đến 08:30 ngày 10/06/2022"],
] as const)("%s tells its deadline, and where a closing has brought that forward, to when", (kind, sentence) => {
  const after = { deadlineAt: at + 30 * minuteMs };
  expect(incidentSentence({ kind, after, deadlineAt: after.deadlineAt })).toBe(`${sentence}.`);
  expect(incidentSentence({ kind, after, deadlineAt: after.deadlineAt + minuteMs })).toBe(`${sentence}.`);
  expect(incidentSentence({ kind, after, deadlineAt: after.deadlineAt - 13 * minuteMs })).toBe(`${sentence} (sau đó rút xuống còn đến 08:17 ngày 10/06/2022).`);
});

const decided = (attemptId: string, before: number, after: number) => ({ attemptId, before: { deadlineAt: at + before * minuteMs }, after: { deadlineAt: at + after * minuteMs } });

test.each([
  ["extra time, then a reopening that ends earlier", [decided("a", 20, 60), decided("a", 60, 40)], 40, [60, 40]],
  ["extra time that an early closing cut, then a reopening", [decided("a", 20, 60), decided("a", 35, 50)], 50, [35, 50]],
  ["extra time, a reopening that ends earlier, then an early closing", [decided("a", 20, 60), decided("a", 60, 40)], 30, [60, 30]],
  ["a decision about somebody else in between", [decided("a", 20, 60), decided("b", 20, 25)], 45, [45, 45]],
])("what became of a deadline is told up to the next decision about the same attempt: %s", (_, incidents, now, expected) => {
  const ends = untilNextDecision(incidents.map((incident) => ({ ...incident, deadlineAt: at + now * minuteMs })));
  expect(ends.map(({ attemptId, deadlineAt }) => [attemptId, deadlineAt])).toEqual(incidents.map(({ attemptId }, index) => [attemptId, at + expected[index]! * minuteMs]));
});

import { expect, test } from "vitest";
import type { RoundChange } from "../contest/round-change";
import { minuteMs } from "../shared/time";
import { deadlineNews, hasMovedDeadline } from "./deadline-news";

/** 08:00 on 10 June 2022 in Vietnam. */
const startedAt = Date.UTC(2022, 5, 10, 1);
const at = (minute: number) => startedAt + minute * minuteMs;
const incident = (kind: "extra-time" | "reopening" | "hand-in", minute: number) => ({ kind, at: at(minute), reason: "Mất điện" });
const closing = (minute: number, to: number, running: "kept" | "collected" = "collected") => ({ at: at(minute), reason: "Bão số 3", changedBy: null, changes: [{ kind: "closes-earlier", from: at(600), to: at(to), running }] satisfies RoundChange[] });

test("20 minutes after the start nothing has moved; a minute more or less has", () => {
  expect([19, 20, 21].map((minute) => hasMovedDeadline({ startedAt, deadlineAt: at(minute) }, 20))).toEqual([true, false, true]);
});

test.each([
  ["extra time", 30, [incident("extra-time", 5)], [], "Ban Tổ chức đã cho thêm giờ: hạn nộp bài là 08:30 ngày 10/06/2022. Lý do: Mất điện"],
  ["reopened", 30, [incident("reopening", 15)], [], "Ban Tổ chức đã mở lại lượt thi: làm tiếp đến 08:30 ngày 10/06/2022. Lý do: Mất điện"],
  ["reopened, then extra time", 40, [incident("reopening", 15), incident("extra-time", 20)], [], "Ban Tổ chức đã cho thêm giờ: hạn nộp bài là 08:40 ngày 10/06/2022. Lý do: Mất điện"],
  ["collected early", 12, [], [closing(4, 12)], "Kỳ thi đóng sớm: bài đang làm được thu lúc 08:12 ngày 10/06/2022. Lý do: Bão số 3"],
  ["extra time that an early closing cut again", 22, [incident("extra-time", 5)], [closing(10, 22)], "Kỳ thi đóng sớm: bài đang làm được thu lúc 08:22 ngày 10/06/2022. Lý do: Bão số 3"],
  ["extra time beyond the early closing", 40, [incident("extra-time", 12)], [closing(10, 22)], "Ban Tổ chức đã cho thêm giờ: hạn nộp bài là 08:40 ngày 10/06/2022. Lý do: Mất điện"],
  ["extra time that ends before the early closing", 30, [incident("extra-time", 5)], [closing(10, 35)], "Ban Tổ chức đã cho thêm giờ: hạn nộp bài là 08:30 ngày 10/06/2022. Lý do: Mất điện"],
  ["closed early twice: the newest reason", 12, [], [{ ...closing(4, 12), reason: "Cũ" }, closing(6, 12)], "Kỳ thi đóng sớm: bài đang làm được thu lúc 08:12 ngày 10/06/2022. Lý do: Bão số 3"],
  ["an early closing that lets people finish", 25, [], [closing(4, 12, "kept")], null],
  ["a file handed in", 12, [incident("hand-in", 5)], [], null],
  ["started shortly before the closing", 12, [], [], null],
])("%s", (_, deadline, incidents, changes, expected) => {
  expect(deadlineNews(at(deadline), incidents, changes)).toBe(expected);
});

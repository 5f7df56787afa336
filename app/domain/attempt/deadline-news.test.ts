import { expect, test } from "vitest";
import type { RoundChange } from "../contest/round-change";
import { minuteMs } from "../shared/time";
import { collectionNews, deadlineNews, hasMovedDeadline } from "./deadline-news";

/** 08:00 on 10 June 2022 in Vietnam. */
const startedAt = Date.UTC(2022, 5, 10, 1);
const at = (minute: number) => startedAt + minute * minuteMs;
const incident = (kind: "extra-time" | "reopening" | "hand-in", minute: number, until: number) => ({ kind, at: at(minute), reason: "Mất điện", after: { deadlineAt: at(until) } });
const told = (minute: number, ...changes: RoundChange[]) => ({ at: at(minute), reason: "Bão số 3", changedBy: null, changes });
const closing = (minute: number, to: number, running: "kept" | "collected" = "collected") => told(minute, { kind: "closes-earlier", from: at(600), to: at(to), running });
const longer = { kind: "minutes", from: 20, to: 50 } as const;
const later = (from: number, to: number) => ({ kind: "closes-later", from: at(from), to: at(to) }) as const;
const given = (moment: string) => `Ban Tổ chức đã cho thêm giờ: hạn nộp bài là ${moment} ngày 10/06/2022. Lý do: Mất điện`;
const more = (moment: string) => `Thời gian làm bài tăng từ 20 lên 50 phút: hạn nộp bài là ${moment} ngày 10/06/2022. Lý do: Bão số 3`;
const prolonged = (moment: string) => `Kỳ thi được gia hạn đến 08:40 ngày 10/06/2022: hạn nộp bài là ${moment} ngày 10/06/2022. Lý do: Bão số 3`;

test("20 minutes after the start nothing has moved; a minute more or less has", () => {
  expect([19, 20, 21].map((minute) => hasMovedDeadline({ startedAt, deadlineAt: at(minute) }, 20))).toEqual([true, false, true]);
});

test.each([
  ["extra time", 30, [incident("extra-time", 5, 30)], [], given("08:30")],
  ["reopened", 30, [incident("reopening", 15, 30)], [], "Ban Tổ chức đã mở lại lượt thi: làm tiếp đến 08:30 ngày 10/06/2022. Lý do: Mất điện"],
  ["reopened, then extra time", 40, [incident("reopening", 15, 30), incident("extra-time", 20, 40)], [], given("08:40")],
  ["collected early", 12, [], [closing(4, 12)], "Kỳ thi đóng sớm: bài đang làm được thu lúc 08:12 ngày 10/06/2022. Lý do: Bão số 3"],
  ["extra time that an early closing cut again", 22, [incident("extra-time", 5, 30)], [closing(10, 22)], "Kỳ thi đóng sớm: bài đang làm được thu lúc 08:22 ngày 10/06/2022. Lý do: Bão số 3"],
  ["extra time beyond the early closing", 40, [incident("extra-time", 12, 40)], [closing(10, 22)], given("08:40")],
  ["extra time that ends before the early closing", 30, [incident("extra-time", 5, 30)], [closing(10, 35)], given("08:30")],
  ["closed early twice: the newest reason", 12, [], [{ ...closing(4, 12), reason: "Cũ" }, closing(6, 12)], "Kỳ thi đóng sớm: bài đang làm được thu lúc 08:12 ngày 10/06/2022. Lý do: Bão số 3"],
  ["an early closing that lets people finish", 25, [], [closing(4, 12, "kept")], null],
  ["a file handed in", 12, [incident("hand-in", 5, 12)], [], null],
  ["started shortly before the closing", 12, [], [], null],
  ["extra time, then more minutes for everybody", 60, [incident("extra-time", 5, 30)], [told(10, longer)], more("09:00")],
  ["more minutes for everybody, then extra time", 60, [incident("extra-time", 10, 60)], [told(5, longer)], given("09:00")],
  ["extra time past the closing, then more minutes that it has already", 60, [incident("extra-time", 5, 60)], [told(10, longer)], given("09:00")],
  ["extra time up to the closing, then a later one", 35, [incident("extra-time", 5, 30)], [told(10, later(30, 40))], prolonged("08:35")],
  ["extra time, more minutes, then a later closing that it did not need", 60, [incident("extra-time", 5, 30)], [told(20, later(70, 90)), told(10, longer)], more("09:00")],
  ["to be collected, then prolonged, but not to what was given before", 40, [incident("extra-time", 5, 50)], [told(12, later(20, 40)), closing(10, 20)], prolonged("08:40")],
  ["more minutes, cut at the closing", 30, [], [told(10, longer)], more("08:30")],
  ["cut at the closing, then more minutes that change nothing", 15, [], [told(10, longer)], null],
  ["prolonged before it was started", 40, [], [told(-1, later(30, 40))], null],
])("%s", (_, deadline, incidents, changes, expected) => {
  expect(deadlineNews({ startedAt, deadlineAt: at(deadline) }, incidents, changes)).toBe(expected);
});

test("once the attempt is over only a closing that collected it is told", () => {
  expect(collectionNews(at(12), [closing(4, 12)])).toBe("Kỳ thi đóng sớm: bài đang làm được thu lúc 08:12 ngày 10/06/2022. Lý do: Bão số 3");
  expect(collectionNews(at(35), [told(10, later(30, 40), longer)])).toBeNull();
});

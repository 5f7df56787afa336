import { expect, test } from "vitest";
import { hourMs, startOfDay } from "../shared/time";
import { isSilent, seatStateLabel, type SeatState, seatTimeText, silentAfterMs, silentBefore } from "./presence";

const now = 10_000_000;
const before = silentBefore({ state: "ready" }, now);
const seen = (ago: number) => ({ state: "in-progress" as const, lastSeenAt: now - ago });

test("an attempt in progress is silent when nothing has come for more than 60 s", () => {
  expect([59_999, silentAfterMs, 60_001].map((ago) => isSilent(seen(ago), before))).toEqual([false, false, true]);
});

test("nobody else is: neither who has not started nor who has finished", () => {
  expect(isSilent({ state: "not-started", lastSeenAt: null }, before)).toBe(false);
  expect((["submitted", "expired", "void"] as const).map((state) => isSilent({ state, lastSeenAt: 0 }, before))).toEqual([false, false, false]);
});

test("in a cancelled round nobody is silent, and who has not handed in is not said to work", () => {
  expect(isSilent(seen(hourMs), silentBefore({ state: "cancelled" }, now))).toBe(false);
  const labels = (isCancelled: boolean) => (["not-started", "in-progress", "submitted"] as const).map((state) => seatStateLabel(state, { isCancelled }));
  expect([labels(false), labels(true)]).toEqual([["Chưa vào thi", "Đang làm bài", "Đã nộp"], ["Chưa vào thi", "Chưa nộp", "Đã nộp"]]);
});

const deadlineAt = startOfDay("2022-06-14") + 37_920_000;

test.each<[SeatState, number, number | null, string]>([
  ["in-progress", deadlineAt - 65_000, null, "còn 1 phút 05 giây"],
  ["in-progress", deadlineAt - 1, null, "còn 0 phút 00 giây"],
  ["in-progress", deadlineAt, null, "hết giờ, đang thu bài"],
  ["submitted", deadlineAt, deadlineAt - 60_000, "nộp 14/06/2022 10:31"],
  ["expired", deadlineAt, deadlineAt, "hết giờ 14/06/2022 10:32"],
  ["void", deadlineAt, deadlineAt, "kết thúc 14/06/2022 10:32"],
  ["void", deadlineAt, null, ""],
])("the time of a seat that is %s", (state, at, submittedAt, words) => {
  expect(seatTimeText({ state, deadlineAt, submittedAt }, at)).toBe(words);
});

test("nobody's time has begun before an attempt", () => {
  expect(seatTimeText({ state: "not-started", deadlineAt: null, submittedAt: null }, now)).toBe("");
});

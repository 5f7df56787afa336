import { expect, test } from "vitest";
import { minuteMs, secondMs } from "~/domain/shared/time";
import { lateStartText } from "./late-start-text";

test("a start is late when the round closes before the minutes of an attempt are over", () => {
  const round = { minutes: 20, closesAt: 100 * minuteMs };
  const before = (left: number) => lateStartText(round, round.closesAt - left);
  expect(before(40 * minuteMs)).toBeNull();
  expect(before(40 * minuteMs - 1)).toBe("Kỳ thi sắp đóng: bắt đầu sau 08:20 ngày 01/01/1970 thì không đủ 20 phút làm bài.");
  expect(before(20 * minuteMs)).toContain("bắt đầu sau 08:20");
  expect(before(20 * minuteMs - 1)).toBe("Kỳ thi sắp đóng: nếu bắt đầu bây giờ, chỉ còn 19 phút làm bài thay vì 20 phút.");
  expect(before(minuteMs)).toContain("chỉ còn 1 phút");
  expect(before(59 * secondMs)).toContain("chỉ còn chưa đầy 1 phút");
});

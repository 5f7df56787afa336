import { describe, expect, it } from "vitest";
import { clockLabel } from "~/domain/attempt/clock-label";
import { announcement, Countdown, movedText } from "./countdown";

describe("Countdown", () => {
  it("counts by the server's deadline and this page's monotonic clock, not by wall time", () => {
    const countdown = new Countdown(1_000_000, 50, 1_060_000);
    expect(countdown.remaining(50)).toBe(60_000);
    expect(countdown.remaining(30_050)).toBe(30_000);
    expect(countdown.remaining(90_000)).toBe(0);
  });

  it("takes extra time and a corrected clock from a reply", () => {
    const countdown = new Countdown(1_000_000, 0, 1_060_000);
    countdown.correct(1_010_000, 5_000, 1_120_000);
    expect(countdown.remaining(5_000)).toBe(110_000);
  });
});

describe("a deadline that was moved", () => {
  const at = Date.UTC(2022, 5, 1, 11, 34);
  it.each([
    ["later", 11 * 60_000, "Ban Tổ chức đã lùi hạn nộp bài đến 18:45. Xem lý do ở trang “Các kỳ thi”."],
    ["earlier", -8 * 60_000, "Ban Tổ chức đã rút hạn nộp bài xuống còn đến 18:26. Xem lý do ở trang “Các kỳ thi”."],
    ["not at all, but for rounding", 999, null],
  ])("%s", (_, by, text) => {
    expect(movedText(at, at + by)).toBe(text);
  });
});

describe("announcement", () => {
  it.each([
    [600_001, 600_000, "Còn 10 phút."],
    [600_000, 599_999, null],
    [300_200, 299_950, "Còn 5 phút."],
    [60_010, 59_990, "Còn 1 phút."],
    [250, 0, "Đã hết giờ làm bài."],
    [0, 0, null],
  ])("from %d to %d ms left says %s", (before, after, sentence) => {
    expect(announcement(before, after)).toBe(sentence);
  });
});

describe("clockLabel", () => {
  it.each([
    [0, "0:00"],
    [1, "0:01"],
    [59_001, "1:00"],
    [761_000, "12:41"],
    [3_729_000, "1:02:09"],
  ])("shows %d ms as %s", (milliseconds, text) => {
    expect(clockLabel(milliseconds)).toBe(text);
  });
});

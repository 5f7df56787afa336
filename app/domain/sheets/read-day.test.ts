import { describe, expect, it } from "vitest";
import type { SheetCell } from "./cell";
import { dayOfSerial } from "./cell";
import { readDay } from "./read-day";

const text = (value: string): SheetCell => ({ kind: "text", text: value });
const date = (serial: number): SheetCell => ({ kind: "date", serial });
const number = (value: number): SheetCell => ({ kind: "number", value });

describe("a day", () => {
  it.each([
    [text("07/11/1993"), "1993-11-07"],
    [text(" 3/4/1991 "), "1991-04-03"],
    [text("03-04-1991"), "1991-04-03"],
    [text("3.4.1991"), "1991-04-03"],
    [text("1992-11-05"), "1992-11-05"],
    [text("29/02/1996"), "1996-02-29"],
    [date(26_757), "1973-04-03"],
    [date(26_757.75), "1973-04-03"],
    [text("  "), null],
    [null, null],
  ])("is read from %j as %s", (cell, day) => {
    expect(readDay(cell)).toEqual({ ok: true, value: day });
  });

  it.each([
    [text("31/02/1995"), /ngày có thật/],
    [text("29/02/1900"), /ngày có thật/],
    [text("00/01/1990"), /ngày có thật/],
    [text("12/25/1990"), /không có tháng 25/],
    [text("15/3/90"), /không phải ngày/],
    [text("giữa năm 2018"), /không phải ngày/],
    [text("1990"), /chỉ có năm/],
    [text("1/2/90"), /năm đủ bốn chữ số/],
    [number(1990), /chỉ có năm/],
    [number(32_947), /ô số, không phải ô ngày/],
    [date(60), /ngày có thật/],
    [date(-1), /ngày có thật/],
  ])("is not guessed from %j", (cell, says) => {
    const read = readDay(cell);
    expect(read.ok ? "" : read.refusal).toMatch(says);
  });

  it("of a serial is known from the day after Excel's false leap day to the last day of 9999", () => {
    expect([60, 61, 2_958_465, 2_958_466, Number.NaN].map(dayOfSerial)).toEqual([null, "1900-03-01", "9999-12-31", null, null]);
  });
});

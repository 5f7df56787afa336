import { describe, expect, it } from "vitest";
import { cellContent, daySerial, durationSerial, inertText, instantSerial } from "./report-cell";

describe("inert text", () => {
  it.each(["=1+1", "+84950000001", "-cmd|'/C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1+1", "＝1+1", "-"])("%j gets an apostrophe in front", (text) => {
    expect(inertText(text)).toBe(`'${text}`);
  });

  it.each(["Nguyễn Thị Ệ", "001001", "0950220463", "a=b", "– gạch dài", "'=1", "10-12"])("%j stays as it is", (text) => {
    expect(inertText(text)).toBe(text);
  });

  it("a text longer than a cell can hold (32,767) ends in an ellipsis", () => {
    const cut = inertText("x".repeat(40_000));
    expect(cut.length).toBe(32_767);
    expect(cut.endsWith("…")).toBe(true);
  });
});

describe("serial numbers are wall time in Vietnam", () => {
  it("01/01/1970 00:00 UTC is 07:00 in Vietnam: 25569 + 7/24", () => {
    expect(instantSerial(0)).toBeCloseTo(25_569 + 7 / 24, 9);
  });

  it("14/06/2022 23:59:59.999 in Vietnam stays on the 14th and is cut to the second", () => {
    expect(instantSerial(Date.UTC(2022, 5, 14, 16, 59, 59, 999))).toBeCloseTo(44_726 + 86_399 / 86_400, 9);
  });

  it("a day is a whole number: 01/03/1900 is 61, 14/06/2022 is 44726", () => {
    expect([daySerial("1900-03-01"), daySerial("2022-06-14")]).toEqual([61, 44_726]);
  });

  it("12 minutes 05 seconds is 725/86400 of a day; the rest of a second is cut", () => {
    expect(durationSerial(725_999)).toBe(725 / 86_400);
  });
});

describe("content by kind", () => {
  it.each([
    ["points", 1584, 15.84],
    ["percent", 0.716, 0.716],
    ["integer", 0, 0],
    ["code", "000001", "000001"],
    ["text", "", null],
    ["instant", null, null],
  ] as const)("%s %j becomes %j", (kind, value, content) => {
    expect(cellContent(kind, value)).toBe(content);
  });

  it.each([
    ["integer", "12"],
    ["points", Number.NaN],
    ["percent", Infinity],
    ["code", 1],
    ["day", "14/06/2022"],
    ["day", 44_726],
  ] as const)("%s refuses %j", (kind, value) => {
    expect(() => cellContent(kind, value)).toThrow(TypeError);
  });
});

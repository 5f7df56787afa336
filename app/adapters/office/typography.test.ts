import { describe, expect, it } from "vitest";
import { lineCount, lineHeight, textWidth } from "./typography.server";

describe("text in Times New Roman", () => {
  it("digits are half an em; diacritics add no width; NFD measures like NFC", () => {
    expect(textWidth("000", 12)).toBeCloseTo(18, 6);
    expect(textWidth("ệ", 12)).toBe(textWidth("e", 12));
    expect(textWidth("Nguyễn Thị Ệ".normalize("NFD"), 13)).toBe(textWidth("Nguyễn Thị Ệ", 13));
  });

  it("words wrap whole; a word longer than the line breaks; a line break counts", () => {
    const twoDigits = textWidth("00", 12);
    expect(lineCount("00 00 00", twoDigits + 1, 12)).toBe(3);
    expect(lineCount("000000", twoDigits + 1, 12)).toBe(3);
    expect(lineCount("0\n0", 100, 12)).toBe(2);
    expect(lineCount("", 100, 12)).toBe(1);
  });

  it("heights are whole screen pixels", () => {
    expect([1, 2, 3].map((lines) => lineHeight(lines, 13) % 0.75)).toEqual([0, 0, 0]);
  });
});

/**
 * How wide a text is in Times New Roman, so that row heights and page breaks can be written into the file: a spreadsheet
 * program does not grow rows of merged cells by itself, and a streamed file has to state heights before it is opened.
 * Advance widths are the font's own, in thousandths of its size; diacritics add none.
 */
const groups: readonly (readonly [string, number])[] = [
  ["ijlt|:;,./\\ 't", 278], ["fIr()[]-", 333], ["sJ", 389], ["aceszk?“”\"", 444], ["bdghnopquvxyđ0123456789ơư–_$*#", 500],
  ["FPS", 556], ["ELTZ+=<>", 611], ["BCRƠ", 667], ["ADGHKNOQUVXYwĐƯ", 722], ["mMW%&@", 889], ["…—", 1000],
];
const widths = new Map(groups.flatMap(([letters, width]) => [...letters].map((letter) => [letter, width] as const)));
const marks = /[\u0300-\u031A\u031C-\u036F]/g;
const unknownWidth = 600;
const boldFactor = 1.07;

/** In points, for a font size in points. */
export function textWidth(text: string, size: number, isBold = false): number {
  let thousandths = 0;
  for (const letter of text.normalize("NFD").replace(marks, "").normalize("NFC")) thousandths += widths.get(letter) ?? unknownWidth;
  return (thousandths / 1000) * size * (isBold ? boldFactor : 1);
}

/** Lines that a text needs in `available` points when words wrap whole and longer words break anywhere. At least 1. */
export function lineCount(text: string, available: number, size: number, isBold = false): number {
  return text.split("\n").reduce((lines, paragraph) => lines + linesOfParagraph(paragraph, available, size, isBold), 0);
}

function linesOfParagraph(paragraph: string, available: number, size: number, isBold: boolean): number {
  if (textWidth(paragraph, size, isBold) <= available) return 1;
  const blank = textWidth(" ", size, isBold);
  let lines = 1;
  let used = 0;
  for (const word of paragraph.split(" ")) {
    const width = textWidth(word, size, isBold);
    if (used > 0 && used + blank + width > available) {
      lines += 1;
      used = 0;
    }
    used += (used > 0 ? blank : 0) + width;
    while (used > available) {
      lines += 1;
      used -= available;
    }
  }
  return lines;
}

/** Height of that many lines in points, in steps of a screen pixel (0.75), as spreadsheet programs keep it. */
export function lineHeight(lines: number, size: number, padding = 2): number {
  return Math.ceil((lines * size * 1.2 + padding) / 0.75) * 0.75;
}

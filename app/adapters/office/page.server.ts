/**
 * The sheet of paper: A4 landscape with the margins of Nghị định 30/2020/NĐ-CP (30 mm left for binding), fitted to its
 * width. The plan foresees the automatic page breaks by adding up the row heights that are written, so that the closing block
 * can be kept together. Programs settle on scales a percent or two apart (seen: LibreOffice 71 % where 73 % fits), so
 * over many pages it is a good guess, not a promise. Lengths are points.
 */
import type { PageSetup } from "exceljs";

const pointsPerMillimetre = 72 / 25.4;
const paper = { width: 297 * pointsPerMillimetre, height: 210 * pointsPerMillimetre };
const margins = { left: 30, right: 15, top: 20, bottom: 20, header: 10, footer: 10 };
export const printableWidth = paper.width - (margins.left + margins.right) * pointsPerMillimetre;
const printableHeight = paper.height - (margins.top + margins.bottom) * pointsPerMillimetre;

/** A column unit is the width of a digit of the default font, Times New Roman 12: 8 screen pixels. */
const pointsPerColumnUnit = 6;
const cellPadding = 7;

const slack = 0.003;
const closeCall = 15;

export const widthInPoints = (columnUnits: number): number => columnUnits * pointsPerColumnUnit;
/** Room for text in a cell of that many column units. */
export const textRoom = (columnUnits: number): number => widthInPoints(columnUnits) - cellPadding;

export function pageSetup(): Partial<PageSetup> {
  const inches = Object.fromEntries(Object.entries(margins).map(([side, millimetres]) => [side, millimetres / 25.4]));
  return {
    paperSize: 9,
    orientation: "landscape",
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    firstPageNumber: 1,
    horizontalCentered: true,
    margins: { left: 0, right: 0, top: 0, bottom: 0, header: 0, footer: 0, ...inches },
  };
}

/** Fitting only shrinks, and by whole percents. */
function printScale(widths: readonly number[]): number {
  return Math.floor(Math.min(1, printableWidth / widthInPoints(sum(widths))) * 100) / 100;
}

/**
 * Widens the text columns until the table fills the page at its scale. So a narrow table is as wide as the paper, and the
 * scale that a spreadsheet program will find is known beforehand.
 */
export function fillWidth(widths: readonly number[], mayGrow: readonly boolean[]): number[] {
  const wanted = (printableWidth / printScale(widths) / pointsPerColumnUnit) * (1 - slack);
  const missing = wanted - sum(widths);
  const growing = sum(widths.filter((_, index) => mayGrow[index]));
  if (missing <= 0 || growing === 0) return [...widths];
  return widths.map((width, index) => (mayGrow[index] ? width + (missing * width) / growing : width));
}

export type PagePlan = {
  /** Counts a row; true when it opens a further page. */
  add(height: number): boolean;
  /** The rows added so far since the last call are repeated on top of each further page. */
  repeatOnPages(height: number): void;
  /** Whether a block of this height has room on the page that is being filled. */
  hasRoom(height: number): boolean;
};

export function planPages(widths: readonly number[]): PagePlan {
  const capacity = printableHeight / printScale(widths);
  let repeated = 0;
  let used = 0;
  return {
    add(height) {
      const opensPage = used + height > capacity;
      used = (opensPage ? repeated : used) + height;
      return opensPage;
    },
    repeatOnPages(height) {
      repeated = height;
    },
    hasRoom(height) {
      return used + height <= capacity - closeCall;
    },
  };
}

function sum(lengths: readonly number[]): number {
  return lengths.reduce((total, each) => total + each, 0);
}

/**
 * Writes one sheet from top to bottom: a row at a time, with its height, into a streamed worksheet. It knows the widths of
 * the columns and keeps the page plan in step.
 */
import type { CellRichTextValue, Row, Worksheet } from "exceljs";
import type { PagePlan } from "./page.server";
import { planPages, textRoom, widthInPoints } from "./page.server";
import type { CellStyle } from "./styles.server";
import { fileText } from "./styles.server";

export type ColumnSpan = { readonly first: number; readonly last: number };

export class SheetPen {
  readonly page: PagePlan;
  private written = 0;
  private readonly recent: Row[] = [];
  private lastOfPreviousPage: Row | undefined;

  constructor(
    readonly sheet: Worksheet,
    readonly widths: readonly number[],
  ) {
    this.page = planPages(widths);
  }

  get rowNumber(): number {
    return this.written;
  }

  get wholeWidth(): ColumnSpan {
    return { first: 1, last: this.widths.length };
  }

  /** Room for text across the span, in points. */
  roomOf(span: ColumnSpan): number {
    return textRoom(this.unitsOf(span));
  }

  widthOf(span: ColumnSpan): number {
    return widthInPoints(this.unitsOf(span));
  }

  /** The next row; it goes out of memory with `finish`. */
  begin(height: number): Row {
    this.written += 1;
    const row = this.sheet.getRow(this.written);
    row.height = height;
    if (this.page.add(height)) this.lastOfPreviousPage = this.recent.at(-1);
    return row;
  }

  /** Puts a text into a span of the row's columns. */
  put(row: Row, span: ColumnSpan, value: string | CellRichTextValue, style: CellStyle): void {
    if (span.last > span.first) this.sheet.mergeCells(row.number, span.first, row.number, span.last);
    for (let number = span.first; number <= span.last; number += 1) row.getCell(number).style = style;
    if (value !== "") row.getCell(span.first).value = typeof value === "string" ? fileText(value) : value;
  }

  finish(row: Row): void {
    row.commit();
    this.recent.push(row);
    if (this.recent.length > rowsKeptWithClosing + 1) this.recent.shift();
  }

  blank(height: number): void {
    this.finish(this.begin(height));
  }

  /**
   * Keeps a block of this height, written next, on one page together with the last rows. A foreseen page start is made a firm one;
   * where the page has no room, a new one starts two rows before the block, so that a total or a signature never stands alone.
   */
  keepTogether(height: number): void {
    const lastBefore = this.page.hasRoom(height) ? this.lastOfPreviousPage : this.recent[0];
    lastBefore?.addPageBreak();
  }

  /** Cuts the width into spans whose shares come as near to the wanted ones as column borders allow. */
  split(shares: readonly number[]): ColumnSpan[] {
    const total = this.widths.reduce((sum, width) => sum + width, 0);
    let first = 1;
    let target = 0;
    return shares.map((share, index) => {
      target += share * total;
      const mostLast = this.widths.length - (shares.length - 1 - index);
      const last = index === shares.length - 1 ? this.widths.length : Math.min(mostLast, this.nearestBorder(first, target));
      const span = { first, last };
      first = last + 1;
      return span;
    });
  }

  private nearestBorder(first: number, target: number): number {
    let best = first;
    let bestDistance = Infinity;
    let border = 0;
    this.widths.forEach((width, index) => {
      border += width;
      const distance = Math.abs(border - target);
      if (index + 1 >= first && distance < bestDistance) [best, bestDistance] = [index + 1, distance];
    });
    return best;
  }

  private unitsOf(span: ColumnSpan): number {
    return this.widths.slice(span.first - 1, span.last).reduce((sum, width) => sum + width, 0);
  }
}

const rowsKeptWithClosing = 2;

import { describe, expect, it } from "vitest";
import { fillWidth, planPages, printableWidth, widthInPoints } from "./page.server";

const total = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width, 0);

describe("the page", () => {
  it("a narrow table is widened in its text columns to the paper's width and not beyond", () => {
    const widths = fillWidth([10, 20, 30], [false, true, true]);
    expect(widths[0]).toBe(10);
    expect((widths[2] ?? 0) / (widths[1] ?? 1)).toBeCloseTo(1.5, 6);
    expect(widthInPoints(total(widths))).toBeLessThanOrEqual(printableWidth);
    expect(widthInPoints(total(widths))).toBeGreaterThan(printableWidth * 0.99);
  });

  it("a wide table is widened within its whole percent of scale", () => {
    const widths = fillWidth([100, 60], [true, false]);
    const scale = printableWidth / widthInPoints(total(widths));
    expect(Math.floor(scale * 100)).toBe(Math.floor((printableWidth / widthInPoints(160)) * 100));
    expect(total(widths)).toBeGreaterThanOrEqual(160);
  });

  it("foresees the page's end, counts the repeated header on each further page", () => {
    const plan = planPages([10]);
    plan.repeatOnPages(100);
    expect([plan.add(400), plan.add(100), plan.add(250)]).toEqual([false, true, false]);
    expect(plan.hasRoom(10)).toBe(true);
    expect(plan.hasRoom(40)).toBe(false);
  });
});

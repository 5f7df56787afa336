import { describe, expect, it } from "vitest";
import { RepeatedStatements } from "./repeated-statements.server";

const timesUntilKept = (statements: RepeatedStatements, text: string) => {
  for (let times = 1; times <= 1_000; times += 1) if (statements.isRepeated(text)) return times;
  return null;
};

describe("which statements are worth preparing", () => {
  it("those that come again and again, from then on", () => {
    const statements = new RepeatedStatements();
    expect(timesUntilKept(statements, "select 1 where $1")).toBe(8);
    expect(statements.isRepeated("select 1 where $1")).toBe(true);
  });

  it("not those that are long or come once, however many of them", () => {
    const statements = new RepeatedStatements();
    expect(timesUntilKept(statements, `select ${"1".repeat(8_000)}`)).toBeNull();
    for (let count = 1; count <= 10_000; count += 1) expect(statements.isRepeated(`select $1 in (${count})`)).toBe(false);
    expect(timesUntilKept(statements, "select 1")).toBe(8);
  });

  it("300 at most, so that a connection of PostgreSQL does not grow for ever", () => {
    const statements = new RepeatedStatements();
    const kept = Array.from({ length: 310 }, (_, index) => timesUntilKept(statements, `select ${index}`)).filter((times) => times !== null);
    expect(kept).toHaveLength(300);
  });
});

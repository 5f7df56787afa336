import { describe, expect, it } from "vitest";
import { closedSentence, isUnitOpen, mayHangBelow } from "./unit";

const node = (unitId: string, parentId: string | null) => ({ unitId, parentId, typeId: "t" });
/** a → b → c, and d alone. */
const units = [node("a", null), node("b", "a"), node("c", "b"), node("d", null)];

describe("a unit hangs anywhere but at itself or below itself", () => {
  it.each([
    ["a", "a", false], ["a", "b", false], ["a", "c", false], ["a", "d", true],
    ["b", "a", true], ["b", "c", false], ["c", "a", true], ["a", null, true],
    ["new", "c", true], ["a", "unknown", false],
  ])("%s below %s: %s", (unitId, parentId, expected) => expect(mayHangBelow(units, unitId, parentId)).toBe(expected));
});

describe("a unit is open up to its last day, that day included", () => {
  it.each([[null, true], ["2025-03-01", true], ["2025-02-28", false]])("last day %s: %s", (validTo, expected) => {
    expect(isUnitOpen({ validTo }, "2025-03-01")).toBe(expected);
    expect(closedSentence({ name: "Đội Cũ", validTo }, "2025-03-01")).toBe(expected ? null : "Đơn vị “Đội Cũ” đã ngừng, ngày cuối là 28/02/2025.");
  });
});

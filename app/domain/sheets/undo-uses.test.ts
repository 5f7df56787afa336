import { describe, expect, it } from "vitest";
import { deletionReasons, unitReasons, type UnitUse } from "./undo-uses";

const unused: UnitUse = { peopleCount: 0, childIds: [], hasAttempts: false, hasRoles: false, isInAudience: false, isInHistory: false };

describe("what keeps a unit from being deleted", () => {
  it.each<[string, Partial<UnitUse>, number, string[]]>([
    ["nothing", {}, 0, []],
    ["people", { peopleCount: 3 }, 0, ["đang có 3 người"]],
    ["units below it", { childIds: ["a", "b"] }, 0, ["đang có 2 đơn vị trực thuộc"]],
    ["attempts", { hasAttempts: true }, 0, ["đã có người vào thi"]],
    ["roles", { hasRoles: true }, 0, ["đã có tài khoản được phân quyền cho đơn vị"]],
    ["the audience of a round", { isInAudience: true }, 0, ["đã được chọn trong một kỳ thi"]],
    ["transfers and incidents", { isInHistory: true }, 0, ["đã có lần chuyển đơn vị hoặc biên bản sự cố"]],
    ["an eligible count", {}, 7, ["có 7 người thuộc diện dự thi"]],
    ["several, all of them", { peopleCount: 1, isInAudience: true }, 2, ["đang có 1 người", "đã được chọn trong một kỳ thi", "có 2 người thuộc diện dự thi"]],
  ])("%s", (_what, use, eligible, reasons) => expect(deletionReasons({ ...unused, ...use }, eligible)).toEqual(reasons));

  it("a unit nobody knows of has no uses", () => expect(deletionReasons(undefined, 0)).toEqual([]));
  it("units of the same import go together", () => expect(unitReasons({ ...unused, childIds: ["a", "b"] }, new Set(["a"]))).toEqual(["đang có 1 đơn vị trực thuộc"]));
});

import { describe, expect, it } from "vitest";
import { estimate } from "./exam-clock";

const page = { attemptId: "a", serverNow: 1_000_000, deadlineAt: 2_200_000 };
const told = { attemptId: "a", serverNow: 1_300_000, wallAt: 50_000_000, deadlineAt: 2_500_000 };

describe("the time of a kept page", () => {
  it("goes on from the last answer by the phone's clock, however wrong that is, with the newest deadline", () => {
    expect(estimate(page, told, 50_060_000)).toEqual({ serverNow: 1_360_000, deadlineAt: 2_500_000 });
  });

  it("never goes back behind what the server has told, even if the phone's clock was turned back", () => {
    expect(estimate(page, told, 1_000).serverNow).toBe(1_300_000);
    expect(estimate(page, { ...told, serverNow: 900_000 }, 1_000).serverNow).toBe(1_000_000);
  });

  it("trusts only what was told about this attempt", () => {
    expect(estimate(page, { ...told, attemptId: "b" }, 50_060_000)).toMatchObject({ serverNow: 1_000_000, deadlineAt: 2_200_000 });
    expect(estimate(page, null, 50_060_000)).toMatchObject({ serverNow: 1_000_000 });
  });
});

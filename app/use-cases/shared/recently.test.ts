import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { forgetRecent, recently } from "./recently.server";

beforeEach(() => vi.useFakeTimers({ toFake: ["performance", "setTimeout"] }));
afterEach(() => vi.useRealTimers());

/** Takes 100 ms of the simulated clock. */
const slow = (value: number) => new Promise<number>((resolve) => setTimeout(() => resolve(value), 100));

describe("a result shared by many", () => {
  it("is computed once for all who ask while it is under way", async () => {
    const compute = vi.fn(() => slow(1));
    const owner = {};
    const asked = [recently(owner, "key", compute), recently(owner, "key", compute)];
    await vi.advanceTimersByTimeAsync(100);
    expect(await Promise.all(asked)).toEqual([1, 1]);
    expect(compute).toHaveBeenCalledTimes(1);
  });

  it("is kept for five times what it cost: 500 ms after 100 ms of work, and not a millisecond longer", async () => {
    const compute = vi.fn(() => slow(compute.mock.calls.length));
    const owner = {};
    void recently(owner, "key", compute);
    await vi.advanceTimersByTimeAsync(100);
    await vi.advanceTimersByTimeAsync(499);
    expect(await recently(owner, "key", compute)).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    const again = recently(owner, "key", compute);
    await vi.advanceTimersByTimeAsync(100);
    expect(await again).toBe(2);
  });

  it("is not kept when it failed", async () => {
    const owner = {};
    await expect(recently(owner, "key", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await recently(owner, "key", async () => 3)).toBe(3);
  });

  it("is apart for other keys and other databases", async () => {
    const [one, other] = [{}, {}];
    expect(await Promise.all([recently(one, "a", async () => 1), recently(one, "b", async () => 2), recently(other, "a", async () => 3)])).toEqual([1, 2, 3]);
  });

  it("is computed anew once it was forgotten, also while an older one is under way", async () => {
    const owner = {};
    const older = recently(owner, "key", () => slow(1));
    forgetRecent(owner, "key");
    const newer = recently(owner, "key", () => slow(2));
    await vi.advanceTimersByTimeAsync(100);
    expect([await older, await newer]).toEqual([1, 2]);
    expect(await recently(owner, "key", () => slow(3))).toBe(2);
  });
});

import { expect, test } from "vitest";
import { isSilent, silentAfterMs } from "./presence";

const now = 10_000_000;
const seen = (ago: number) => ({ state: "in-progress" as const, lastSeenAt: now - ago });

test("an attempt in progress is silent when nothing has come for more than 60 s", () => {
  expect([59_999, silentAfterMs, 60_001].map((ago) => isSilent(seen(ago), now))).toEqual([false, false, true]);
});

test("nobody else is: neither who has not started nor who has finished", () => {
  expect(isSilent({ state: "not-started", lastSeenAt: null }, now)).toBe(false);
  expect((["submitted", "expired", "void"] as const).map((state) => isSilent({ state, lastSeenAt: 0 }, now))).toEqual([false, false, false]);
});

import { describe, expect, test } from "vitest";
import { minuteMs, startOfDay } from "../shared/time";
import { deadlineAt } from "./attempt";

const closesAt = startOfDay("2022-06-30") + 17 * 60 * minuteMs;
const round = { minutes: 20, closesAt };

describe("the deadline of a 20-minute attempt in a round that closes at 17:00, by when it was started", () => {
  const at = (minutesBefore: number, milliseconds = 0) => closesAt - minutesBefore * minuteMs + milliseconds;
  test.each([
    ["a day before: the full 20 minutes", at(1440), at(1420)],
    ["1 ms before 16:40: the full 20 minutes, 1 ms before closing", at(20, -1), at(0, -1)],
    ["at 16:40: the full 20 minutes end exactly at closing", at(20), closesAt],
    ["1 ms after 16:40: closing cuts it", at(20, 1), closesAt],
    ["1 ms before closing: 1 ms is left", at(0, -1), closesAt],
  ])("%s", (_, startedAt, expected) => {
    expect(deadlineAt(startedAt, round)).toBe(expected);
  });
});

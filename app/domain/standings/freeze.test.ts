import { expect, test } from "vitest";
import { closedBefore } from "./freeze";

test("a frozen board holds what had ended 1 ms before the freeze, not what ended at it, after it, or is still open", () => {
  const attempts = [999, 1000, 1001, null].map((submittedAt) => ({ submittedAt }));
  expect(closedBefore(attempts, 1000)).toEqual([{ submittedAt: 999 }]);
});

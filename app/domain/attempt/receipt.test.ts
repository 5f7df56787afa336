import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { receiptCode } from "./receipt";

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The same rule worked with big integers: the first 40 bits of SHA-256, five at a time. */
function receiptByBigInt(attemptId: string): string {
  let bits = BigInt(`0x${createHash("sha256").update(attemptId).digest("hex").slice(0, 10)}`);
  let code = "";
  for (let index = 0; index < 8; index++, bits >>= 5n) code = crockford[Number(bits & 31n)]! + code;
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

test("eight characters in two groups, none of I, L, O, U, the first 40 bits of the id's SHA-256", () => {
  fc.assert(
    fc.property(fc.uuid(), (attemptId) => {
      expect(receiptCode(attemptId)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(receiptCode(attemptId)).toBe(receiptByBigInt(attemptId));
    }),
  );
});

test("the same attempt always has the same code; 10,000 attempts have 10,000 codes", () => {
  const ids = Array.from({ length: 10_000 }, (_, index) => `attempt ${index}`);
  expect(new Set(ids.map(receiptCode)).size).toBe(10_000);
  expect(receiptCode("attempt 1")).toBe(receiptCode("attempt 1"));
});

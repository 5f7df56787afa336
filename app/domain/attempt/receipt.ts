/**
 * The receipt code of a submitted attempt: short enough to write down or read out, the same whenever it is made again.
 * 40 bits of the SHA-256 of the attempt's id in Crockford's alphabet (https://www.crockford.com/base32.html): no I, L, O
 * or U. It is a reference, not a secret.
 */
import { sha256Words } from "../shared/sha256";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Eight characters as “7K2M-9QXD”. */
export function receiptCode(attemptId: string): string {
  const [high, low] = sha256Words(attemptId);
  const code = [35, 30, 25, 20, 15, 10, 5, 0].map((shift) => alphabet[fiveBits(high!, low!, shift)]!).join("");
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** Bits shift … shift + 4 of the 40-bit number made of `high` and the upper eight bits of `low`. */
function fiveBits(high: number, low: number, shift: number): number {
  return Math.floor((high * 256 + (low >>> 24)) / 2 ** shift) % 32;
}

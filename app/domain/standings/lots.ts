/**
 * Drawn lots that anybody can recompute: a person's lot is the SHA-256 of “seed:code”, the smaller one ranks higher. The
 * seed is published with the rules of the round, the code is the person's own; `printf '%s' 'SEED:000123' | sha256sum` prints the lot.
 */
import { sha256Hex } from "../shared/sha256";

/** 64 hexadecimal digits. */
export function lotOf(lotsSeed: string, personCode: string): string {
  return sha256Hex(`${lotsSeed}:${personCode}`);
}

/** How anybody draws them again, in the rules and below printed ranks. */
export function explainLots(lotsSeed: string): string {
  return `Bốc thăm theo mã SHA-256 của “${lotsSeed}:” viết liền với mã số của người dự thi: mã nhỏ hơn xếp trên, ai cũng tính lại được.`;
}

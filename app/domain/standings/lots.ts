/**
 * Drawn lots that anybody can recompute: a person's lot is the SHA-256 of “seed:code”, the smaller one ranks higher. The
 * seed is published before the round, the code is the person's own; `printf '%s' 'SEED:000123' | sha256sum` prints the lot.
 */
import { sha256Hex } from "../shared/sha256";

/** 64 hexadecimal digits. */
export function lotOf(lotsSeed: string, personCode: string): string {
  return sha256Hex(`${lotsSeed}:${personCode}`);
}

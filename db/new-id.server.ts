import { randomBytes } from "node:crypto";

let lastMs = 0;
let counter = 0;
let pool = Buffer.alloc(0);

/** Random bytes, each given out once. why: of many small ones each costs as much as a few thousand at once. */
function randomSlice(size: number): Buffer {
  if (pool.length < size) pool = randomBytes(4_096);
  const slice = pool.subarray(0, size);
  pool = pool.subarray(size);
  return slice;
}

/**
 * uuid v7 (RFC 9562): 48 bits of epoch milliseconds, then a 12-bit counter so that ids made by one process in the same
 * millisecond sort in the order they were made, then random bits. PostgreSQL makes none before version 18.
 */
export function newId(nowMs = Date.now()): string {
  counter = nowMs === lastMs ? (counter + 1) & 0xfff : 0;
  lastMs = nowMs;
  const bytes = randomSlice(16);
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes[6] = 0x70 | (counter >> 8);
  bytes[7] = counter & 0xff;
  bytes[8] = 0x80 | (bytes.readUInt8(8) & 0x3f);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Unique within its question and telling nothing; 48 random bits in 8 letters, because an exam page carries eighty of them. */
export const newChoiceId = (): string => randomSlice(6).toString("base64url");

import { createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { firstSecretAlphabet, firstSecretLength } from "~/domain/access/first-secret";

/** Randomness and keyed hashes of secrets that are too random to be guessed: HMAC-SHA-256 instead of Argon2. */

/** A first secret without dashes, uniformly drawn. */
export function drawFirstSecret(): string {
  return Array.from({ length: firstSecretLength }, () => firstSecretAlphabet[randomInt(firstSecretAlphabet.length)]).join("");
}

/** 128 random bits for addresses and cookies. */
export const drawToken = (): string => randomBytes(16).toString("base64url");

/** HMAC-SHA-256 in hex over parts that are kept apart by their lengths. `key` is base64. */
export function keyedHash(key: string, ...parts: readonly string[]): string {
  const hmac = createHmac("sha256", Buffer.from(key, "base64"));
  for (const part of parts) hmac.update(`${Buffer.byteLength(part)}:${part},`);
  return hmac.digest("hex");
}

export function isSameHash(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

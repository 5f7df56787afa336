/**
 * A first secret: 12 characters in three groups. The alphabet has no letters that look alike (0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V)
 * and none that a Vietnamese keyboard turns into another one: no vowels, no D, no W. 18^12 is about 50 bits.
 */
export const firstSecretAlphabet = "CFGHJKMNPRTVX34679";
export const firstSecretLength = 12;
export const firstSecretDays = 30;

/** “KHRTMGP9TXC4” → “KHRT-MGP9-TXC4”. */
export function formatFirstSecret(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, "$1-");
}

const secretShape = new RegExp(`^[${firstSecretAlphabet}]{${firstSecretLength}}$`);

/** What was typed, without dashes and blanks, in capitals; null when it cannot be a first secret. */
export function normaliseFirstSecret(text: string): string | null {
  if (text.length > 64) return null;
  const secret = text.normalize("NFC").replace(/[\s\u200B-\u200D\u2060\uFEFF.\-‐-―−_]/g, "").toUpperCase();
  return secretShape.test(secret) ? secret : null;
}

import { normaliseText } from "../shared/text";

/** What is typed into the account field; for people of the roster their code. Case does not count, blanks at the ends neither. */
export const maximumLoginLength = 64;

/** The form in which logins are stored and compared: NFC, lower case. */
export function normaliseLogin(text: string): string {
  return normaliseText(text).toLowerCase();
}

/** A login an administrator chooses: 3 to 40 of a–z, 0–9, dot, dash, underscore; begins with a letter, unlike most roster codes. */
export function isChosenLogin(login: string): boolean {
  return /^[a-z][a-z0-9._-]{2,39}$/.test(login);
}

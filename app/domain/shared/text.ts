/** Text rules that hold at every entry: NFC, no invisible characters, and a search form without diacritics. */

/** Anything that `normaliseText` would change besides the Unicode form; most texts have nothing of it. */
const untidy = /[\u200B-\u200D\u2060\uFEFF]|[^\S\n ]| {2}| \n|\n |^\s|\s$/;

/** NFC, no-break spaces to spaces, zero-width characters removed, runs of blanks folded, trimmed. Keeps line breaks. */
export function normaliseText(text: string): string {
  if (!untidy.test(text)) return text.normalize("NFC");
  return text
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, "")
    .normalize("NFC")
    .replace(/[\u00A0\u202F]/g, " ")
    .replace(/\r\n?/g, "\n")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .trim();
}

/** Lower case, without diacritics, đ as d: what search columns hold and what a search term becomes. */
export function searchForm(text: string): string {
  return normaliseText(text)
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/đ/g, "d")
    .replace(/[–—]/g, "-")
    .replace(/[ \n]{2,}|\n/g, " ");
}

/** What two texts share when they differ only in case, blanks, dashes and Unicode form; diacritics count. */
export function comparisonKey(text: string): string {
  return normaliseText(text)
    .toLowerCase()
    .replace(/[–—‒−]/g, "-")
    .replace(/\n+/g, " ");
}

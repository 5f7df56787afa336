import { normaliseText, searchForm } from "../shared/text";
import type { Day } from "../shared/time";
import { commonPasswordWords } from "./common-passwords";

/**
 * Which own passwords are refused: too short, too long, or easy to guess. There are no rules of composition. A password is
 * easy to guess when, after taking away common words, words about the person, years, dates and runs such as “123” or “aaa”,
 * fewer than four characters are left (OWASP ASVS 5.0, 6.2.1, 6.2.4, 6.2.5, 6.2.9, 6.2.11).
 */
export const minimumPasswordLength = 8;
export const maximumPasswordLength = 128;
export const fewestOwnCharacters = 4;
/** So many marks are taken for separators between words, as in “05/11/1986” or “Cong@113”. */
const mostSeparators = 2;

/** What somebody who knows the person would try. */
export type PasswordContext = {
  readonly login: string;
  readonly fullName: string;
  readonly birthDate: Day | null;
  readonly phone: string | null;
  /** Names of unit, agency and contest. */
  readonly surroundings: readonly string[];
};

export type UncountedKind = keyof typeof order;
/** What was taken away; `names`: which words, as the roster spells them. None when nothing else was typed: then they are the password. */
export type Uncounted = { readonly kind: UncountedKind; readonly names: readonly string[] };
export type GuessablePassword = { readonly reason: "common" | "personal"; readonly uncounted: readonly Uncounted[] };
export type PasswordRefusal = "too-short" | "too-long" | GuessablePassword;

/** Null when the password may be used. Lengths count characters, not bytes; nothing is trimmed. */
export function refusalOfPassword(password: string, context: PasswordContext): PasswordRefusal | null {
  const length = lengthOf(password);
  if (length < minimumPasswordLength) return "too-short";
  if (length > maximumPasswordLength) return "too-long";
  const common = leftOver(password, commonWords);
  if (common.left < fewestOwnCharacters) return { reason: "common", uncounted: common.uncounted };
  const words = [...personalWords(context), ...commonWords].sort((a, b) => b.plain.length - a.plain.length);
  const personal = leftOver(password, words);
  return personal.left < fewestOwnCharacters ? { reason: "personal", uncounted: personal.uncounted } : null;
}

const lengthOf = (text: string) => [...text.normalize("NFC")].length;

/** `name`: how the roster spells it, if it may be said back. */
type Word = { readonly plain: string; readonly kind: UncountedKind; readonly name?: string };
type Found = Omit<Word, "plain">;
type LeftOver = { readonly left: number; readonly uncounted: readonly Uncounted[] };

/** In this order they are told. */
const order = { name: 0, login: 1, "birth-date": 2, phone: 3, surroundings: 4, common: 5, date: 6, run: 7, repetition: 8, mark: 9 };
const commonWords = commonPasswordWords.map((plain): Word => ({ plain, kind: "common" }));

/** The fewest characters that stay, over the spellings with and without look-alikes such as “@” for “a” and “0” for “o”. */
function leftOver(password: string, words: readonly Word[]): LeftOver {
  const plain = searchForm(password).replace(/[\s._-]/g, "");
  const symbols = replaceAll(plain, { "@": "a", $: "s", "!": "i" });
  const unmarked = plain.replace(/[^\p{L}\p{N}]/gu, "");
  const spellings = new Set([plain, symbols, replaceAll(symbols, { 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t" })]);
  if (plain.length - unmarked.length <= mostSeparators) spellings.add(unmarked);
  const marksLeftOutOf = (spelling: string): Found[] => (lengthOf(spelling) < lengthOf(password) ? [{ kind: "mark" }] : []);
  return [...spellings].map((spelling) => takeAway(spelling, words, marksLeftOutOf(spelling))).reduce((fewest, each) => (each.left < fewest.left ? each : fewest));
}

const gap = "\u0000";
const dates = [/(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(19|20)\d\d|(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])/g, /(19|20)\d\d/g];

function takeAway(text: string, words: readonly Word[], marks: readonly Found[]): LeftOver {
  if (/^(.{1,4})\1+$/u.test(text)) return { left: 0, uncounted: byKind([{ kind: "repetition" }, ...marks]) };
  const found: Found[] = [];
  let rest = text;
  const without = (shorter: string, what: Found) => {
    if (shorter !== rest) found.push(what);
    rest = shorter;
  };
  for (const word of words) without(rest.replaceAll(word.plain, gap), word);
  for (const date of dates) without(rest.replace(date, gap), { kind: "date" });
  without(withoutRuns(rest), { kind: "run" });
  const left = [...rest].filter((character) => character !== gap).length;
  const isNamesAlone = left === 0 && found.every(({ name }) => name !== undefined);
  return { left, uncounted: byKind([...(isNamesAlone ? found.map(({ kind }) => ({ kind })) : found), ...marks]) };
}

function byKind(found: readonly Found[]): Uncounted[] {
  const kinds = [...new Set(found.map(({ kind }) => kind))].sort((a, b) => order[a] - order[b]);
  return kinds.map((kind) => ({ kind, names: found.flatMap((word) => (word.kind === kind && word.name !== undefined ? [word.name] : [])) }));
}

const rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "!@#$%^&*()", "1qaz2wsx3edc4rfv5tgb6yhn7ujm"];
const runs = [...rows, ...rows.map((row) => [...row].reverse().join(""))];

/** Takes away stretches of three and more that go along a row of the keyboard, the alphabet or the digits, or repeat one character. */
function withoutRuns(text: string): string {
  let rest = "";
  for (let at = 0; at < text.length; ) {
    const run = runLengthAt(text, at);
    rest += run >= 3 ? gap : text.slice(at, at + 1);
    at += run >= 3 ? run : 1;
  }
  return rest;
}

function runLengthAt(text: string, at: number): number {
  let longest = 1;
  while (text[at] !== gap && at + longest < text.length && text[at + longest] === text[at]) longest += 1;
  for (const row of runs) {
    let length = 2;
    while (at + length <= text.length && row.includes(text.slice(at, at + length))) length += 1;
    longest = Math.max(longest, length - 1);
  }
  return longest;
}

function personalWords({ login, fullName, birthDate, phone, surroundings }: PasswordContext): Word[] {
  const digits = (kind: UncountedKind, spellings: readonly string[]) => spellings.map((plain): Word => ({ plain, kind }));
  const words = [
    ...digits("login", [searchForm(login)]),
    ...wordsOfName(fullName, "name"),
    ...digits("birth-date", birthDate === null ? [] : spellingsOfDay(birthDate)),
    ...digits("phone", phone === null ? [] : spellingsOfPhone(phone)),
    ...surroundings.flatMap((text) => wordsOfName(text, "surroundings").filter(({ plain }) => plain.length >= 4)),
  ];
  return words.map((word) => ({ ...word, plain: word.plain.replace(/[\s._–-]/g, "") })).filter(({ plain }) => plain.length >= 2);
}

/** “Nguyễn Văn Hùng” → nguyen, van, hung and every stretch of neighbours joined: nguyenvan, vanhung, nguyenvanhung; and the initials. */
function wordsOfName(text: string, kind: UncountedKind): Word[] {
  const parts = normaliseText(text).split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean).slice(0, 16);
  const stretches = parts.flatMap((_, from) => parts.slice(from).map((_, count) => parts.slice(from, from + count + 1)));
  const joined = stretches.map((stretch): Word => ({ plain: stretch.map(searchForm).join(""), kind, name: stretch.join(" ") }));
  const initials = parts.map((part) => searchForm(part)[0]).join("");
  return initials.length >= 3 ? [...joined, { plain: initials, kind }] : joined;
}

function spellingsOfDay(day: Day): string[] {
  const [year = "", month = "", date = ""] = day.split("-");
  const [m, d] = [String(Number(month)), String(Number(date))];
  const shortYear = year.slice(2);
  return [
    `${date}${month}${year}`, `${date}${month}${shortYear}`, `${d}${m}${year}`, `${d}${m}${shortYear}`, `${d}${month}${year}`, `${date}${m}${year}`,
    `${year}${month}${date}`, `${shortYear}${month}${date}`, `${month}${date}${year}`, `${date}${month}`, year,
  ];
}

function spellingsOfPhone(phone: string): string[] {
  const digits = phone.replace(/\D/g, "").replace(/^84/, "0");
  const national = digits.replace(/^0/, "");
  return national.length < 6 ? [] : [digits, `84${national}`, national, national.slice(-6)];
}

function replaceAll(text: string, pairs: Readonly<Record<string, string>>): string {
  return [...text].map((character) => pairs[character] ?? character).join("");
}

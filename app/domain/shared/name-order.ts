/**
 * Vietnamese names sort by the given name (the last word), then by family and middle names, each by Vietnamese
 * collation (a ă â … d đ … o ô ơ …; tones level, grave, hook, tilde, acute, dot). PostgreSQL's ICU `vi` gives the same.
 */
const collator = new Intl.Collator("vi");

/** The order of two full names: negative, zero or positive; zero only for the same text. */
export function compareVietnameseNames(left: string, right: string): number {
  const a = nameParts(left);
  const b = nameParts(right);
  return collator.compare(a.given, b.given) || collator.compare(a.rest, b.rest) || compareCodeUnits(left, right);
}

/** A full name cut into the given name and what stands before it (“” when there is one word only). */
export function nameParts(name: string): { given: string; rest: string } {
  const words = name.normalize("NFC").trim().split(/\s+/);
  return { given: words.at(-1) ?? "", rest: words.slice(0, -1).join(" ") };
}

function compareCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A file brought to the wrong import: its titles are no table of the kind it was brought as, and a whole table of another. */
import type { Workbook } from "./cell";
import { type ImportKind, importFileWords, importKinds } from "./import-kind";
import { type Column, guessMapping } from "./table";

type Titles = Readonly<Record<ImportKind, readonly Column<string>[]>>;

/** The kind that a file is, when it bears every title that kind needs and not those of `kind`; of several the one with most of its titles there. */
export function recogniseOtherKind(workbook: Workbook, kind: ImportKind, titles: Titles): ImportKind | null {
  const found = (of: ImportKind): number => {
    const guess = guessMapping(workbook, titles[of]);
    return guess?.missing.length === 0 ? guess.mapping.columns.length : 0;
  };
  if (found(kind) > 0) return null;
  const others = importKinds.filter((one) => one !== kind).map((one) => ({ kind: one, count: found(one) })).filter(({ count }) => count > 0);
  return others.sort((a, b) => b.count - a.count)[0]?.kind ?? null;
}

export function otherKindText(kind: ImportKind, other: ImportKind): string {
  return `Tệp này có vẻ là ${importFileWords[other]}, không phải ${importFileWords[kind]}.`;
}

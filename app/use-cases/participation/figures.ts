/** Figures of one bloc or of all, ready to show, and sums of them over parts that share nobody. */
import type { Basis } from "~/domain/participation/basis";
import type { Figures, FiguresByBloc } from "~/domain/participation/participation";
import { missingCount } from "~/domain/participation/rate";

export type ShownFigures = {
  /** Null when a count is missing: then there is no rate either. */
  readonly eligible: number | null;
  /** `roster`: the denominator is the people on the roster, and must be labelled so. */
  readonly basis: Basis;
  readonly entered: number;
  /** Eligible without a valid entry, never below 0; null without a denominator. */
  readonly notEntered: number | null;
  readonly attempts: number;
  readonly validEntries: number;
};

export function shownFigures(figures: Pick<Figures, "eligible" | "basis" | "entered" | "attempts" | "validEntries">): ShownFigures {
  const { eligible, basis, entered, attempts, validEntries } = figures;
  return { eligible, basis, entered, attempts, validEntries, notEntered: missingCount(entered, eligible) };
}

/** `blocId` null is all blocs together. Throws RangeError for a bloc outside the audience. */
export function figuresOf(byBloc: FiguresByBloc, blocId: string | null): Figures {
  if (blocId === null) return byBloc.all;
  const figures = byBloc.byBloc.get(blocId);
  if (!figures) throw new RangeError(`Bloc ${blocId} is not in the audience`);
  return figures;
}

/** Of parts of the tree that do not overlap; of none, nobody out of nobody. */
export function sumFigures(parts: readonly ShownFigures[]): ShownFigures {
  const sum = (read: (part: ShownFigures) => number) => parts.reduce((total, part) => total + read(part), 0);
  const isKnown = parts.every((part) => part.eligible !== null);
  return shownFigures({
    eligible: isKnown ? sum((part) => part.eligible ?? 0) : null,
    basis: parts[0]?.basis ?? "eligible-count",
    entered: sum((part) => part.entered),
    attempts: sum((part) => part.attempts),
    validEntries: sum((part) => part.validEntries),
  });
}

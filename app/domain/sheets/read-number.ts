/** Counts and points out of cells; text counts as a number only when nothing has to be guessed. */
import type { Points } from "../shared/points";
import { parsePoints } from "../shared/points";
import type { Result } from "../shared/result";
import { ok, refuse } from "../shared/result";
import type { SheetCell } from "./cell";
import { isBlank, textOf } from "./cell";
import { shortened } from "./table";

const largestCount = 1_000_000;

/** Whole number of persons, 0–1,000,000; null when blank. The refusal completes “<column>: …”. */
export function readCount(cell: SheetCell): Result<number | null, string> {
  const text = textOf(cell);
  if (isBlank(cell) || cell?.kind === "error" || cell?.kind === "uncomputed") return ok(null);
  const count = cell?.kind === "number" && !cell.isPercent ? cell.value : /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isInteger(count) && count >= 0 && count <= largestCount ? ok(count) : refuse(`“${shortened(text)}” không phải số người`);
}

/** Hundredths of a point, above zero; null when blank. The refusal completes “Điểm …”. */
export function readPoints(cell: SheetCell): Result<Points | null, string> {
  const text = textOf(cell);
  if (isBlank(cell) || cell?.kind === "error" || cell?.kind === "uncomputed") return ok(null);
  const points = cell?.kind === "date" ? null : parsePoints(text);
  if (points === null) return refuse(`không phải số: “${shortened(text)}”`);
  return points > 0 ? ok(points) : refuse("phải lớn hơn 0");
}

/**
 * Whether a committed import may be taken back: created rows go, changed rows become what they were. Only while each is
 * still exactly what the import wrote and nothing hangs on a row that would go; else nothing is undone, and every row
 * that stands in the way is named with its reason.
 */
import type { ImportPlan } from "./plan";
import { rowsToWrite } from "./plan";

/** What the platform holds now about the rows that the import wrote. */
export type UndoGround<Value> = {
  readonly stored: ReadonlyMap<string, Value>;
  readonly isSame: (written: Value, stored: Value) => boolean;
  /** How a message names a row. */
  readonly nameOf: (written: Value) => string;
  /** Each a reason why a row has to stay as it is, as it may stand behind the row's name. */
  readonly uses: (id: string, outcome: "create" | "change") => readonly string[];
};

export type UndoBlocker = { readonly row: number; readonly name: string; readonly reasons: readonly string[] };
export type Restoration<Value> = { readonly id: string; readonly before: Value };

export type UndoPlan<Value> = {
  /** Ids. */
  readonly remove: readonly string[];
  readonly restore: readonly Restoration<Value>[];
  readonly blockers: readonly UndoBlocker[];
};

/** `ids` are those of `rowsToWrite(plan)`. A created row that somebody has removed since is undone already. */
export function planUndo<Value>(plan: ImportPlan<Value>, ids: readonly string[], ground: UndoGround<Value>): UndoPlan<Value> {
  const remove: string[] = [];
  const restore: Restoration<Value>[] = [];
  const blockers: UndoBlocker[] = [];
  rowsToWrite(plan).forEach(({ row, value, before }, place) => {
    const id = ids[place] ?? "";
    const stored = ground.stored.get(id);
    if (stored === undefined && before === null) return;
    const reasons = stored === undefined ? ["không còn nữa"] : [...(ground.isSame(value, stored) ? [] : ["đã được sửa sau lần nhập này"]), ...ground.uses(id, before === null ? "create" : "change")];
    if (reasons.length > 0) blockers.push({ row, name: ground.nameOf(value), reasons });
    else if (before === null) remove.push(id);
    else restore.push({ id, before });
  });
  return { remove, restore, blockers };
}

/** The tree of units as it would be after the import: every named parent is there, and nobody is above himself. */
import { comparisonKey } from "../shared/text";
import type { UnitDraft, UnitValue } from "./plan-units";
import { shortened } from "./table";

/**
 * Sets `parentCode` of each row, and gives a reason to rows whose parent is unknown, ambiguous, rejected or below
 * them. Without the column of parents the tree stays as it is. Linear in rows, however deep the tree.
 */
export function resolveParents(drafts: readonly UnitDraft[], existing: readonly UnitValue[], hasParentColumn: boolean): void {
  if (hasParentColumn) {
    const names = namesToCodes(drafts, existing);
    for (const draft of drafts) resolveParent(draft, names);
    while (rejectCycles(drafts, existing));
  }
  rejectOrphans(drafts, new Set(existing.map((unit) => unit.code)));
}

const isAccepted = (draft: UnitDraft) => draft.remarks.reasons.length === 0;

function namesToCodes(drafts: readonly UnitDraft[], existing: readonly UnitValue[]): Map<string, Set<string>> {
  const named = new Map(existing.map((unit) => [unit.code, unit.name]));
  const first = new Map([...drafts].reverse().map((draft) => [draft.code, draft.name]));
  for (const [code, name] of first) if (code !== "") named.set(code, name);
  const names = new Map<string, Set<string>>();
  for (const [code, name] of named) {
    const key = comparisonKey(name);
    names.set(key, (names.get(key) ?? new Set()).add(code));
  }
  return names;
}

function resolveParent(draft: UnitDraft, names: ReadonlyMap<string, ReadonlySet<string>>): void {
  draft.parentCode = null;
  if (draft.parentName === "") return;
  const codes = [...(names.get(comparisonKey(draft.parentName)) ?? [])];
  if (codes.length === 0) draft.remarks.reasons.push(`Không có đơn vị cấp trên “${shortened(draft.parentName)}” trong tệp và trong danh sách đơn vị.`);
  else if (codes.length > 1) draft.remarks.reasons.push(`Có ${codes.length} đơn vị cùng tên “${shortened(draft.parentName)}” (mã ${shortened(codes.join(", "))}); đổi tên cho khác nhau.`);
  else draft.parentCode = codes[0] ?? null;
}

/** Rejects the rows that lie on a cycle; true when there were any, because without them the tree is another one. */
function rejectCycles(drafts: readonly UnitDraft[], existing: readonly UnitValue[]): boolean {
  const parents = new Map(existing.map((unit) => [unit.code, unit.parentCode]));
  for (const draft of drafts) if (isAccepted(draft)) parents.set(draft.code, draft.parentCode);
  const onCycle = codesOnCycles(parents);
  const rejected = drafts.filter((draft) => isAccepted(draft) && onCycle.has(draft.code));
  for (const draft of rejected) draft.remarks.reasons.push("Đơn vị cấp trên lại thuộc chính đơn vị này (vòng lặp).");
  return rejected.length > 0;
}

function codesOnCycles(parents: ReadonlyMap<string, string | null>): Set<string> {
  const settled = new Set<string>();
  const onCycle = new Set<string>();
  for (const start of parents.keys()) {
    const path: string[] = [];
    const onPath = new Set<string>();
    let code: string | null = start;
    while (code !== null && !settled.has(code) && !onPath.has(code)) {
      path.push(code);
      onPath.add(code);
      code = parents.get(code) ?? null;
    }
    if (code !== null && onPath.has(code)) for (const one of path.slice(path.indexOf(code))) onCycle.add(one);
    for (const one of path) settled.add(one);
  }
  return onCycle;
}

/** A rejected row of a unit that does not exist yet takes everything below it along. */
function rejectOrphans(drafts: readonly UnitDraft[], existingCodes: ReadonlySet<string>): void {
  const present = new Set([...existingCodes, ...drafts.filter(isAccepted).map((draft) => draft.code)]);
  const below = new Map<string, UnitDraft[]>();
  for (const draft of drafts) {
    if (draft.parentCode === null || !isAccepted(draft)) continue;
    const siblings = below.get(draft.parentCode);
    if (siblings === undefined) below.set(draft.parentCode, [draft]);
    else siblings.push(draft);
  }
  const lost = [...below.keys()].filter((code) => !present.has(code));
  for (let next = lost.pop(); next !== undefined; next = lost.pop()) {
    for (const draft of below.get(next) ?? []) {
      draft.remarks.reasons.push(`Đơn vị cấp trên “${shortened(draft.parentName)}” bị từ chối.`);
      if (!existingCodes.has(draft.code)) lost.push(draft.code);
    }
  }
}

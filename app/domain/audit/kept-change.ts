export type Audited = Record<string, unknown>;

/**
 * The fields in which two records differ, as the audit keeps them. Birth date and telephone are marked, not copied: the
 * audit can only be added to, so what stands there could never be deleted on a person's request.
 */
export function auditedDifference<Fields extends object>(before: Fields, after: Fields): { before: Audited; after: Audited } | null {
  const changed = (Object.keys(after) as (keyof Fields & string)[]).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  if (changed.length === 0) return null;
  const side = (fields: Fields, mark: string) => Object.fromEntries(changed.map((key) => [key, isPrivate(key) && fields[key] !== null ? mark : fields[key]]));
  return { before: side(before, "(giá trị cũ)"), after: side(after, "(giá trị mới)") };
}

const isPrivate = (key: string) => key === "birthDate" || key === "phone";

import type { FormState } from "~/components/ui/form-state";
import { formatDay } from "~/domain/shared/time";
import type { GuardedArgs } from "~/http/guard.server";
import type { MergeRecord } from "~/use-cases/roster/lock-merge.server";
import { type MergePreview, previewMerge } from "~/use-cases/roster/merge-people.server";

/** Both records as the page sets them side by side. */
export type MergeComparison = ReturnType<typeof comparisonOf>;

export const comparisonOf = ({ stays, goes, doubts, basis }: MergePreview) => ({ stays: sideOf(stays), goes: sideOf(goes), doubts, basis });

const sideOf = (record: MergeRecord) => ({ ...record, birthDate: record.birthDate === null ? null : formatDay(record.birthDate) });

/** After a refused confirmation: as the records are now, or null where they may no longer be merged at all. */
export async function comparedAgain(app: GuardedArgs["context"]["app"], personId: string, { values: { goesCode } }: FormState): Promise<MergeComparison | null> {
  const preview = await previewMerge(app, { personId, goesCode: String(goesCode) });
  return preview.ok ? comparisonOf(preview.value) : null;
}

import type { CollectiveTablesView } from "~/components/participation/collective-tables";
import { measureLabels, workingText } from "~/domain/standings/collective-words";
import { paths } from "~/http/paths";
import type { CollectiveView } from "~/use-cases/standings/collective-view.server";

/** Every number in words, every unit with its address. */
export function collectiveTables({ criterion, explanation, basis, measures, classes }: CollectiveView, roundId: string): CollectiveTablesView {
  return {
    criterion, explanation, basis,
    columns: measures.map((measure) => measureLabels[measure]),
    classes: classes.map(({ typeId, name, rows }) => ({
      typeId, name,
      rows: rows.map(({ unitId, unitName, rank, working, validEntries, decidedBy, remark }) => ({
        unitId, unitName, rank, validEntries, decidedBy, remark,
        href: paths.participationUnit(roundId, unitId),
        cells: working.map(workingText),
      })),
    })),
  };
}

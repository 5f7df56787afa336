import { paths } from "~/http/paths";
import { lowRatePercent } from "~/use-cases/participation/load-participation.server";
import type { UnitClass } from "~/use-cases/participation/unit-classes";

export const blocFilter = (blocId: string | null, isOwnOnly = false) => ({ ...(blocId === null ? {} : { bloc: blocId }), ...(isOwnOnly ? { own: "1" as const } : {}) });

/** Lines with the address of their unit, and whether the rate is low enough to stand out. */
export function linkedClasses(classes: readonly UnitClass[], roundId: string, blocId: string | null) {
  return classes.map(({ typeId, name, lines }) => ({
    typeId,
    name,
    lines: lines.map((line) => ({
      ...line,
      href: paths.participationUnit(roundId, line.unitId, blocFilter(blocId, line.isOwnOnly)),
      isLow: line.figures.eligible !== null && line.figures.entered * 100 < lowRatePercent * line.figures.eligible,
    })),
  }));
}

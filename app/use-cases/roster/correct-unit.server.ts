import { auditedDifference } from "~/domain/audit/kept-change";
import type { UnitRecord } from "~/domain/roster/unit";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Database } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { lockImports } from "~db/repositories/import-batch.server";
import { lockUnit, updateUnit } from "~db/repositories/unit.server";
import { basisOf, changedMeanwhile } from "../shared/basis.server";
import type { Refusals } from "./check-person.server";
import { checkUnit, namedUnit } from "./check-unit.server";

export type UnitCorrection = { readonly accountId: string; readonly unitId: string; readonly record: UnitRecord; readonly reason: string; /** Of the record the form was made from. */ readonly basis: string };

export const unitChangedMeanwhile = changedMeanwhile("đơn vị này");

export function unitBasis({ code, name, typeId, parentId, position, validFrom }: UnitRecord): string {
  return basisOf([code, name, typeId, parentId, position, validFrom]);
}

/** Stores what is right about a unit, its place in the tree included, unless somebody else has since `basis`. Saving it unchanged does nothing. */
export async function correctUnit({ database }: { database: Database }, { accountId, unitId, record, reason, basis }: UnitCorrection): Promise<Result<null, Refusals | "not-found">> {
  return database.transaction(async (tx) => {
    await lockImports(tx);
    const known = await lockUnit(tx, unitId);
    if (known === null) return refuse("not-found" as const);
    const named = await namedUnit(tx);
    const difference = auditedDifference(named(known), named(record));
    if (difference === null) return ok(null);
    if (basis !== unitBasis(known)) return refuse({ form: unitChangedMeanwhile });
    const refusals = await checkUnit(tx, unitId, record, known.validTo);
    if (Object.keys(refusals).length > 0) return refuse(refusals);
    await updateUnit(tx, unitId, record);
    await insertAudit(tx, { accountId, action: "unit.edit", subjectType: "unit", subjectId: unitId, ...difference, reason });
    return ok(null);
  });
}

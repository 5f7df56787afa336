import { normaliseLogin } from "~/domain/access/login";
import { auditedDifference } from "~/domain/audit/kept-change";
import type { PersonRecord } from "~/domain/roster/person";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Database } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { lockImports } from "~db/repositories/import-batch.server";
import { followPersonInAccount, hasCommitteeRole, lockPerson, updatePerson } from "~db/repositories/person.server";
import { basisOf, changedMeanwhile } from "../shared/basis.server";
import { namedRecord } from "./audited-person.server";
import { checkPerson, type Refusals } from "./check-person.server";

export type PersonCorrection = { readonly accountId: string; readonly personId: string; readonly record: PersonRecord; readonly acceptsDouble: boolean; readonly reason: string; /** Of the record the form was made from. */ readonly basis: string };

export const personChangedMeanwhile = changedMeanwhile("người này");

export function personBasis({ code, fullName, birthDate, gender, rank, jobTitle, phone, blocIds, isCommitteeMember }: PersonRecord): string {
  return basisOf([code, fullName, birthDate, gender, rank, jobTitle, phone, blocIds.toSorted(), isCommitteeMember]);
}

/** Stores the corrected record unless somebody else has corrected it since `basis`; login and shown name of the account follow. Saving it unchanged does nothing. */
export async function correctPerson({ database }: { database: Database }, { accountId, personId, record: given, acceptsDouble, reason, basis }: PersonCorrection): Promise<Result<null, Refusals | "not-found">> {
  return database.transaction(async (tx) => {
    await lockImports(tx);
    const known = await lockPerson(tx, personId);
    if (known === null) return refuse("not-found" as const);
    if (known.anonymisedAt !== null || known.mergedIntoId !== null) return refuse({ fullName: "Bản ghi đã gộp hoặc đã xóa thông tin, không sửa được nữa. Mở lại trang để xem." });
    const record = { ...given, isCommitteeMember: given.isCommitteeMember || (await hasCommitteeRole(tx, personId)) };
    const named = await namedRecord(tx);
    const difference = auditedDifference(named(known), named(record));
    if (difference === null) return ok(null);
    if (basis !== personBasis(known)) return refuse({ form: personChangedMeanwhile });
    const isSamePerson = known.fullName === record.fullName && known.birthDate === record.birthDate;
    const refusals = await checkPerson(tx, { personId, record, acceptsDouble: acceptsDouble || isSamePerson });
    if (Object.keys(refusals).length > 0) return refuse(refusals);
    await updatePerson(tx, personId, record);
    await followPersonInAccount(tx, personId, { login: normaliseLogin(record.code), displayName: record.fullName });
    await insertAudit(tx, { accountId, action: "person.edit", subjectType: "person", subjectId: personId, ...difference, reason });
    return ok(null);
  });
}

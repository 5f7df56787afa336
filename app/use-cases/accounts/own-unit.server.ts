import type { Database } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { lockAccount, stampUnitConfirmed } from "~db/repositories/account.server";
import { insertAudit } from "~db/repositories/audit.server";
import { findOpenNote, insertNote } from "~db/repositories/committee-note.server";
import { findUnitOfPerson, type PersonUnit } from "~db/repositories/person-account.server";

/** The unit a participant is counted in, shown once for confirmation: a wrong parent unit is the commonest complaint. */
export async function loadOwnUnit({ database }: { database: Pick<Database, "db"> }, personId: string): Promise<PersonUnit | null> {
  return findUnitOfPerson(database.db, personId);
}

/**
 * The participant confirms the unit, or says with `complaint` that it is wrong; either way the person can go on. The same
 * complaint sent twice is one note.
 */
export async function confirmOwnUnit(
  { database }: { database: Database },
  { accountId, complaint }: { accountId: string; complaint: string | null },
): Promise<void> {
  await database.transaction(async (tx) => {
    const account = await lockAccount(tx, accountId);
    if (account === null || account.personId === null) return;
    await stampUnitConfirmed(tx, accountId);
    if (complaint !== null && !(await findOpenNote(tx, { personId: account.personId, kind: "wrong-unit", body: complaint }))) {
      await insertNote(tx, { id: newId(), kind: "wrong-unit", personId: account.personId, body: complaint });
    }
    const unit = await findUnitOfPerson(tx, account.personId);
    await insertAudit(tx, {
      accountId,
      action: complaint === null ? "unit.confirm" : "unit.report",
      subjectType: "account",
      subjectId: accountId,
      after: { unit: unit?.unitName ?? null },
    });
  });
}

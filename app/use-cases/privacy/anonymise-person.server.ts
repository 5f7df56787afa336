import { forgottenRecord } from "~/domain/privacy/forget-person";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Database, Tx } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { deleteSessionsOf } from "~db/repositories/account.server";
import { insertAudit } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { forgetAccount, forgetInImports, forgetNotes, isSitting, listEarlierCodes, listMergedInto, markAnonymised } from "~db/repositories/forget-person.server";
import { lockImports } from "~db/repositories/import-batch.server";
import { lockAccountOfPerson } from "~db/repositories/merge-people.server";
import { lockPerson, type PersonRow, updatePerson } from "~db/repositories/person.server";

/**
 * Deletes who a person is: name, code, birth date, gender, rank, job title, telephone, own notes, sign-in, and the copies in
 * imports. Rows that were merged into it go the same way. Attempts, unit and blocs stay and count for an unnamed person. Can't be undone; repeating it changes nothing.
 */
export async function anonymisePerson({ database }: { database: Database }, { accountId, personId, reason }: { accountId: string; personId: string; reason: string }): Promise<Result<null, Record<string, string> | "not-found">> {
  return database.transaction(async (tx) => {
    await lockImports(tx);
    const person = await lockPerson(tx, personId);
    if (person === null) return refuse("not-found" as const);
    if (person.anonymisedAt !== null) return ok(null);
    if (await isSitting(tx, personId)) return refuse({ forgetReason: "Người này đang làm bài. Xóa sau khi bài đã nộp." });
    if ((await lockAccountOfPerson(tx, personId))?.hasGrants) return refuse({ forgetReason: "Tài khoản của người này có vai trò. Bỏ vai trò ở trang tài khoản trước." });
    const code = await forgetRow(tx, person);
    for (const mergedId of await listMergedInto(tx, personId)) await forgetRow(tx, (await lockPerson(tx, mergedId))!);
    await forgetNotes(tx, personId, accountId);
    await insertAudit(tx, { accountId, action: "person.anonymise", subjectType: "person", subjectId: personId, after: { code }, reason });
    return ok(null);
  });
}

/** The roster row, its account, and what imports keep of it. Returns the made-up code that stands there now. */
async function forgetRow(tx: Tx, person: PersonRow): Promise<string> {
  const code = `da-xoa-${newId().slice(-12)}`;
  await updatePerson(tx, person.id, forgottenRecord(person, code));
  await markAnonymised(tx, person.id, await databaseNow(tx));
  const account = await lockAccountOfPerson(tx, person.id);
  if (account !== null) {
    await deleteSessionsOf(tx, [account.id]);
    await forgetAccount(tx, account.id, code);
  }
  for (const known of [person.code, ...(await listEarlierCodes(tx, person.id))]) await forgetInImports(tx, { ...person, code: known }, code);
  return code;
}

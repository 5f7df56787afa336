import { forgottenRecord } from "~/domain/privacy/forget-person";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Database } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { deleteSessionsOf } from "~db/repositories/account.server";
import { insertAudit } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { forgetAccount, forgetInImports, forgetNotes, isSitting, markAnonymised } from "~db/repositories/forget-person.server";
import { lockImports } from "~db/repositories/import-batch.server";
import { lockAccountOfPerson } from "~db/repositories/merge-people.server";
import { lockPerson, updatePerson } from "~db/repositories/person.server";

/**
 * Deletes who a person is: name, code, birth date, gender, rank, job title, telephone, own notes, sign-in, and the copies in
 * imports. Attempts, unit and blocs stay and count for an unnamed person. Can't be undone; repeating it changes nothing.
 */
export async function anonymisePerson({ database }: { database: Database }, { accountId, personId, reason }: { accountId: string; personId: string; reason: string }): Promise<Result<null, Record<string, string> | "not-found">> {
  return database.transaction(async (tx) => {
    await lockImports(tx);
    const person = await lockPerson(tx, personId);
    if (person === null) return refuse("not-found" as const);
    if (person.anonymisedAt !== null) return ok(null);
    if (await isSitting(tx, personId)) return refuse({ forgetReason: "Người này đang làm bài. Xóa sau khi bài đã nộp." });
    const account = await lockAccountOfPerson(tx, personId);
    if (account?.hasGrants) return refuse({ forgetReason: "Tài khoản của người này có vai trò. Bỏ vai trò ở trang tài khoản trước." });
    const code = `da-xoa-${newId().slice(-12)}`;
    await updatePerson(tx, personId, forgottenRecord(person, code));
    await markAnonymised(tx, personId, await databaseNow(tx));
    if (account !== null) {
      await deleteSessionsOf(tx, [account.id]);
      await forgetAccount(tx, account.id, code);
    }
    await forgetNotes(tx, personId);
    await forgetInImports(tx, person.code, code);
    await insertAudit(tx, { accountId, action: "person.anonymise", subjectType: "person", subjectId: personId, after: { code }, reason });
    return ok(null);
  });
}

import { closedSentence } from "~/domain/roster/unit";
import { ok, refuse, type Result } from "~/domain/shared/result";
import { type Day, dayOf, startOfDay } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { lockImports } from "~db/repositories/import-batch.server";
import { lockPerson, setPersonRetired } from "~db/repositories/person.server";
import { findUnit } from "~db/repositories/unit.server";
import type { Refusals } from "./check-person.server";

type Subject = { readonly accountId: string; readonly personId: string; readonly reason: string };

/** Takes a person off the roster from a day on. Attempts stay and count; nobody starts another one. Safe to repeat. */
export async function retirePerson({ database }: { database: Database }, { accountId, personId, reason, fromDay }: Subject & { readonly fromDay: Day }): Promise<Result<null, Refusals | "not-found">> {
  return database.transaction(async (tx) => {
    const person = await lockPerson(tx, personId);
    if (person === null) return refuse("not-found" as const);
    if (person.retiredAt !== null) return ok(null);
    if (fromDay > dayOf(await databaseNow(tx))) return refuse({ fromDay: "Ngày này chưa đến. Ghi khi người này đã ra khỏi danh sách." });
    await setPersonRetired(tx, personId, startOfDay(fromDay));
    await insertAudit(tx, { accountId, action: "person.retire", subjectType: "person", subjectId: personId, before: { retiredFrom: null }, after: { retiredFrom: fromDay }, reason });
    return ok(null);
  });
}

/** Back on the roster, though not in a unit that was closed meanwhile. Safe to repeat. */
export async function restorePerson({ database }: { database: Database }, { accountId, personId, reason }: Subject): Promise<Result<null, Refusals | "not-found">> {
  return database.transaction(async (tx) => {
    await lockImports(tx);
    const person = await lockPerson(tx, personId);
    if (person === null) return refuse("not-found" as const);
    if (person.retiredAt === null) return ok(null);
    if (person.anonymisedAt !== null || person.mergedIntoId !== null) return refuse({ rosterReason: "Bản ghi đã gộp hoặc đã xóa thông tin, không đưa trở lại được. Thêm người mới." });
    const closed = closedSentence((await findUnit(tx, person.unitId))!, dayOf(await databaseNow(tx)));
    if (closed !== null) return refuse({ rosterReason: `${closed} Chuyển sang đơn vị khác trước, rồi đưa trở lại.` });
    await setPersonRetired(tx, personId, null);
    await insertAudit(tx, { accountId, action: "person.restore", subjectType: "person", subjectId: personId, before: { retiredFrom: dayOf(person.retiredAt) }, after: { retiredFrom: null }, reason });
    return ok(null);
  });
}

import { closedSentence } from "~/domain/roster/unit";
import { ok, refuse, type Result } from "~/domain/shared/result";
import { type Day, dayOf, formatDay } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { insertAudit } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { lockImports } from "~db/repositories/import-batch.server";
import { findLastTransferDay, insertTransfer, lockPerson, moveUnpublishedAttempts, setPersonUnit } from "~db/repositories/person.server";
import { findUnit } from "~db/repositories/unit.server";
import type { Refusals } from "./check-person.server";

/** `onDay`: the first day in the new unit. Null: the person was never in the old one, the roster was wrong. */
export type Transfer = { readonly accountId: string; readonly personId: string; readonly unitId: string; readonly onDay: Day | null; readonly reason: string };

/**
 * A transfer leaves every attempt with the unit in which it was made. Where the roster was wrong, attempts follow to the right
 * unit as long as the results of their round are not published.
 */
export async function transferPerson({ database }: { database: Database }, { accountId, personId, unitId, onDay, reason }: Transfer): Promise<Result<null, Refusals | "not-found">> {
  return database.transaction(async (tx) => {
    await lockImports(tx);
    const person = await lockPerson(tx, personId);
    if (person === null) return refuse("not-found" as const);
    const [now, unit, old] = [await databaseNow(tx), await findUnit(tx, unitId), await findUnit(tx, person.unitId)];
    if (unit === null) return refuse({ unitId: "Đơn vị không còn trong danh sách. Chọn lại." });
    if (unitId === person.unitId) return refuse({ unitId: `Người này đang ở ${unit.name}. Chọn đơn vị khác.` });
    const closed = closedSentence(unit, dayOf(now));
    if (closed !== null) return refuse({ unitId: `${closed} Chọn đơn vị khác.` });
    const change = { accountId, subjectType: "person", subjectId: personId, before: { unit: old?.name }, reason };
    if (onDay === null) {
      await setPersonUnit(tx, personId, unitId);
      const moved = await moveUnpublishedAttempts(tx, personId, unitId);
      await insertAudit(tx, { ...change, action: "person.reassign", after: { unit: unit.name, attempts: moved } });
      return ok(null);
    }
    if (onDay > dayOf(now)) return refuse({ onDay: "Ngày chuyển chưa đến. Ghi khi người này đã về đơn vị mới." });
    const last = await findLastTransferDay(tx, personId);
    if (last !== null && onDay < last) return refuse({ onDay: `Lần chuyển trước là ngày ${formatDay(last)}. Chọn ngày từ đó trở đi.` });
    await setPersonUnit(tx, personId, unitId);
    await insertTransfer(tx, { id: newId(), personId, fromUnitId: person.unitId, toUnitId: unitId, onDay, createdAt: now });
    await insertAudit(tx, { ...change, action: "person.transfer", after: { unit: unit.name, onDay } });
    return ok(null);
  });
}

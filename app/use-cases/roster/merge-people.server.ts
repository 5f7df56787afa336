import { normaliseLogin } from "~/domain/access/login";
import { mergeDoubts } from "~/domain/roster/merge";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Database, Tx } from "~db/client.server";
import { deleteSessionsOf, setDisabled } from "~db/repositories/account.server";
import { insertAudit } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { lockImports } from "~db/repositories/import-batch.server";
import { findPersonIdByCode, giveAccountTo, markMerged, moveToPerson } from "~db/repositories/merge-people.server";
import type { Refusals } from "./check-person.server";
import { type LockedMerge, lockMerge, type MergeRecord } from "./lock-merge.server";

export type MergePreview = { readonly stays: MergeRecord; readonly goes: MergeRecord; readonly doubts: readonly string[]; readonly basis: string };

/** What merging would join, for the organiser to compare. Changes nothing. */
export async function previewMerge({ database }: { database: Database }, { personId, goesCode }: { personId: string; goesCode: string }): Promise<Result<MergePreview, Refusals | "not-found">> {
  return database.transaction(async (tx) => {
    await lockImports(tx);
    const goesId = await findPersonIdByCode(tx, goesCode);
    if (goesId === null) return refuse({ goesCode: `Không có ai mang mã số ${goesCode}. Kiểm tra lại.` });
    const locked = await lockMerge(tx, personId, goesId);
    if (!locked.ok) return refuse(locked.refusal === "already-merged" ? { goesCode: `Mã số ${goesCode} đã gộp vào người này rồi.` } : locked.refusal);
    const { stays: { record: stays }, goes: { record: goes }, basis } = locked.value;
    return ok({ stays, goes, doubts: mergeDoubts(stays, goes), basis });
  });
}

/** `personId` stays as it is; `goesId` is taken off the roster and what it has moves over. `basis` is that of the preview. */
export type Merge = { readonly accountId: string; readonly personId: string; readonly goesId: string; readonly basis: string; readonly reason: string };

/** Nothing is deleted: the row that goes stays readable, off the roster, and says where it went. Safe to repeat. */
export async function mergePeople({ database }: { database: Database }, { accountId, personId, goesId, basis, reason }: Merge): Promise<Result<null, Refusals | "not-found">> {
  return database.transaction(async (tx) => {
    await lockImports(tx);
    const locked = await lockMerge(tx, personId, goesId);
    if (!locked.ok) return locked.refusal === "already-merged" ? ok(null) : refuse(locked.refusal);
    if (locked.value.basis !== basis) return refuse({ form: "Một trong hai bản ghi vừa thay đổi nên chưa gộp. Đối chiếu lại rồi xác nhận lần nữa." });
    await merge(tx, locked.value, { accountId, reason });
    return ok(null);
  });
}

async function merge(tx: Tx, { stays, goes, plan }: LockedMerge, { accountId, reason }: { accountId: string; reason: string }): Promise<void> {
  await moveToPerson(tx, { fromId: goes.person.id, toId: stays.person.id, plan });
  if (goes.account !== null && stays.account === null) {
    await giveAccountTo(tx, goes.account.id, { id: stays.person.id, login: normaliseLogin(stays.person.code), displayName: stays.person.fullName });
  } else if (goes.account !== null) {
    await setDisabled(tx, goes.account.id, true);
    await deleteSessionsOf(tx, [goes.account.id]);
  }
  await markMerged(tx, goes.person.id, stays.person.id, await databaseNow(tx));
  const movesOver = ({ roundId }: { roundId: string }) => plan.predictionRounds.includes(roundId);
  await insertAudit(tx, {
    accountId, action: "person.merge", subjectType: "person", subjectId: stays.person.id, reason,
    before: { predictions: stays.side.predictions.filter(movesOver) },
    after: { code: stays.person.code, mergedPersonId: goes.person.id, merged: goes.person.code, attempts: goes.side.attempts.map(({ roundName, number }) => `${roundName}, lượt ${number}`), predictions: goes.side.predictions.filter(movesOver) },
  });
}

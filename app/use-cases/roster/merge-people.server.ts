import { normaliseLogin } from "~/domain/access/login";
import { planMerge } from "~/domain/roster/merge";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Database, Tx } from "~db/client.server";
import { deleteSessionsOf, setDisabled } from "~db/repositories/account.server";
import { insertAudit } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { lockImports } from "~db/repositories/import-batch.server";
import { findPersonIdByCode, giveAccountTo, lockAccountOfPerson, lockMergeSide, markMerged, moveToPerson } from "~db/repositories/merge-people.server";
import { lockPerson, type PersonRow } from "~db/repositories/person.server";
import type { Refusals } from "./check-person.server";

/** `personId` stays as it is; the row with `goesCode` is taken off the roster and what it has moves over. */
export type Merge = { readonly accountId: string; readonly personId: string; readonly goesCode: string; readonly reason: string };

/** Nothing is deleted: the row that goes stays readable, off the roster, and says where it went. */
export async function mergePeople({ database }: { database: Database }, { accountId, personId, goesCode, reason }: Merge): Promise<Result<null, Refusals | "not-found">> {
  return database.transaction(async (tx) => {
    await lockImports(tx);
    const goesId = await findPersonIdByCode(tx, goesCode);
    if (goesId === null) return refuse({ goesCode: `Không có ai mang mã số ${goesCode}. Kiểm tra lại.` });
    if (goesId === personId) return refuse({ goesCode: "Đây là mã số của chính trang này. Nhập mã số của bản ghi kia." });
    const [first, second] = await lockBoth(tx, personId, goesId);
    const [stays, goes] = first?.id === personId ? [first, second] : [second, first];
    if (!stays || !goes) return refuse("not-found" as const);
    if (goes.mergedIntoId === personId) return ok(null);
    if (goes.mergedIntoId !== null || stays.mergedIntoId !== null) return refuse({ goesCode: "Một trong hai bản ghi đã được gộp vào người khác. Mở trang của người đó." });
    if (stays.anonymisedAt !== null || goes.anonymisedAt !== null) return refuse({ goesCode: "Một trong hai bản ghi đã xóa thông tin, không gộp được." });
    return merge(tx, { stays, goes, accountId, reason });
  });
}

/** Always in the same order, so that two merges the other way round wait instead of blocking each other. */
async function lockBoth(tx: Tx, one: string, other: string): Promise<(PersonRow | null)[]> {
  const rows: (PersonRow | null)[] = [];
  for (const id of [one, other].sort()) rows.push(await lockPerson(tx, id));
  return rows;
}

type Both = { readonly stays: PersonRow; readonly goes: PersonRow; readonly accountId: string; readonly reason: string };

async function merge(tx: Tx, { stays, goes, accountId, reason }: Both): Promise<Result<null, Refusals>> {
  const account = await lockAccountOfPerson(tx, goes.id);
  if (account?.hasGrants) return refuse({ goesCode: `Tài khoản ${goes.code} có vai trò. Bỏ vai trò ở trang tài khoản trước.` });
  const [ours, theirs] = [await lockMergeSide(tx, stays.id), await lockMergeSide(tx, goes.id)];
  const plan = planMerge(ours, theirs);
  if (!plan.ok) return refuse({ goesCode: plan.refusal });
  await moveToPerson(tx, { fromId: goes.id, toId: stays.id, plan: plan.value });
  if (account !== null && (await lockAccountOfPerson(tx, stays.id)) === null) {
    await giveAccountTo(tx, account.id, { id: stays.id, login: normaliseLogin(stays.code), displayName: stays.fullName });
  } else if (account !== null) {
    await setDisabled(tx, account.id, true);
    await deleteSessionsOf(tx, [account.id]);
  }
  await markMerged(tx, goes.id, stays.id, await databaseNow(tx));
  const replaced = ours.predictions.filter(({ roundId }) => plan.value.predictionRounds.includes(roundId));
  await insertAudit(tx, {
    accountId, action: "person.merge", subjectType: "person", subjectId: stays.id, reason,
    before: { merged: goes.code, predictions: replaced },
    after: { code: stays.code, attempts: theirs.attempts.map(({ roundName, number }) => `${roundName}, lượt ${number}`), predictions: theirs.predictions.filter(({ roundId }) => plan.value.predictionRounds.includes(roundId)) },
  });
  return ok(null);
}

import { type MergePlan, type MergeSide, planMerge } from "~/domain/roster/merge";
import type { Day } from "~/domain/shared/time";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Tx } from "~db/client.server";
import { type AccountState, findAccountDetail } from "~db/read-models/account-list.server";
import { findPersonDetail } from "~db/read-models/person-page.server";
import { lockAccountOfPerson, lockMergeSide, type PersonAccount } from "~db/repositories/merge-people.server";
import { lockPerson, type PersonRow } from "~db/repositories/person.server";
import { basisOf } from "../shared/basis.server";
import type { Refusals } from "./check-person.server";

/** What an organiser compares before two records become one. */
export type MergeRecord = {
  readonly personId: string;
  readonly code: string;
  readonly fullName: string;
  readonly birthDate: Day | null;
  readonly unitName: string;
  readonly attemptCount: number;
  readonly account: { readonly login: string; readonly state: AccountState } | null;
};
type MergeParty = { readonly person: PersonRow; readonly side: MergeSide; readonly account: PersonAccount | null; readonly record: MergeRecord };

/** `basis` names the state of both: a merge that carries the basis it was shown with joins nothing that was not seen. */
export type LockedMerge = { readonly stays: MergeParty; readonly goes: MergeParty; readonly plan: MergePlan; readonly basis: string };
type MergeRefusal = Refusals | "not-found" | "already-merged";

/** Both records locked, and what stands against joining them. The caller holds the lock of the imports. */
export async function lockMerge(tx: Tx, staysId: string, goesId: string): Promise<Result<LockedMerge, MergeRefusal>> {
  if (goesId === staysId) return refuse({ goesCode: "Đây là mã số của chính trang này. Nhập mã số của bản ghi kia." });
  const [first, second] = await lockBoth(tx, staysId, goesId);
  const [stays, goes] = first?.id === staysId ? [first, second] : [second, first];
  if (!stays || !goes) return refuse("not-found" as const);
  if (goes.mergedIntoId === staysId) return refuse("already-merged" as const);
  if (goes.mergedIntoId !== null || stays.mergedIntoId !== null) return refuse({ goesCode: "Một trong hai bản ghi đã được gộp vào người khác. Mở trang của người đó." });
  if (stays.anonymisedAt !== null || goes.anonymisedAt !== null) return refuse({ goesCode: "Một trong hai bản ghi đã xóa thông tin, không gộp được." });
  const [ours, theirs] = [await lockParty(tx, stays), await lockParty(tx, goes)];
  if (theirs.account?.hasGrants) return refuse({ goesCode: `Tài khoản ${goes.code} có vai trò. Bỏ vai trò ở trang tài khoản trước.` });
  const plan = planMerge(ours.side, theirs.side);
  if (!plan.ok) return refuse({ goesCode: plan.refusal });
  return ok({ stays: ours, goes: theirs, plan: plan.value, basis: basisOf([ours, theirs].map(stateOf)) });
}

/** Always in the same order, so that two merges the other way round wait instead of blocking each other. */
async function lockBoth(tx: Tx, one: string, other: string): Promise<(PersonRow | null)[]> {
  const rows: (PersonRow | null)[] = [];
  for (const id of [one, other].sort()) rows.push(await lockPerson(tx, id));
  return rows;
}

async function lockParty(tx: Tx, person: PersonRow): Promise<MergeParty> {
  const account = await lockAccountOfPerson(tx, person.id);
  const side = await lockMergeSide(tx, person.id);
  const unitName = (await findPersonDetail(tx, person.id))?.unitName ?? "";
  const shown = account && (await findAccountDetail(tx, account.id));
  const { id: personId, code, fullName, birthDate } = person;
  return { person, side, account, record: { personId, code, fullName, birthDate, unitName, attemptCount: side.attempts.length, account: shown && { login: shown.login, state: shown.state } } };
}

function stateOf({ record, side }: MergeParty): unknown[] {
  return [record, side.attempts.map(({ attemptId, state }) => [attemptId, state]), side.predictions.map(({ roundId, value }) => `${roundId} ${value}`).sort()];
}

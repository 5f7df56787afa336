import { changedFixedParts, checkRound, fixedPartLabels } from "~/domain/contest/check-round";
import { mayBeReady } from "~/domain/contest/opening-checklist";
import { hasOpened, isPastClosing, phaseAt } from "~/domain/contest/phase";
import { ok, refuse, type Result } from "~/domain/shared/result";
import { sameMinuteOr } from "~/domain/shared/time";
import type { Database, Tx } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { hasAttempts, lockRound, replaceAudience, replaceBlueprint, type RoundRow, updateRound } from "~db/repositories/round.server";
import { basisOf, changedMeanwhile } from "../shared/basis.server";
import { composedRound, reviewOpening } from "./composed-round.server";
import type { RoundErrors, RoundInput } from "./round-input";

export type RoundEdit = { readonly accountId: string; readonly roundId: string; readonly input: RoundInput; readonly basis: string };

/**
 * Stores an edited round. Until somebody has started, also while it is open, it may be edited without a reason; only the
 * window of a ready round, which people have been told, moves with one (`changeRound`), and a ready round must stay one that
 * may open. Once somebody has started, or it has closed, only the name and what is shown when may differ. An edit whose `basis` is no longer what is stored is refused;
 * saving the same twice changes nothing. Null: no such round.
 */
export async function editRound({ database }: { database: Database }, { accountId, roundId, input: typed, basis }: RoundEdit): Promise<Result<null, RoundErrors> | null> {
  const errors = checkRound(typed);
  if (Object.keys(errors).length > 0) return refuse(errors);
  return database.transaction(async (tx) => {
    const round = await lockRound(tx, roundId);
    if (round === null) return null;
    const before = await composedRound(tx, round);
    const input = { ...typed, opensAt: sameMinuteOr(before.opensAt, typed.opensAt), closesAt: sameMinuteOr(before.closesAt, typed.closesAt) };
    if (isSame(before, input)) return ok(null);
    const refusal = basis === basisOf(before) ? await refusalOf(tx, round, before, input) : roundChangedMeanwhile;
    if (refusal !== null) return refuse({ form: refusal });
    const { lines, blocIds, unitIds, ...own } = input;
    await updateRound(tx, roundId, own);
    await replaceBlueprint(tx, roundId, lines);
    await replaceAudience(tx, roundId, { blocIds, unitIds });
    await insertAudit(tx, { accountId, action: "round.edit", subjectType: "round", subjectId: roundId, before, after: input });
    return ok(null);
  });
}

export const roundChangedMeanwhile = changedMeanwhile("kỳ thi này");

async function refusalOf(tx: Tx, round: RoundRow, before: RoundInput, input: RoundInput): Promise<string | null> {
  if (round.state === "cancelled") return "Kỳ thi đã hủy nên không sửa được nữa; hãy sao chép thành kỳ thi mới.";
  const changed = changedFixedParts(before, input);
  if (changed.length === 0) return null;
  const phase = phaseAt({ ...round, lastDeadlineAt: null }, await databaseNow(tx));
  if (isPastClosing(phase)) return `Kỳ thi đã đóng nên không đổi được: ${labelsOf(changed)}. Ở đây chỉ đổi được tên kỳ thi và thời điểm công khai; muốn thi lại, hãy sao chép thành kỳ thi mới.`;
  if (await hasAttempts(tx, round.id)) {
    return `Đã có người vào thi nên không đổi được: ${labelsOf(changed)}. Ở đây chỉ đổi được tên kỳ thi và thời điểm công khai; gia hạn, thêm thời gian, thêm lượt ở trang “Hoãn, gia hạn, đóng sớm”.`;
  }
  if (round.state !== "ready") return null;
  const orDraft = hasOpened(phase) ? "" : ", hoặc chuyển về bản nháp trước";
  if (changed.includes("window")) return `Kỳ thi đã báo cho người dự thi: đổi giờ ở trang “Hoãn, gia hạn, đóng sớm” và ghi lý do${orDraft}.`;
  const { items } = await reviewOpening(tx, round.contestId, round.id, input);
  if (mayBeReady(items)) return null;
  const reasons = items.filter((item) => item.state === "missing").map((item) => item.text);
  return `Kỳ thi đang ở trạng thái sẵn sàng. Sửa cho đủ điều kiện mở${orDraft}: ${reasons.join(" ")}`;
}

function labelsOf(parts: ReturnType<typeof changedFixedParts>): string {
  return parts.map((part) => fixedPartLabels[part]).join(", ");
}

function isSame(before: RoundInput, after: RoundInput): boolean {
  const rest = ({ name, rules: { show } }: RoundInput) => JSON.stringify([name, show.score, show.keys, show.board, show.freezeMinutes]);
  return changedFixedParts(before, after).length === 0 && rest(before) === rest(after);
}

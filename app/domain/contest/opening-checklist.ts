/**
 * What a round still lacks before it may be declared ready, and what its organisers should look at first. `missing`
 * blocks; `warning` only tells.
 */
import { checkBlueprint, type BankQuestion, questionsOutOfForce, questionsWithin } from "../question/blueprint";
import { countQuestionSets, describeSetCount } from "../question/count-sets";
import { formatPoints } from "../shared/points";
import { formatClosing, formatInstant, type Instant } from "../shared/time";
import { checkRound, type ComposedRound } from "./check-round";
import { shownAfterContest } from "./visibility";

export type ChecklistState = "done" | "missing" | "warning";
export type ChecklistKey = "window" | "rules" | "blueprint" | "variety" | "force" | "reuse" | "waiting" | "audience" | "agency";
export type ChecklistItem = { readonly key: ChecklistKey; readonly state: ChecklistState; readonly text: string };

export type OpeningFacts = {
  readonly round: ComposedRound;
  readonly bank: readonly BankQuestion[];
  readonly now: Instant;
  /** People of the roster whom the audience admits. */
  readonly audienceCount: number;
  /** Questions of closed rounds whose keys participants may see. */
  readonly revealedQuestionIds: ReadonlySet<string>;
  readonly contest: { readonly agency: string; readonly contact: string };
};

export function openingChecklist(facts: OpeningFacts): ChecklistItem[] {
  return [windowItem(facts), ...rulesItems(facts), blueprintItem(facts), ...varietyItems(facts), ...forceItems(facts), ...reuseItems(facts), ...waitingItems(facts), audienceItem(facts), ...agencyItems(facts)];
}

export function mayBeReady(items: readonly ChecklistItem[]): boolean {
  return items.every((item) => item.state !== "missing");
}

function windowItem({ round, now }: OpeningFacts): ChecklistItem {
  const span = `${formatInstant(round.opensAt)} – ${formatClosing(round.closesAt)}`;
  if (round.closesAt <= now) return { key: "window", state: "missing", text: `Giờ đóng đã qua (${formatClosing(round.closesAt)}): đặt lại thời gian.` };
  if (round.opensAt <= now) return { key: "window", state: "warning", text: `Giờ mở đã qua (${formatInstant(round.opensAt)}): kỳ thi sẽ mở ngay khi sẵn sàng.` };
  return { key: "window", state: "done", text: `Thời gian: ${span}.` };
}

function rulesItems({ round }: OpeningFacts): ChecklistItem[] {
  return Object.values(checkRound(round)).map((text) => ({ key: "rules", state: "missing", text }));
}

function blueprintItem({ round, bank }: OpeningFacts): ChecklistItem {
  const check = checkBlueprint(round.lines, bank);
  if (round.lines.length === 0) return { key: "blueprint", state: "missing", text: "Ma trận đề chưa có dòng nào." };
  const lacking = check.lines.flatMap((line, index) => (line.shortage > 0 ? [`dòng ${index + 1} thiếu ${line.shortage} câu`] : []));
  if (lacking.length > 0) return { key: "blueprint", state: "missing", text: `Ngân hàng không đủ câu đã duyệt: ${lacking.join("; ")}.` };
  return { key: "blueprint", state: "done", text: `Ma trận đề: ${check.questionCount} câu, ${formatPoints(check.totalPoints)} điểm, đủ câu đã duyệt.` };
}

function varietyItems({ round, bank }: OpeningFacts): ChecklistItem[] {
  const sets = countQuestionSets(round.lines, bank);
  if (sets === null) return [];
  const isSame = sets.isExact && sets.count === 1n;
  return [{ key: "variety", state: isSame ? "warning" : "done", text: isSame ? "Mọi lượt thi gặp cùng những câu hỏi: ma trận chỉ rút được một đề duy nhất." : `Rút được ${describeSetCount(sets)}.` }];
}

function forceItems({ round, bank }: OpeningFacts): ChecklistItem[] {
  const count = questionsOutOfForce(questionsWithin(round.lines, bank), round).length;
  if (count === 0) return [];
  return [{ key: "force", state: "warning", text: `${count} câu có thể được rút vào đề nhưng căn cứ không còn, hoặc chưa, có hiệu lực trong thời gian thi.` }];
}

function reuseItems({ round, bank, revealedQuestionIds }: OpeningFacts): ChecklistItem[] {
  const count = questionsWithin(round.lines, bank).filter((question) => revealedQuestionIds.has(question.questionId)).length;
  return count === 0 ? [] : [{ key: "reuse", state: "warning", text: `${count} câu có thể được rút vào đề đã lộ đáp án ở kỳ thi trước.` }];
}

function waitingItems({ round }: OpeningFacts): ChecklistItem[] {
  const waiting = shownAfterContest(round);
  if (waiting.length === 0) return [];
  const what = waiting.map((part) => ({ score: "điểm", keys: "đáp án" })[part]).join(" và ");
  return [{ key: "waiting", state: "warning", text: `Người dự thi chờ ${what} đến hết cuộc thi: câu dự đoán về cả cuộc thi nên kết quả chỉ công bố được khi mọi kỳ thi chính thức đã đóng và chấm xong.` }];
}

function audienceItem({ audienceCount }: OpeningFacts): ChecklistItem {
  if (audienceCount === 0) return { key: "audience", state: "warning", text: "Chưa có ai trong danh sách được dự thi: nhập danh sách người dự thi." };
  return { key: "audience", state: "done", text: `${audienceCount} người trong danh sách được dự thi.` };
}

function agencyItems({ contest }: OpeningFacts): ChecklistItem[] {
  const lacking = [...(contest.agency === "" ? ["tên cơ quan trên báo cáo"] : []), ...(contest.contact === "" ? ["liên hệ của Ban Tổ chức"] : [])];
  return lacking.length === 0 ? [] : [{ key: "agency", state: "warning", text: `Thông tin cuộc thi còn thiếu ${lacking.join(" và ")}.` }];
}

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TieBreakStep } from "~/domain/contest/round";
import { dayMs, hourMs, minuteMs } from "~/domain/shared/time";
import { listAudit } from "~/use-cases/audit/list-audit.server";
import { loadQuestionBank } from "~/use-cases/question/load-question-bank.server";
import { setQuestionStates } from "~/use-cases/question/set-question-states.server";
import { adjustStartedRound } from "~/use-cases/round/adjust-started-round.server";
import { copyRound } from "~/use-cases/round/copy-round.server";
import { createRound } from "~/use-cases/round/create-round.server";
import { editRound } from "~/use-cases/round/edit-round.server";
import { loadComposer, loadNewRound } from "~/use-cases/round/load-composer.server";
import type { RoundInput } from "~/use-cases/round/round-input";
import { cancelRound, markRoundReady, returnRoundToDraft } from "~/use-cases/round/set-round-state.server";
import { newId } from "~db/new-id.server";
import { attempts, auditLog, people, rounds } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createRealContest } from "../support/real-contest";

let database: TestDatabase;
let contestId: string;
let accountId: string;
let start: RoundInput;
const everything = { search: "", topicId: null, levelId: null, type: null, state: null, force: null };
/** 01/12/2026 08:00 in Vietnam. */
const december = Date.UTC(2026, 11, 1, 1);

beforeAll(async () => {
  database = await createTestDatabase();
  ({ contestId, accountId } = await createRealContest(database));
  start = (await loadNewRound({ database }, contestId)).round;
});
afterAll(() => database.drop());

async function createDraft(change: Partial<RoundInput> = {}): Promise<string> {
  const roundId = newId();
  expect(await createRound({ database }, { accountId, contestId, roundId, input: { ...start, ...change } })).toEqual({ ok: true, value: null });
  return roundId;
}

/** As from a form that was opened just now. */
async function edit(roundId: string, change: Partial<RoundInput>) {
  const { round, basis } = (await loadComposer({ database }, roundId))!;
  return editRound({ database }, { accountId, roundId, basis, input: { ...round, ...change } });
}

async function startAttempt(roundId: string): Promise<void> {
  const [person] = await database.db.select().from(people).limit(1);
  const now = Date.now();
  await database.db.insert(attempts).values({ id: newId(), roundId, personId: person!.id, unitId: person!.unitId, number: 1, startedAt: now, deadlineAt: now + 20 * minuteMs, lastSeenAt: now, seed: "x" });
}

/** In every order. */
function ordersOf<Item>(items: readonly Item[]): Item[][] {
  return items.length === 0 ? [[]] : items.flatMap((first) => ordersOf(items.filter((item) => item !== first)).map((rest) => [first, ...rest]));
}

describe("the order of the ranking", () => {
  const steps: readonly TieBreakStep[] = ["score", "prediction", "duration", "submitted-earlier", "lots"];
  const choices = Array.from({ length: 2 ** steps.length }, (_, bits) => steps.filter((_step, place) => bits & (1 << place)));
  const withChain = (tieBreak: readonly TieBreakStep[]) => ({ rules: { ...start.rules, prediction: "persons" as const, tieBreak } });

  it("is stored as typed in all 120 orders of the five steps, and with any of the others left out", async () => {
    const orders = [...ordersOf(steps), ...choices.filter((chosen) => chosen.includes("score"))];
    expect(orders).toHaveLength(120 + 16);
    const roundId = await createDraft(withChain(["score"]));
    for (const order of orders) {
      expect(await edit(roundId, withChain(order))).toMatchObject({ ok: true });
      expect((await loadComposer({ database }, roundId))!.round.rules.tieBreak).toEqual(order);
    }
  });

  it("is refused in every order without the score, and the stored one stays", async () => {
    const roundId = await createDraft(withChain(["lots", "score"]));
    for (const order of choices.filter((chosen) => !chosen.includes("score")).flatMap(ordersOf)) {
      expect(await edit(roundId, withChain(order))).toMatchObject({ ok: false, refusal: { tieBreak: "Thứ tự xếp hạng phải có điểm." } });
    }
    expect((await loadComposer({ database }, roundId))!.round.rules.tieBreak).toEqual(["lots", "score"]);
  });
});

describe("from draft to ready", () => {
  it("is refused while the bank holds no approved question, then allowed, then changes nothing when repeated", async () => {
    const roundId = await createDraft();
    const refused = await markRoundReady({ database }, { accountId, roundId });
    expect(refused).toMatchObject({ ok: false, refusal: { reason: "incomplete", missing: [{ key: "blueprint", text: expect.stringContaining("dòng 1 thiếu 20 câu") }] } });
    await setQuestionStates({ database }, { accountId, selection: { filter: everything }, state: "approved" });
    expect(await markRoundReady({ database }, { accountId, roundId })).toEqual({ ok: true, value: null });
    expect(await markRoundReady({ database }, { accountId, roundId })).toEqual({ ok: true, value: null });
    const audited = await database.db.select().from(auditLog).where(eq(auditLog.subjectId, roundId)).orderBy(auditLog.id);
    expect(audited.map((row) => row.action)).toEqual(["round.create", "round.ready"]);
  });

  it("counts 107 single-choice questions: lines of 100 and 8 that both want them lack one", async () => {
    const line = { topicId: null, levelId: null, type: "single" as const, points: 100 };
    const roundId = await createDraft({ lines: [{ ...line, count: 100 }, { ...line, count: 8 }], rules: { ...start.rules, minutes: 90 } });
    const view = (await loadComposer({ database }, roundId))!;
    expect(view.kinds.filter((kind) => kind.type === "single").reduce((sum, kind) => sum + kind.count, 0)).toBe(107);
    expect(view.checklist.find((item) => item.key === "blueprint")).toMatchObject({ state: "missing", text: expect.stringContaining("dòng 2 thiếu 1 câu") });
  });

  it.each([
    ["01/06/2022", Date.UTC(2022, 5, 1, 1), 34, "2022-06-01"],
    ["01/12/2026", december, 32, "2026-12-01"],
  ])("warns of the questions out of force on the round's dates: on %s", async (_day, opensAt, outOfForce, day) => {
    const lines = (["single", "several", "true-false"] as const).map((type) => ({ topicId: null, levelId: null, type, count: 5, points: 100 }));
    const roundId = await createDraft({ opensAt, closesAt: opensAt + 9 * hourMs, lines });
    const { checklist } = (await loadComposer({ database }, roundId))!;
    expect(checklist.find((item) => item.key === "force")).toMatchObject({ state: "warning", text: expect.stringMatching(new RegExp(`^${outOfForce} câu`)) });
    const { warnings } = await loadQuestionBank({ database }, everything, 1);
    expect(warnings.find((warning) => warning.roundId === roundId)).toMatchObject({ count: outOfForce, first: day, last: day });
  });

  it("admits by unit and bloc together: 22 people of Đội Tổng hợp, fewer of one bloc; the rules and the audit name it", async () => {
    const roundId = await createDraft({ name: "Kỳ theo đơn vị" });
    const { blocs, units, round } = (await loadComposer({ database }, roundId))!;
    const unit = units.find(({ name }) => name === "Đội Tổng hợp")!;
    const audience = async (change: Partial<RoundInput>) => {
      await edit(roundId, { ...round, ...change });
      const view = (await loadComposer({ database }, roundId))!;
      return [view.checklist.find(({ key }) => key === "audience")!.text, view.ruleText[1]];
    };
    expect(await audience({ unitIds: [unit.id] })).toEqual(["22 người trong danh sách được dự thi.", "Người dự thi: mọi người của Đội Tổng hợp (gồm cả các đơn vị trực thuộc)."]);
    const [count, rule] = await audience({ unitIds: [unit.id], blocIds: [blocs[1]!.id] });
    expect(Number(count!.split(" ")[0])).toBeLessThan(22);
    expect(rule).toBe(`Người dự thi: khối ${blocs[1]!.name} của Đội Tổng hợp (gồm cả các đơn vị trực thuộc).`);
    const [whole] = await audience({ unitIds: [units[0]!.id] });
    expect(whole).toBe("412 người trong danh sách được dự thi.");
    const copyId = newId();
    await copyRound({ database }, { accountId, roundId, newRoundId: copyId });
    expect((await loadComposer({ database }, copyId))!.round.unitIds).toEqual([units[0]!.id]);
  });

  it("goes back to draft before it opens, and not afterwards, whether anybody has started or not", async () => {
    const roundId = await createDraft({ opensAt: Date.now() + hourMs, closesAt: Date.now() + 9 * hourMs });
    await markRoundReady({ database }, { accountId, roundId });
    expect(await returnRoundToDraft({ database }, { accountId, roundId })).toEqual({ ok: true, value: null });
    await markRoundReady({ database }, { accountId, roundId });
    const openNow = () => database.db.update(rounds).set({ opensAt: Date.now() - hourMs }).where(eq(rounds.id, roundId));
    await openNow();
    expect(await returnRoundToDraft({ database }, { accountId, roundId })).toEqual({ ok: false, refusal: "opened" });
    await startAttempt(roundId);
    expect(await returnRoundToDraft({ database }, { accountId, roundId })).toEqual({ ok: false, refusal: "opened" });
  });
});

describe("what the rules must satisfy", () => {
  const refusals: [string, Partial<RoundInput>, string][] = [
    ["closing before opening", { closesAt: 0 }, "closesAt"],
    ["a sitting longer than the round", { closesAt: Date.UTC(2100, 0, 1) + hourMs, opensAt: Date.UTC(2100, 0, 1), rules: { ...({} as RoundInput["rules"]) } }, "minutes"],
    ["a step of ranking twice", { rules: { tieBreak: ["score", "score"] } as unknown as RoundInput["rules"] }, "tieBreak"],
    ["ranking by a prediction that nobody makes", { rules: { prediction: null } as unknown as RoundInput["rules"] }, "prediction"],
  ];
  it.each(refusals)("refuses %s", async (_name, change, field) => {
    const rules = { ...start.rules, ...(field === "minutes" ? { minutes: 61 } : {}), ...change.rules };
    const result = await createRound({ database }, { accountId, contestId, roundId: newId(), input: { ...start, ...change, rules } });
    expect(result.ok ? null : Object.keys(result.refusal)).toEqual([field]);
  });
});

describe("editing", () => {
  it("changes everything of a draft, with one audit row per real change", async () => {
    const roundId = await createDraft();
    const rules = { ...start.rules, minutes: 30 };
    expect(await edit(roundId, { name: "Kỳ thi quý I", rules })).toEqual({ ok: true, value: null });
    expect(await edit(roundId, {})).toEqual({ ok: true, value: null });
    const view = (await loadComposer({ database }, roundId))!;
    expect([view.round.name, view.round.rules.minutes]).toEqual(["Kỳ thi quý I", 30]);
    expect(view.ruleText.join(" ")).toContain("30 phút");
    const audited = await database.db.select().from(auditLog).where(eq(auditLog.subjectId, roundId)).orderBy(auditLog.id);
    expect(audited.map((row) => row.action)).toEqual(["round.create", "round.edit"]);
  });

  it("keeps a ready round openable", async () => {
    const roundId = await createDraft();
    await markRoundReady({ database }, { accountId, roundId });
    expect(await edit(roundId, { lines: [{ topicId: null, levelId: null, type: "several", count: 11, points: 100 }] })).toMatchObject({ ok: false, refusal: { form: expect.stringContaining("thiếu 1 câu") } });
    expect(await edit(roundId, { lines: [{ topicId: null, levelId: null, type: "several", count: 10, points: 100 }] })).toEqual({ ok: true, value: null });
  });

  describe("of a ready round nobody has started", () => {
    const tooMany = [{ topicId: null, levelId: null, type: "several" as const, count: 11, points: 100 }];
    const readyRound = async (opensIn: number, closesIn: number) => {
      const roundId = await createDraft();
      await markRoundReady({ database }, { accountId, roundId });
      await database.db.update(rounds).set({ opensAt: Date.now() + opensIn, closesAt: Date.now() + closesIn }).where(eq(rounds.id, roundId));
      return roundId;
    };
    const refusalOf = async (roundId: string, change: Partial<RoundInput>) => {
      const result = await edit(roundId, change);
      return result!.ok ? null : result!.refusal.form;
    };

    it("advises taking it back to draft only before it opens", async () => {
      const advised = async (roundId: string) => [await refusalOf(roundId, { closesAt: Date.now() + 20 * hourMs }), await refusalOf(roundId, { lines: tooMany })];
      const before = await advised(await readyRound(hourMs, 9 * hourMs));
      const open = await advised(await readyRound(-hourMs, 9 * hourMs));
      expect(before).toEqual([expect.stringContaining("hoặc chuyển về bản nháp"), expect.stringContaining("hoặc chuyển về bản nháp")]);
      expect(open).toEqual([expect.stringMatching(/và ghi lý do\.$/), expect.stringMatching(/^Kỳ thi đang ở trạng thái sẵn sàng\. Sửa cho đủ điều kiện mở: .*thiếu 1 câu/)]);
    });

    it("takes other minutes without a reason while it is open, and after the closing says that it is over", async () => {
      const rules = { ...start.rules, minutes: 45 };
      expect(await refusalOf(await readyRound(-hourMs, 9 * hourMs), { rules })).toBeNull();
      const closed = await readyRound(-2 * hourMs, -hourMs);
      expect(await refusalOf(closed, { rules })).toMatch(/^Kỳ thi đã đóng nên không đổi được: thời gian làm bài\. .*sao chép thành kỳ thi mới\.$/);
      expect(await refusalOf(closed, { name: "Tên sau khi đóng" })).toBeNull();
    });
  });

  it("refuses an edit made from what another organiser has replaced since, keeps theirs, and takes it when it was made anew", async () => {
    const roundId = await createDraft();
    const { round, basis } = (await loadComposer({ database }, roundId))!;
    const mine = { accountId, roundId, basis, input: { ...round, name: "Bản của tôi" } };
    expect(await edit(roundId, { name: "Bản của người khác" })).toEqual({ ok: true, value: null });
    expect(await editRound({ database }, mine)).toMatchObject({ ok: false, refusal: { form: expect.stringContaining("người khác đã sửa") } });
    expect((await loadComposer({ database }, roundId))!.round.name).toBe("Bản của người khác");
    expect(await edit(roundId, { name: "Bản của tôi" })).toEqual({ ok: true, value: null });
    expect(await editRound({ database }, mine), "what is stored already is no conflict").toEqual({ ok: true, value: null });
  });

  it("after the first attempt lets the name and what is shown change and names what may not", async () => {
    const roundId = await createDraft();
    await markRoundReady({ database }, { accountId, roundId });
    await startAttempt(roundId);
    const { round } = (await loadComposer({ database }, roundId))!;
    expect(await edit(roundId, { rules: { ...round.rules, minutes: 25 }, blocIds: [] })).toMatchObject({ ok: false, refusal: { form: expect.stringContaining("thời gian làm bài") } });
    const show = { score: "after-closing", keys: "never", board: "frozen", freezeMinutes: 30 } as const;
    expect(await adjustStartedRound({ database }, { accountId, roundId, basis: (await loadComposer({ database }, roundId))!.basis, name: "Tên mới", show })).toEqual({ ok: true, value: null });
    const after = (await loadComposer({ database }, roundId))!;
    expect([after.round.name, after.round.rules.show, after.round.rules.minutes]).toEqual(["Tên mới", show, 20]);
  });

  it("waits for an attempt that is just starting instead of overtaking it", async () => {
    const roundId = await createDraft();
    await markRoundReady({ database }, { accountId, roundId });
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const [person] = await database.db.select().from(people).limit(1);
    const now = Date.now();
    let isStarted = () => {};
    const started = new Promise<void>((resolve) => (isStarted = resolve));
    const starting = database.transaction(async (tx) => {
      await tx.insert(attempts).values({ id: newId(), roundId, personId: person!.id, unitId: person!.unitId, number: 1, startedAt: now, deadlineAt: now + minuteMs, lastSeenAt: now, seed: "x" });
      isStarted();
      await gate;
    });
    await started;
    const editing = edit(roundId, { rules: { ...start.rules, minutes: 45 } });
    setTimeout(letGo, 200);
    await starting;
    expect(await editing).toMatchObject({ ok: false, refusal: { form: expect.stringContaining("Đã có người vào thi") } });
  });
});

describe("copying and cancelling", () => {
  it("copies rules and blueprint into a draft that opens later than now, once", async () => {
    const roundId = await createDraft({ opensAt: Date.now() - 30 * dayMs, closesAt: Date.now() - 29 * dayMs });
    const newRoundId = newId();
    const copy = () => copyRound({ database }, { accountId, roundId, newRoundId });
    expect([await copy(), await copy()]).toEqual([true, true]);
    const original = (await loadComposer({ database }, roundId))!;
    const copied = (await loadComposer({ database }, newRoundId))!;
    expect(copied.round.lines).toEqual(original.round.lines);
    expect(copied.round.rules).toEqual(original.round.rules);
    expect(copied.round.closesAt - copied.round.opensAt).toBe(original.round.closesAt - original.round.opensAt);
    expect(copied.round.opensAt).toBeGreaterThan(Date.now());
    expect([copied.state, copied.lotsSeed === original.lotsSeed]).toEqual(["draft", false]);
    expect((await database.db.select().from(rounds).where(eq(rounds.name, copied.round.name))).length).toBe(1);
    const [deed, ...others] = (await listAudit({ database }, { query: { actor: "", kind: "all", subject: { type: "round", id: newRoundId }, partOf: null, from: null, to: null }, after: null })).lines;
    expect([deed!.action, others]).toEqual(["Sao chép kỳ thi", []]);
    expect(deed!.changes[0]).toMatchObject({ label: "Sao chép từ", before: null, after: original.round.name });
  });

  it("cancels with a reason, and a cancelled round can be neither edited nor made ready", async () => {
    const roundId = await createDraft();
    expect(await cancelRound({ database }, { accountId, roundId, reason: "Hoãn theo công văn 12" })).toEqual({ ok: true, value: null });
    expect(await markRoundReady({ database }, { accountId, roundId })).toEqual({ ok: false, refusal: { reason: "cancelled" } });
    expect(await edit(roundId, { ...start, name: "Khác" })).toMatchObject({ ok: false });
    const audited = await database.db.select().from(auditLog).where(eq(auditLog.action, "round.cancel"));
    expect(audited.map((row) => row.reason)).toEqual(["Hoãn theo công văn 12"]);
  });

  it("tells organisers of a cancelled round why, when and by whom, once, whether people knew of it or not", async () => {
    const [draft, known] = [await createDraft(), await createDraft()];
    await markRoundReady({ database }, { accountId, roundId: known });
    const told = { reason: "Mất điện", at: expect.any(Number) as number, changedBy: expect.any(String) as string, sentences: ["Kỳ thi đã bị hủy."] };
    for (const roundId of [draft, known]) {
      await cancelRound({ database }, { accountId, roundId, reason: "Mất điện" });
      expect(await loadComposer({ database }, roundId)).toMatchObject({ phase: "cancelled", mayChange: false, changes: [told] });
    }
  });
});

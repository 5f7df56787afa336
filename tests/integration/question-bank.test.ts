import { readFileSync } from "node:fs";
import { eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createQuestion } from "~/use-cases/question/create-question.server";
import { loadQuestionBank } from "~/use-cases/question/load-question-bank.server";
import { loadQuestionHistory } from "~/use-cases/question/load-question-history.server";
import { loadQuestionEditor } from "~/use-cases/question/load-question-editor.server";
import type { QuestionInput } from "~/use-cases/question/question-input";
import { reviseQuestion } from "~/use-cases/question/revise-question.server";
import { setQuestionStates } from "~/use-cases/question/set-question-states.server";
import { countUndoable, undoQuestionStates } from "~/use-cases/question/undo-question-states.server";
import { newId } from "~db/new-id.server";
import type { BankFilter } from "~db/read-models/question-bank.server";
import { listMatchingIds } from "~db/read-models/question-bank.server";
import { auditLog, questionRevisions, questions } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { createRealContest } from "../support/real-contest";

let database: TestDatabase;
let accountId: string;
const everything: BankFilter = { search: "", topicId: null, levelId: null, type: null, state: null, force: null };
const readme = readFileSync("seed/data/README-ngan-hang.md", "utf8");
/** The entries of a row of the README's table. */
const listed = (title: string) => new RegExp(`^\\| ${title}[^|]* \\| (.+) \\|$`, "m").exec(readme)![1]!;
const count = async (filter: Partial<BankFilter>) => (await listMatchingIds(database.db, { ...everything, ...filter })).length;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ accountId } = await createRealContest(database, ["questions"]));
});
afterAll(() => database.drop());

describe("the list", () => {
  it("holds 129 questions that all wait for approval", async () => {
    const view = await loadQuestionBank({ database }, everything, 1);
    expect(view.counts).toEqual({ total: 129, pending: 129, approved: 0, retired: 0 });
    expect([view.rows.length, view.total, view.pageCount]).toEqual([50, 129, 3]);
  });

  const outOfForce = [...listed("out of force").matchAll(/on (\d\d)\/(\d\d)\/(\d{4}): (\d+) questions/g)].map(([, day, month, year, number]) => [`${year}-${month}-${day}`, Number(number)] as const);

  it.each(outOfForce)("finds on %s the README's %i questions out of force, and the others in force", async (day, expected) => {
    expect(await count({ force: { is: "out", first: day, last: day } })).toBe(expected);
    expect(await count({ force: { is: "in", first: day, last: day } })).toBe(129 - expected);
  });

  it("counts a question as out of force when it is so on any day of a span", async () => {
    expect(outOfForce).toHaveLength(2);
    const both = await count({ force: { is: "out", first: "2022-06-01", last: "2026-12-01" } });
    expect(both).toBeGreaterThanOrEqual(outOfForce[0]![1]);
    expect(both).toBe(129 - (await count({ force: { is: "in", first: "2022-06-01", last: "2026-12-01" } })));
  });

  it("finds types, levels and topics in the numbers of the README", async () => {
    const { levels, topics } = await loadQuestionBank({ database }, everything, 1);
    const ofTypes = await Promise.all((["single", "several", "true-false"] as const).map((type) => count({ type })));
    expect(ofTypes).toEqual([...listed("types").matchAll(/ (\d+) \(/g)].map(([, number]) => Number(number)));
    const numbered = (entries: readonly { id: string; name: string }[], filter: (id: string) => Partial<BankFilter>) => Promise.all(entries.map(async ({ id, name }) => `${name} ${await count(filter(id))}`));
    expect(await numbered(levels, (levelId) => ({ levelId }))).toEqual(listed("levels").split(", "));
    expect((await numbered(topics, (topicId) => ({ topicId }))).sort()).toEqual(listed("topics").split(", ").sort());
  });

  it("searches content and citation without diacritics, every word, in any order, and takes wildcards literally", async () => {
    const marked = await count({ search: "Nghị định 118/2025" });
    expect(marked).toBeGreaterThan(0);
    expect(await count({ search: "118/2025 nghi dinh" })).toBe(marked);
    expect(await count({ search: "NGHỊ ĐỊNH 118/2025".normalize("NFD") })).toBe(marked);
    expect(await Promise.all([count({ search: "%" }), count({ search: "zzz" })])).toEqual([0, 0]);
  });

  it("shows the last page when a later one is asked for", async () => {
    const view = await loadQuestionBank({ database }, everything, 99);
    expect([view.page, view.rows.length]).toEqual([3, 29]);
  });
});

describe("approval in bulk", () => {
  it("approves what a filter finds, once, as one deed in the audit with a part per question", async () => {
    const approve = () => setQuestionStates({ database }, { accountId, selection: { filter: { ...everything, type: "several" } }, state: "approved" });
    expect([await approve(), await approve()]).toMatchObject([{ ok: true, value: { changed: 10 } }, { ok: true, value: { changed: 0 } }]);
    const audited = await database.db.select().from(auditLog).where(eq(auditLog.action, "question.state"));
    const [deed, ...parts] = audited.toSorted((a, b) => a.id - b.id);
    expect(deed).toMatchObject({ accountId, partOf: null, before: { state: "pending" }, after: { state: "approved", questions: 10, topics: expect.arrayContaining([expect.stringMatching(/: \d+ câu$/)]) } });
    expect(parts.every(({ partOf }) => partOf === deed!.id)).toBe(true);
    expect(parts.map((row) => [row.accountId, row.before, row.after])).toEqual(Array.from({ length: 10 }, () => [accountId, { state: "pending" }, { state: "approved", batchId: expect.any(String) }]));
  });

  it("retires the ticked ones only", async () => {
    const [first, second] = await listMatchingIds(database.db, { ...everything, type: "true-false" });
    expect(await setQuestionStates({ database }, { accountId, selection: { questionIds: [first!, second!] }, state: "retired" })).toMatchObject({ ok: true, value: { changed: 2 } });
    expect(await count({ state: "retired" })).toBe(2);
    expect(await count({ state: "in-use" })).toBe(127);
  });
});

describe("undoing a change in bulk", () => {
  const change = async (questionIds: readonly string[], state: "approved" | "pending" | "retired") => {
    const result = await setQuestionStates({ database }, { accountId, selection: { questionIds }, state });
    if (!result.ok) throw new Error("refused");
    return result.value.batchId;
  };
  const statesOf = async (ids: readonly string[]) => {
    const rows = await database.db.select({ id: questions.id, state: questions.state }).from(questions).where(inArray(questions.id, [...ids]));
    return ids.map((id) => rows.find((row) => row.id === id)!.state);
  };

  it("puts every question back to the state of its own, but not one that somebody has changed since, and only once", async () => {
    const ids = (await listMatchingIds(database.db, { ...everything, type: "single" })).slice(10, 14);
    await change([ids[0]!], "approved");
    await change([ids[1]!], "retired");
    const batchId = await change(ids, "approved");
    await change([ids[3]!], "retired");
    expect(await countUndoable({ database }, batchId)).toBe(2);
    const undo = () => undoQuestionStates({ database }, { accountId, batchId });
    expect([await undo(), await undo()]).toEqual([2, 0]);
    expect(await statesOf(ids)).toEqual(["approved", "retired", "pending", "retired"]);
    await change(ids, "pending");
  });

  it("does not undo what was done again in the same way since", async () => {
    const ids = (await listMatchingIds(database.db, { ...everything, type: "single" })).slice(20, 21);
    const batchId = await change(ids, "approved");
    await change(ids, "pending");
    await change(ids, "approved");
    expect(await undoQuestionStates({ database }, { accountId, batchId })).toBe(0);
    await change(ids, "pending");
  });

  it("asks again where the filter finds another number than was confirmed", async () => {
    const filter = { ...everything, type: "several" as const };
    expect(await setQuestionStates({ database }, { accountId, selection: { filter, confirmedCount: 9 }, state: "retired" })).toEqual({ ok: false, refusal: { count: 10 } });
    expect(await count({ type: "several", state: "retired" })).toBe(0);
  });
});

describe("editing", () => {
  const inputOf = async (questionId: string): Promise<QuestionInput> => {
    const view = (await loadQuestionEditor({ database }, questionId))!;
    const { choices, answerKey, ...rest } = view.revision;
    return { ...rest, topicId: view.topicId, levelId: view.levelId, choices: choices.map((choice) => ({ ...choice, isCorrect: answerKey.includes(choice.id) })) };
  };
  const revise = async (questionId: string, change: Partial<QuestionInput>, basedOn?: string) =>
    reviseQuestion({ database }, { accountId, questionId, basedOn: basedOn ?? (await loadQuestionEditor({ database }, questionId))!.revisionId, state: "approved", input: { ...(await inputOf(questionId)), ...change } });

  it("makes a new revision, leaves the old one as it was, keeps the ids of choices, and is safe to repeat", async () => {
    const [questionId] = await listMatchingIds(database.db, { ...everything, type: "single" });
    const before = (await loadQuestionEditor({ database }, questionId!))!;
    const choices = (await inputOf(questionId!)).choices.map((choice, index) => (index === 0 ? { ...choice, text: `${choice.text} (đã sửa)` } : choice));
    expect(await revise(questionId!, { choices })).toEqual({ ok: true, value: null });
    expect(await revise(questionId!, { choices }, before.revisionId)).toEqual({ ok: true, value: null });
    const after = (await loadQuestionEditor({ database }, questionId!))!;
    expect(after.revisions.map((revision) => [revision.number, revision.isCurrent])).toEqual([[2, true], [1, false]]);
    expect(after.revision.choices.map((choice) => choice.id)).toEqual(before.revision.choices.map((choice) => choice.id));
    expect(after.revision.answerKey).toEqual(before.revision.answerKey);
    const [stored] = await database.db.select().from(questionRevisions).where(eq(questionRevisions.id, before.revisionId));
    expect(stored!.choices).toEqual(before.revision.choices);
    expect(after.state).toBe("approved");
    const { steps } = (await loadQuestionHistory({ database }, questionId!))!;
    expect(steps.filter((step) => step.kind === "revision")).toEqual([
      expect.objectContaining({ number: 2, by: "Thư ký Ban Tổ chức", isCurrent: true, differences: [{ field: "Phương án", before: before.revision.choices[0]!.text, after: `${before.revision.choices[0]!.text} (đã sửa)` }] }),
      expect.objectContaining({ number: 1, differences: [], isCurrent: false }),
    ]);
    expect(steps.filter((step) => step.kind === "state")).toEqual([expect.objectContaining({ from: "Chờ duyệt", to: "Đã duyệt", by: "Thư ký Ban Tổ chức" })]);
  });

  it("refuses a change that started from an older revision, and one that makes two questions the same", async () => {
    const [first, second] = await listMatchingIds(database.db, { ...everything, type: "single" });
    const stale = (await loadQuestionEditor({ database }, second!))!.revisionId;
    await revise(second!, { explanation: "Lần sửa của người khác." });
    expect(await revise(second!, { explanation: "Lần sửa muộn." }, stale)).toMatchObject({ ok: false, refusal: { form: expect.stringContaining("người khác") } });
    const { content } = await inputOf(first!);
    expect(await revise(second!, { content: content.toUpperCase() })).toMatchObject({ ok: false, refusal: { content: expect.stringContaining("cùng nội dung") } });
    expect(await reviseQuestion({ database }, { accountId, questionId: newId(), basedOn: stale, state: "approved", input: await inputOf(first!) })).toBeNull();
  });

  it("creates a question once, with its key among random ids, and finds it without diacritics", async () => {
    const [known] = await listMatchingIds(database.db, everything);
    const questionId = newId();
    const input: QuestionInput = {
      ...(await inputOf(known!)), type: "several", content: "Ủy ban nhân dân cấp xã có những quyền nào?", citation: "Luật 72/2025/QH15",
      choices: [{ id: null, text: "Một", isCorrect: true }, { id: null, text: "Hai", isCorrect: false }, { id: null, text: "Ba", isCorrect: true }],
    };
    const create = () => createQuestion({ database }, { accountId, questionId, state: "pending", input });
    expect([await create(), await create()]).toEqual([{ ok: true, value: null }, { ok: true, value: null }]);
    const { revision, state } = (await loadQuestionEditor({ database }, questionId))!;
    expect(state).toBe("pending");
    expect(revision.answerKey).toEqual([revision.choices[0]!.id, revision.choices[2]!.id].sort());
    expect(await listMatchingIds(database.db, { ...everything, search: "uy ban nhan dan cap xa 72/2025" })).toEqual([questionId]);
    expect(await createQuestion({ database }, { accountId, questionId: newId(), state: "pending", input })).toMatchObject({ ok: false, refusal: { content: expect.any(String) } });
    expect((await database.db.select().from(questions)).length).toBe(130);
  });
});

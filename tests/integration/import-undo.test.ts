import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { commitImport } from "~/use-cases/import/commit-import.server";
import { ensureContest } from "~/use-cases/import/ensure-contest.server";
import { findImport } from "~/use-cases/import/find-import.server";
import { listImports } from "~/use-cases/import/list-imports.server";
import { previewUndo, undoImport } from "~/use-cases/import/undo-import.server";
import { newId } from "~db/new-id.server";
import { accounts, auditLog, blocs, contests, eligibleCounts, levels, people, personBlocs, predictions, questionRevisions, questions, roleGrants, rounds, roundUnits, topics, units, unitTypes } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { personTitles, questionTitles, sheet, type TestImports, testImports } from "../support/imports";
import { sample } from "../support/sheet-reader";

/** What an import wrote is taken back whole, or not at all, from real tables. */
let database: TestDatabase;
let imports: TestImports;

beforeAll(async () => {
  database = await createTestDatabase();
  imports = await testImports(database);
});

afterAll(() => database.drop());

beforeEach(async () => {
  await database.db.execute("delete from import_batches");
  for (const table of [roleGrants, predictions, rounds, accounts, personBlocs, people, eligibleCounts, units, unitTypes, questionRevisions, questions, topics, contests, blocs, levels]) await database.db.delete(table);
  await database.transaction(ensureContest);
});

/** Everything an import may write, without ids and times that a repetition makes anew. */
async function stored() {
  const { db } = database;
  return {
    units: await db.select().from(units).orderBy(asc(units.code)),
    unitTypes: await db.select().from(unitTypes).orderBy(asc(unitTypes.name)),
    counts: (await db.select().from(eligibleCounts)).map(({ unitId, blocId, count }) => `${unitId} ${blocId} ${count}`).sort(),
    people: await db.select().from(people).orderBy(asc(people.code)),
    members: (await db.select().from(personBlocs)).map(({ personId, blocId }) => `${personId} ${blocId}`).sort(),
    accounts: await db.select().from(accounts).orderBy(asc(accounts.login)),
    questions: await db.select().from(questions).orderBy(asc(questions.id)),
    revisions: await db.select().from(questionRevisions).orderBy(asc(questionRevisions.id)),
    topics: await db.select().from(topics).orderBy(asc(topics.name)),
  };
}

async function insertRound(): Promise<string> {
  const [contest] = await database.db.select({ id: contests.id }).from(contests);
  const roundId = newId();
  await database.db.insert(rounds).values({ id: roundId, contestId: contest!.id, name: "Kỳ 1", position: 1, opensAt: 0, closesAt: 1, rules: {} as never, lotsSeed: "", createdAt: 0 });
  return roundId;
}

const undo = (batchId: string) => undoImport({ database }, { batchId, accountId: null });
const blockers = async (batchId: string) => ((await previewUndo({ database }, batchId))?.blockers ?? []).map(({ row, reasons }) => `${row}: ${reasons.join("; ")}`);
const unitRows = (...rows: readonly (readonly unknown[])[]) => sheet([["Mã đơn vị", "Tên đơn vị", "Đơn vị cấp trên", "Loại đơn vị", "Số người thuộc diện dự thi", "CBCS"], ...rows]);
const question = (content: string, answer: string, topic = "T") => ["Q1", topic, "Nhận biết", "Một lựa chọn", content, "một", "hai", answer, 1];

describe("undoing", () => {
  it("leaves nothing of the three good files behind, taken back in the order of their dependence", async () => {
    const before = await stored();
    const batches = [await imports.commit("units", sample("danh-sach-don-vi.xlsx")), await imports.commit("people", sample("danh-sach-nguoi-du-thi.xlsx")), await imports.commit("questions", sample("ngan-hang-cau-hoi.xlsx"))];
    expect(await blockers(batches[0]!.batchId)).toContain("9: đang có 22 người");
    for (const { batchId } of batches.reverse()) expect(await undo(batchId)).toEqual({ outcome: "undone" });
    expect(await stored()).toEqual(before);
  });

  it("puts changed rows back exactly, down to blocs, counts, names of accounts, revisions and approval", async () => {
    await imports.commit("units", unitRows(["A", "Cha", "", "Cơ quan", "", 3], ["B", "Con", "Cha", "Đội", 5, 2]));
    await imports.commit("people", sheet([personTitles, ["P1", "Lê Ân", "01/02/1990", "Nam", "Con", "CBCS; Đoàn viên", "0950000001"]]));
    await imports.commit("questions", sheet([questionTitles, question("Nội dung?", "A")]));
    await database.db.update(questions).set({ state: "approved" });
    const before = await stored();
    const changes = [
      await imports.commit("units", unitRows(["A", "Cha mới", "", "Loại mới", 9, 4], ["C", "Cháu", "Con", "Loại mới", 1, 1], ["B", "Con", "", "Đội", 6, 2])),
      await imports.commit("people", sheet([personTitles, ["P1", "Lê Ấn", "02/02/1990", "Nữ", "Cháu", "CBCS", "0950000002"], ["P2", "Hồ Ân", "", "", "Con", "CBCS", ""]])),
      await imports.commit("questions", sheet([questionTitles, question("Nội dung khác?", "B", "Chủ đề mới")])),
    ];
    expect(changes.map(({ summary }) => [summary.create, summary.change])).toEqual([[1, 2], [1, 1], [0, 1]]);
    expect(await stored()).not.toEqual(before);
    for (const { batchId } of changes.reverse()) expect(await undo(batchId)).toEqual({ outcome: "undone" });
    expect(await stored()).toEqual(before);
  });

  it("twice, also at once, happens once, with one audit row, and the batch can't be written again", async () => {
    const { batchId } = await imports.commit("units", sample("danh-sach-don-vi.xlsx"));
    expect(await Promise.all([undo(batchId), undo(batchId)])).toEqual([{ outcome: "undone" }, { outcome: "undone" }]);
    expect(await undo(batchId)).toEqual({ outcome: "undone" });
    const entries = await database.db.select().from(auditLog).where(eq(auditLog.subjectId, batchId)).orderBy(asc(auditLog.id));
    expect(entries.map(({ action, after }) => [action, after])).toMatchObject([["import.commit", { kind: "units" }], ["import.undo", { removed: 20, restored: 0 }]]);
    expect(await commitImport({ database }, { batchId, accountId: null, shown: null })).toEqual({ outcome: "not-found" });
    expect(await findImport({ database }, batchId)).toMatchObject({ state: "undone", mayBeUndone: false, undoneAt: expect.any(Number) as number });
    expect(await undo(newId())).toEqual({ outcome: "not-found" });
    const { batchId: planned } = await imports.plan("units", sample("danh-sach-don-vi.xlsx"));
    expect(await undo(planned)).toEqual({ outcome: "not-found" });
  });
});

describe("what stands in the way", () => {
  beforeEach(async () => {
    await imports.commit("units", unitRows(["A", "Cha", "", "Cơ quan", 3, 3], ["B", "Con", "Cha", "Đội", 5, 2]));
  });

  async function refusedWhole(batchId: string, reasons: readonly string[]): Promise<void> {
    const before = await stored();
    expect(await blockers(batchId)).toEqual(reasons);
    expect(await undo(batchId)).toMatchObject({ outcome: "in-use" });
    expect(await stored()).toEqual(before);
    expect(await findImport({ database }, batchId)).toMatchObject({ state: "committed" });
  }

  it("a person who has signed in, predicted, got a role, was retired or corrected; the others stay too", async () => {
    const { batchId } = await imports.commit("people", sheet([personTitles, ...["P1", "P2", "P3", "P4", "P5", "P6"].map((code) => [code, `Người ${code}`, "", "", "B", "CBCS", ""])]));
    const { db } = database;
    const roundId = await insertRound();
    const idOf = async (code: string) => (await db.select({ id: people.id }).from(people).where(eq(people.code, code)))[0]!.id;
    await db.update(accounts).set({ passwordHash: "x" }).where(eq(accounts.login, "p1"));
    await db.insert(predictions).values({ roundId, personId: await idOf("P2"), value: 1, updatedAt: 0 });
    const [account] = await db.select({ id: accounts.id }).from(accounts).where(eq(accounts.login, "p3"));
    await db.insert(roleGrants).values({ id: newId(), accountId: account!.id, role: "organiser", createdAt: 0 });
    await db.update(people).set({ retiredAt: 1 }).where(eq(people.code, "P4"));
    await db.update(people).set({ code: "P5b" }).where(eq(people.code, "P5"));
    await refusedWhole(batchId, ["2: đã dùng tài khoản", "3: đã dự đoán", "4: tài khoản đã được phân quyền", "5: đã ra khỏi danh sách", "6: đã được sửa sau lần nhập này"]);
  });

  it("a later import of the same row, until that one is undone", async () => {
    const first = await imports.commit("people", sheet([personTitles, ["P1", "Lê Ân", "", "", "B", "CBCS", ""]]));
    const second = await imports.commit("people", sheet([personTitles, ["P1", "Lê Thị Ân", "", "", "B", "CBCS", ""]]));
    await refusedWhole(first.batchId, ["2: đã được sửa sau lần nhập này"]);
    expect(await undo(second.batchId)).toEqual({ outcome: "undone" });
    expect(await undo(first.batchId)).toEqual({ outcome: "undone" });
  });

  it("an approved question, and one that has been in an attempt", async () => {
    const { batchId } = await imports.commit("questions", sheet([questionTitles, question("Nội dung?", "A")]));
    await database.db.update(questions).set({ state: "approved" });
    await refusedWhole(batchId, ["2: đã được duyệt; chuyển về chờ duyệt rồi hoàn tác"]);
    await database.db.update(questions).set({ state: "pending" });
    const { sql } = database;
    await imports.commit("people", sheet([personTitles, ["P1", "Lê Ân", "", "", "B", "CBCS", ""]]));
    const roundId = await insertRound();
    const attemptId = newId();
    await sql`insert into attempts (id, round_id, person_id, unit_id, number, started_at, deadline_at, last_seen_at, seed) select ${attemptId}, ${roundId}, p.id, p.unit_id, 1, now(), now(), now(), '' from people p`;
    await sql`insert into attempt_items (attempt_id, position, revision_id, choice_order, points) select ${attemptId}, 1, id, '[]', 100 from question_revisions`;
    await refusedWhole(batchId, ["2: đã ra trong đề thi"]);
    await sql`delete from attempts`;
    expect(await undo(batchId)).toEqual({ outcome: "undone" });
  });

  it("a person who has entered, or a first attempt that begins at the same moment", async () => {
    const { batchId } = await imports.commit("people", sheet([personTitles, ["P1", "Lê Ân", "", "", "B", "CBCS", ""]]));
    const roundId = await insertRound();
    let undoing: ReturnType<typeof undo> | undefined;
    await database.sql.begin(async (tx) => {
      await tx`insert into attempts (id, round_id, person_id, unit_id, number, started_at, deadline_at, last_seen_at, seed) select ${newId()}, ${roundId}, p.id, p.unit_id, 1, now(), now(), now(), '' from people p`;
      undoing = undo(batchId);
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    expect(await undoing).toMatchObject({ outcome: "in-use" });
    await refusedWhole(batchId, ["2: đã vào thi"]);
    await database.sql`delete from attempts`;
  });

  it("a unit with people, with later units below it, with a coordinator, or in the audience of a round", async () => {
    const { batchId } = await imports.commit("units", unitRows(["C", "Ba", "Cha", "Đội", 1, 1], ["D", "Bốn", "Cha", "Đội", 1, 1], ["E", "Năm", "Cha", "Đội", 1, 1], ["F", "Sáu", "Năm", "Đội", 1, 1]));
    await imports.commit("people", sheet([personTitles, ["P1", "Lê Ân", "", "", "C", "CBCS", ""]]));
    await imports.commit("units", unitRows(["G", "Bảy", "Bốn", "Đội", 1, 1]));
    const [unit] = await database.db.select({ id: units.id }).from(units).where(eq(units.code, "F"));
    const accountId = newId();
    await database.db.insert(accounts).values({ id: accountId, login: "dau-moi", displayName: "Đầu mối", createdAt: 0 });
    await database.db.insert(roleGrants).values({ id: newId(), accountId, role: "coordinator", unitId: unit!.id, createdAt: 0 });
    const roundId = await insertRound();
    await database.db.insert(roundUnits).values({ roundId, unitId: unit!.id });
    await refusedWhole(batchId, ["2: đang có 1 người", "3: đang có 1 đơn vị trực thuộc", "5: đã có tài khoản được phân quyền cho đơn vị; đã được chọn trong một kỳ thi"]);
  });
});

describe("the list of imports", () => {
  it("says what, when and who, newest first", async () => {
    const accountId = newId();
    await database.db.insert(accounts).values({ id: accountId, login: "thu-ky", displayName: "Trần Thị Ơn", createdAt: 0 });
    const { batchId } = await imports.plan("units", sample("danh-sach-don-vi.xlsx"), "Đơn vị.xlsx");
    await commitImport({ database }, { batchId, accountId, shown: null });
    await undoImport({ database }, { batchId, accountId });
    await imports.plan("people", sheet([personTitles, ["P1", "Lê Ân", "", "", "B", "CBCS", ""]]), "Người.xlsx");
    expect(await listImports({ database }, 7, true)).toMatchObject({ total: 1, page: 1, lines: [{ fileName: "Đơn vị.xlsx", state: "undone" }] });
    expect(await listImports({ database }, 7)).toMatchObject({
      total: 2,
      page: 1,
      lines: [
        { fileName: "Người.xlsx", state: "planned", summary: { rejected: 1 }, createdBy: null, committedAt: null },
        { fileName: "Đơn vị.xlsx", state: "undone", summary: { create: 20 }, committedBy: "Trần Thị Ơn", undoneBy: "Trần Thị Ơn" },
      ],
    });
  });
});

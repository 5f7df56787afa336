import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dayOf } from "~/domain/shared/time";
import { grantRole } from "~/use-cases/accounts/change-account.server";
import { auditPageSize, listAudit } from "~/use-cases/audit/list-audit.server";
import { recordDenial } from "~/use-cases/audit/record-denial.server";
import { type AuditQuery, filterOf } from "~/use-cases/audit/audit-query";
import { addUnit } from "~/use-cases/roster/add-unit.server";
import { deleteUnit } from "~/use-cases/roster/delete-unit.server";
import { connect } from "~db/connection.server";
import { listAuditRows, type AuditKey } from "~db/read-models/audit.server";
import { newId } from "~db/new-id.server";
import { insertAudit, insertDeed } from "~db/repositories/audit.server";
import { unitTypes } from "~db/schema";
import { createScenario, type Scenario } from "../support/scenario";
import { createTestAccount } from "../support/sessions";
import { createTestDatabase, type TestDatabase } from "../support/database";

let database: TestDatabase;
let owner: ReturnType<typeof connect>;
let scenario: Scenario;
let organiserId: string;
let coordinatorId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = connect(database.ownerUrl, 1, "test-owner");
  scenario = await createScenario(database.db);
  await scenario.unit("D01", { name: "Đội Tổng hợp", type: "Đội" });
  organiserId = await createTestAccount(database.db, { login: "thu-ky", role: "organiser" });
  coordinatorId = await createTestAccount(database.db, { login: "dau-moi", role: "coordinator", unitId: scenario.unitId("D01") });
});
beforeEach(() => owner`truncate audit_log`);
afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** Before any row of this file. */
const firstDay = dayOf(Date.now());
const everything: AuditQuery = { actor: "", kind: "all", subject: null, partOf: null, from: null, to: null };
const page = (query: Partial<AuditQuery> = {}, after: AuditKey | null = null) => listAudit({ database }, { query: { ...everything, ...query }, after });
const actionsOf = async (query: Partial<AuditQuery>) => (await page(query)).lines.map(({ action }) => action);

describe("the pages", () => {
  it("bring every row once, newest first, also rows of the same moment and rows written meanwhile", async () => {
    const count = 2 * auditPageSize + 20;
    await database.db.execute(sql`
      insert into audit_log (at, action, subject_type, subject_id)
      select timestamptz '2026-06-01 00:00Z' + (n / 40) * interval '1 second', 'round.edit', 'round', 'n' || n from generate_series(1, ${count}) n`);
    const seen: string[] = [];
    for (let after: AuditKey | null = null, pages = 0; pages < 10; pages++) {
      const { lines, older } = await page({}, after);
      seen.push(...lines.map(({ subject }) => subject.id));
      await insertAudit(database.db, { accountId: null, action: "round.edit", subjectType: "round", subjectId: `later ${pages}` });
      if ((after = older) === null) break;
    }
    expect(seen).toEqual(Array.from({ length: count }, (_, index) => `n${count - index}`));
  });

  it("are found by an index among 60,000 rows, whatever the filter, and read in its order unless only some kinds are wanted", async () => {
    await database.db.execute(sql`
      insert into audit_log (at, account_id, action, subject_type, subject_id)
      select timestamptz '2026-06-01 00:00Z' + n * interval '1 second', case when n % 300 = 0 then ${organiserId}::uuid end,
        case when n % 500 = 0 then 'round.edit' else 'sign-in' end, 'account', 'n' || n % 400 from generate_series(1, 60000) n`);
    await owner`analyze audit_log`;
    const queries: Partial<AuditQuery>[] = [{}, { actor: "thu-ky" }, { subject: { type: "account", id: "n7" } }, { from: "2026-06-01", to: "2026-06-01" }, { kind: "changes" }, { kind: "round" }, { partOf: 7 }];
    for (const query of queries) {
      const rows = listAuditRows(database.db, await filterOf(database.db, { ...everything, ...query }), { at: Date.UTC(2026, 5, 1, 10), id: 36_000 }, 51);
      const plan = JSON.stringify(await database.db.execute(sql`explain ${rows.getSQL()}`));
      expect([query, plan]).toEqual([query, expect.not.stringContaining("Seq Scan on audit_log")]);
      if (query.kind === undefined) expect([query, plan]).toEqual([query, expect.not.stringContaining("Sort")]);
    }
  });
});

describe("filters", () => {
  beforeEach(async () => {
    const [round, account] = [{ subjectType: "round", subjectId: scenario.contestId }, { subjectType: "account", subjectId: coordinatorId }];
    await insertAudit(
      database.db,
      { accountId: organiserId, action: "round.edit", ...round },
      { accountId: coordinatorId, action: "sign-in", ...account },
      { accountId: null, action: "sign-in.refused", ...account },
      { accountId: coordinatorId, action: "password.change", ...account },
      { accountId: organiserId, action: "secret.reset", ...account, reason: "mất phiếu" },
    );
  });

  it("by kind: changes leave out signing in and what people say of themselves", async () => {
    expect(await actionsOf({ kind: "changes" })).toEqual(["Cấp lại mã bí mật", "Sửa kỳ thi"]);
    expect(await actionsOf({ kind: "round" })).toEqual(["Sửa kỳ thi"]);
    expect(await actionsOf({ kind: "access" })).toEqual(["Đăng nhập không thành công", "Đăng nhập"]);
    expect(await actionsOf({})).toHaveLength(5);
  });

  it("by who acted, without diacritics, by login or name; a percent sign is itself", async () => {
    expect(await actionsOf({ actor: "thu-k" })).toEqual(["Cấp lại mã bí mật", "Sửa kỳ thi"]);
    expect(await actionsOf({ actor: "TÀI KHOẢN DAU" })).toEqual(["Đổi mật khẩu", "Đăng nhập"]);
    expect(await actionsOf({ actor: "%" })).toEqual([]);
  });

  it("by subject: everything about it, whatever the kind", async () => {
    expect(await actionsOf({ kind: "changes", subject: { type: "account", id: coordinatorId } })).toHaveLength(4);
  });

  it("by whole days in Vietnam, both included", async () => {
    await owner`insert into audit_log (at, action, subject_type, subject_id) values ('2026-06-01 16:59:59.999Z', 'round.edit', 'round', 'a'), ('2026-06-01 17:00Z', 'round.cancel', 'round', 'b'), ('2026-06-02 17:00Z', 'round.draft', 'round', 'c')`;
    expect(await actionsOf({ from: "2026-06-02", to: "2026-06-02" })).toEqual(["Hủy kỳ thi"]);
    expect(await actionsOf({ to: "2026-06-01" })).toEqual(["Sửa kỳ thi"]);
    expect(await actionsOf({ from: firstDay })).toHaveLength(5);
  });
});

describe("a line", () => {
  it("says who, what, to whom, from what to what, with names instead of ids", async () => {
    await grantRole({ database }, { accountId: coordinatorId, changedBy: organiserId, role: "leadership", unitId: scenario.unitId("D01") });
    const [line] = (await page()).lines;
    expect(line).toMatchObject({
      action: "Thêm vai trò",
      actor: { name: "Tài khoản thu-ky", login: "thu-ky" },
      subject: { label: "Tài khoản", name: "Tài khoản dau-moi (dau-moi)" },
      changes: [{ label: "Vai trò", before: null, after: "Lãnh đạo" }, { label: "Đơn vị", before: null, after: "Đội Tổng hợp" }],
    });
  });

  it("of an action of another version of the app is shown as it stands", async () => {
    await owner`insert into audit_log (at, action, subject_type, subject_id, after) values (now(), 'thing.do', 'thing', '7', '{"speed": 3}')`;
    expect((await page()).lines).toMatchObject([{ action: "thing.do", actor: { name: "Lệnh trên máy chủ" }, subject: { label: "thing", name: null }, changes: [{ label: "speed", after: "3" }] }]);
  });
});

describe("a deed on many things", () => {
  const ids = ["01970000-0000-7000-8000-000000000001", "01970000-0000-7000-8000-000000000002"];
  const approve = (these: readonly string[]) =>
    insertDeed(
      database.db,
      { accountId: organiserId, action: "question.state", subjectType: "question", subjectId: "several", before: { state: "pending" }, after: { state: "approved", questions: these.length, topics: ["Cải cách thể chế: 2 câu"] } },
      these.map((id) => ({ accountId: organiserId, action: "question.state", subjectType: "question", subjectId: id, before: { state: "pending" }, after: { state: "approved" } })),
    );

  it("is one line of the list, by kind and by who acted too; its things are found by the deed, each also by itself", async () => {
    await approve(ids);
    for (const query of [{}, { kind: "changes" }, { kind: "question" }, { actor: "thu-ky" }] as const) {
      expect((await page(query)).lines).toMatchObject([{
        action: "Đổi trạng thái câu hỏi", hasParts: true,
        changes: [{ label: "Trạng thái", before: "Chờ duyệt", after: "Đã duyệt" }, { label: "Số câu", after: "2" }, { label: "Chủ đề", after: "Cải cách thể chế: 2 câu" }],
      }]);
    }
    const [{ key } = { key: { id: 0 } }] = (await page()).lines;
    expect((await page({ partOf: key.id })).lines.map(({ subject, hasParts }) => [subject.id, hasParts])).toEqual(ids.toReversed().map((id) => [id, false]));
    expect((await page({ kind: "changes", subject: { type: "question", id: ids[0]! } })).lines).toMatchObject([{ action: "Đổi trạng thái câu hỏi", hasParts: false }]);
  });

  it("on one thing is that thing's line, on nothing none", async () => {
    await approve(ids.slice(0, 1));
    await approve([]);
    expect((await page()).lines).toMatchObject([{ subject: { id: ids[0] }, hasParts: false }]);
  });
});

describe("what is gone", () => {
  it("is named as it was called last, on every line about it", async () => {
    const unitId = newId();
    const [type] = await database.db.select().from(unitTypes);
    await addUnit({ database }, { accountId: organiserId, unitId, record: { code: "D77", name: "Đội Gõ Nhầm", typeId: type!.id, parentId: null, position: 9, validFrom: null } });
    await deleteUnit({ database }, { accountId: organiserId, unitId, reason: "Gõ nhầm" });
    expect((await page()).lines.map(({ action, subject }) => [action, subject.label, subject.name])).toEqual([
      ["Xóa đơn vị thêm nhầm", "Đơn vị", "Đội Gõ Nhầm (D77)"],
      ["Thêm đơn vị", "Đơn vị", "Đội Gõ Nhầm (D77)"],
    ]);
  });
});

describe("denials", () => {
  it("are written with the page, and at most twenty a minute for one account", async () => {
    for (let time = 0; time < 25; time++) await recordDenial({ database }, { accountId: coordinatorId, method: "GET", path: "/organiser" });
    await recordDenial({ database }, { accountId: organiserId, method: "POST", path: "/organiser/accounts/new" });
    const { lines } = await page({ kind: "access" });
    expect(lines.filter(({ actor }) => actor.login === "dau-moi")).toHaveLength(20);
    expect(lines[0]).toMatchObject({ action: "Bị từ chối vào trang", changes: [{ label: "Cách gọi", after: "POST" }, { label: "Trang", after: "/organiser/accounts/new" }] });
  });
});

describe("the table", () => {
  it("can only be added to by the app", async () => {
    await insertAudit(database.db, { accountId: null, action: "round.edit", subjectType: "round", subjectId: "1" });
    await expect(database.sql`update audit_log set action = 'x'`).rejects.toThrow(/permission denied/);
    await expect(database.sql`delete from audit_log`).rejects.toThrow(/permission denied/);
  });
});

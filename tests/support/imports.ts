import { utils, write } from "xlsx";
import type { ImportKind } from "~/domain/sheets/import-kind";
import { commitImport } from "~/use-cases/import/commit-import.server";
import { ensureContest } from "~/use-cases/import/ensure-contest.server";
import { planImport } from "~/use-cases/import/plan-import.server";
import type { Database } from "~db/client.server";
import { sample, testSheetReader } from "./sheet-reader";

export const questionTitles = ["Mã câu hỏi", "Chủ đề", "Mức độ", "Loại câu hỏi", "Nội dung câu hỏi", "Phương án A", "Phương án B", "Đáp án", "Điểm"];
export const personTitles = ["Mã số", "Họ và tên", "Ngày sinh", "Giới tính", "Đơn vị", "Khối", "Số điện thoại"];

/** A real .xlsx of one sheet. */
export function sheet(rows: readonly (readonly unknown[])[]): Uint8Array {
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, utils.aoa_to_sheet(rows.map((row) => [...row])), "Bảng");
  return new Uint8Array(write(workbook, { type: "array", bookType: "xlsx" }) as ArrayBuffer);
}

/** Files into the database by the use cases people use; throws where a person would read a refusal. */
export async function testImports(database: Database) {
  const deps = { database, readSheet: await testSheetReader() };
  const plan = async (kind: ImportKind, bytes: Uint8Array, fileName = "danh-sach.xlsx") => {
    const planned = await planImport(deps, { kind, fileName, bytes, accountId: null });
    if (!planned.ok) throw new Error(planned.refusal);
    const { batchId, plan } = planned.value;
    if (!plan.ok) throw new Error(plan.refusal);
    return { batchId, plan: plan.value };
  };
  const commit = async (kind: ImportKind, bytes: Uint8Array, fileName?: string) => {
    const { batchId } = await plan(kind, bytes, fileName);
    const outcome = await commitImport(deps, { batchId, accountId: null, shown: null });
    if (outcome.outcome !== "committed") throw new Error(outcome.outcome);
    return { batchId, summary: outcome.summary };
  };
  return { deps, plan, commit };
}

export type TestImports = Awaited<ReturnType<typeof testImports>>;

/** The same in a contest whose real units are there already, for files of people and questions. */
export async function testImportsIntoUnits(database: Database): Promise<TestImports> {
  const imports = await testImports(database);
  await database.transaction(ensureContest);
  await imports.commit("units", sample("danh-sach-don-vi.xlsx"));
  return imports;
}

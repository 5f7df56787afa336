import type { ImportKind } from "~/domain/sheets/import-kind";
import { usualCollective } from "~/domain/standings/collective";
import { createContest } from "~/use-cases/contest/create-contest.server";
import { commitImport } from "~/use-cases/import/commit-import.server";
import { planImport } from "~/use-cases/import/plan-import.server";
import type { Database } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { accounts, roleGrants } from "~db/schema";
import { sample, testSheetReader } from "./sheet-reader";

/** A contest with the real unit list, roster and question bank of `seed/data`, brought in by the use cases people use. */
const files: Record<ImportKind, string> = { units: "danh-sach-don-vi.xlsx", people: "danh-sach-nguoi-du-thi.xlsx", questions: "ngan-hang-cau-hoi.xlsx" };

export const sonTinh = {
  name: "Tìm hiểu về cải cách hành chính",
  startsOn: "2022-06-01",
  description: "",
  prizes: "",
  contact: "Đội Tổng hợp, 0255 000 000",
  superiorBody: "CÔNG AN TỈNH QUẢNG NGÃI",
  agency: "CÔNG AN HUYỆN SƠN TỊNH",
  place: "Sơn Tịnh",
  signers: [{ title: "TRƯỞNG BAN TỔ CHỨC", name: "Lữ Quang Khải" }],
  consentText: "",
  minimumRatePercent: 30,
  collective: usualCollective,
} as const;

export async function createRealContest(database: Database, kinds: readonly ImportKind[] = ["units", "people", "questions"]): Promise<{ contestId: string; accountId: string }> {
  const accountId = await createOrganiser(database);
  const contestId = newId();
  await createContest({ database }, { accountId, contestId, input: sonTinh });
  const readSheet = await testSheetReader();
  for (const kind of kinds) {
    const planned = await planImport({ database, readSheet }, { kind, fileName: files[kind], bytes: sample(files[kind]), accountId });
    if (!planned.ok) throw new Error(planned.refusal);
    const { outcome } = await commitImport({ database }, { batchId: planned.value.batchId, accountId, shown: null });
    if (outcome !== "committed") throw new Error(outcome);
  }
  return { contestId, accountId };
}

async function createOrganiser({ db }: Database): Promise<string> {
  const accountId = newId();
  await db.insert(accounts).values({ id: accountId, login: `btc-${accountId.slice(-6)}`, displayName: "Thư ký Ban Tổ chức", passwordHash: "not-a-hash", createdAt: Date.now() });
  await db.insert(roleGrants).values({ id: newId(), accountId, role: "organiser", createdAt: Date.now() });
  return accountId;
}

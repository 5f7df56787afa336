import { sql } from "drizzle-orm";
import type { Database } from "~db/client.server";
import { demoStaff } from "./demo-staff";

export type DemoRemoval = { removed: boolean; reason?: string };

/**
 * Takes the demo away again, in one transaction: contest, rounds, attempts, roster, units, bank, demo accounts. Refused when
 * another contest stands beside it, and unless `isSure` when somebody has made the demo their own. Accounts that were made by hand, catalogues and the audit log stay. `owner` is a handle of the
 * owning role: the app's own may not delete from the save log.
 */
export async function removeDemo(owner: Database, { isSure }: { isSure: boolean }): Promise<DemoRemoval> {
  return owner.transaction(async (tx) => {
    const [state] = await tx.execute<{ demos: number; others: number }>(
      sql`select count(*) filter (where is_demo)::int as demos, count(*) filter (where not is_demo)::int as others from contests`,
    );
    if (!state || state.demos === 0) return { removed: false, reason: "Không có cuộc thi mẫu để xóa." };
    if (state.others > 0) return { removed: false, reason: "Có cuộc thi khác dùng chung đơn vị, người và câu hỏi với cuộc thi mẫu, nên không xóa bằng lệnh được." };
    const [work] = await tx.execute<{ count: number }>(
      sql`select count(*)::int as count from audit_log where account_id is not null and action in ('import.commit', 'round.create', 'round.copy', 'contest.edit')`,
    );
    if (!isSure && work && work.count > 0) {
      return { removed: false, reason: `Đã có người làm việc trong cuộc thi này (${work.count} lần nhập, tạo kỳ thi hoặc sửa). Để xóa tất cả: npm run demo:remove -- --yes` };
    }
    for (const table of ["incident_attempts", "incidents", "save_log", "responses", "grades", "attempt_items", "attempts", "predictions", "blueprint_lines", "round_blocs", "round_units", "round_changes", "rounds", "import_batches", "eligible_counts", "committee_notes"]) {
      await tx.execute(sql`delete from ${sql.identifier(table)}`);
    }
    await tx.execute(sql`delete from accounts where person_id is not null or login in ${demoStaff.map(({ login }) => login)}`);
    await tx.execute(sql`delete from people`);
    await tx.execute(sql`delete from questions`);
    await tx.execute(sql`delete from topics`);
    await tx.execute(sql`delete from units`);
    await tx.execute(sql`delete from unit_types`);
    await tx.execute(sql`delete from contests`);
    return { removed: true };
  });
}

import { and, eq, sql } from "drizzle-orm";
import { forgetInPlan, forgetInTable, forgetInWorkbook, forgottenName, type KnownAs } from "~/domain/privacy/forget-person";
import type { ImportPlan } from "~/domain/sheets/plan";
import type { PersonValue } from "~/domain/sheets/plan-people";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { accounts, attempts, auditLog, committeeNotes, firstSecrets, importBatches, people } from "../schema";

/** Every place besides the roster row itself that holds words about a person. The audit can only be added to and holds neither birth dates nor telephones. */
export async function isSitting(handle: Handle, personId: string): Promise<boolean> {
  const rows = await handle.select({ id: attempts.id }).from(attempts).where(and(eq(attempts.personId, personId), eq(attempts.state, "in-progress"))).for("update");
  return rows.length > 0;
}

/** Rows that were merged into this one, at first or second hand: the same person's, with a name and a birth date of their own. */
export async function listMergedInto(handle: Handle, personId: string): Promise<string[]> {
  const rows = await handle.execute<{ id: string }>(sql`
    with recursive merged as (
      select ${people.id} from ${people} where ${people.mergedIntoId} = ${personId}
      union
      select p.id from merged m join ${people} p on p.merged_into_id = m.id
    )
    select id from merged order by id`);
  return rows.map(({ id }) => id);
}

export async function markAnonymised(handle: Handle, personId: string, at: Instant): Promise<void> {
  await handle.update(people).set({ anonymisedAt: at, retiredAt: sql`coalesce(${people.retiredAt}, ${new Date(at).toISOString()}::timestamptz)` }).where(eq(people.id, personId));
}

/** The account can't sign in any more; it stays, because consents and audit rows are its. */
export async function forgetAccount(handle: Handle, accountId: string, login: string): Promise<void> {
  await handle.update(accounts).set({ login, displayName: forgottenName, passwordHash: null, disabledAt: sql`clock_timestamp()` }).where(eq(accounts.id, accountId));
  await handle.delete(firstSecrets).where(eq(firstSecrets.accountId, accountId));
}

/** Notes that wait, the request for this very deletion among them, are handled by it: nobody is left to answer. */
export async function forgetNotes(handle: Handle, personId: string, handledBy: string): Promise<void> {
  const { handledAt, handledBy: earlier } = committeeNotes;
  await handle
    .update(committeeNotes)
    .set({ body: "(đã xóa)", answer: null, handledAt: sql`coalesce(${handledAt}, clock_timestamp())`, handledBy: sql`case when ${handledAt} is null then ${handledBy}::uuid else ${earlier} end` })
    .where(eq(committeeNotes.personId, personId));
}

/** Codes the person had before a correction, as far as nobody else has them now. */
export async function listEarlierCodes(handle: Handle, personId: string): Promise<string[]> {
  const rows = await handle.execute<{ code: string }>(sql`
    select distinct l.before ->> 'code' as code from ${auditLog} l
    where l.subject_type = 'person' and l.subject_id = ${personId} and l.action = 'person.edit' and l.before ->> 'code' is not null
      and not exists (select from ${people} p where p.code = l.before ->> 'code')`);
  return rows.map(({ code }) => code);
}

/** Copies that imports of rosters keep of their files and plans. */
export async function forgetInImports(handle: Handle, person: KnownAs, newCode: string): Promise<void> {
  const { code, phone } = person;
  const holdsCode = sql`position(${code} in concat(${importBatches.rows}, ${importBatches.plan}, ${importBatches.workbook})) > 0`;
  const batches = await handle.select().from(importBatches).where(and(eq(importBatches.kind, "people"), holdsCode)).for("update");
  for (const { id, rows: table, plan, workbook } of batches) {
    const forgotten = table && forgetInTable(table, person);
    await handle
      .update(importBatches)
      .set({
        rows: forgotten?.table ?? null,
        plan: plan && forgetInPlan(plan as ImportPlan<PersonValue>, { code, phone, rows: forgotten?.rows ?? new Set() }, newCode),
        workbook: workbook && forgetInWorkbook(workbook, table, person),
      })
      .where(eq(importBatches.id, id));
  }
}

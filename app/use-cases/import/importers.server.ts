import type { Footprint } from "~/domain/sheets/footprint";
import type { ImportKind } from "~/domain/sheets/import-kind";
import type { ImportPlan } from "~/domain/sheets/plan";
import { valuesToWrite } from "~/domain/sheets/plan";
import type { PersonColumnKey, PersonValue } from "~/domain/sheets/plan-people";
import { personColumns, planPeople } from "~/domain/sheets/plan-people";
import type { QuestionValue } from "~/domain/sheets/plan-questions";
import { planQuestions } from "~/domain/sheets/plan-questions";
import type { UnitColumnKey, UnitValue } from "~/domain/sheets/plan-units";
import { planUnits, unitColumns } from "~/domain/sheets/plan-units";
import type { QuestionColumnKey } from "~/domain/sheets/question-columns";
import { questionColumns } from "~/domain/sheets/question-columns";
import type { Column, SheetTable } from "~/domain/sheets/table";
import { dayOf, type Day, type Instant } from "~/domain/shared/time";
import type { Handle } from "~db/client.server";
import { listBlocs } from "~db/repositories/catalogue.server";
import { loadExistingPeople, upsertPeople } from "~db/repositories/import-person.server";
import { loadExistingQuestions, writeQuestions } from "~db/repositories/import-question.server";
import { loadExistingUnits, upsertUnits } from "~db/repositories/import-unit.server";
import { ensureRosterAccounts } from "../accounts/ensure-roster-accounts.server";
import { inSlices } from "./in-slices.server";

/** What the three kinds of import share: find the table, plan against what is stored, write what the plan accepts. */
export type ImportContext = {
  readonly contestId: string;
  /** The contest's first day. */
  readonly startDay: Day;
  readonly now: Instant;
  readonly accountId: string | null;
  readonly randomId: () => string;
};

type Importer<Key extends string, Value> = {
  readonly columns: (handle: Handle) => Promise<readonly Column<Key>[]>;
  readonly plan: (handle: Handle, table: SheetTable<Key>, context: ImportContext) => Promise<ImportPlan<Value>>;
  readonly write: (handle: Handle, values: readonly Value[], context: ImportContext) => Promise<Footprint>;
};

export type StoredTable = SheetTable<string>;

/** An importer whose tables and plans have been through the database; each batch comes back to its own kind. */
export type AnyImporter = {
  readonly columns: (handle: Handle) => Promise<readonly Column<string>[]>;
  readonly plan: (handle: Handle, table: StoredTable, context: ImportContext) => Promise<ImportPlan<unknown>>;
  readonly write: (handle: Handle, plan: ImportPlan<unknown>, context: ImportContext) => Promise<Footprint>;
};

function ofKind<Key extends string, Value>(importer: Importer<Key, Value>): AnyImporter {
  return {
    columns: importer.columns,
    plan: (handle, table, context) => importer.plan(handle, table as SheetTable<Key>, context),
    write: (handle, plan, context) => importer.write(handle, valuesToWrite(plan as ImportPlan<Value>), context),
  };
}

export const importers: Readonly<Record<ImportKind, AnyImporter>> = {
  units: ofKind<UnitColumnKey, UnitValue>({
    columns: async (handle) => unitColumns(await listBlocs(handle)),
    plan: async (handle, table, { contestId }) => inSlices(planUnits(table, await loadExistingUnits(handle, contestId))),
    write: async (handle, values, { contestId }) => ({ topicIds: [], ...(await upsertUnits(handle, contestId, values)) }),
  }),
  people: ofKind<PersonColumnKey, PersonValue>({
    columns: async () => personColumns,
    plan: async (handle, table, { startDay, now }) => inSlices(planPeople(table, await loadExistingPeople(handle), { startDay, today: dayOf(now) })),
    write: async (handle, values, { now }) => {
      const ids = await upsertPeople(handle, values, now);
      await ensureRosterAccounts({ database: { db: handle } }, { now });
      return { ids, topicIds: [], unitTypeIds: [] };
    },
  }),
  questions: ofKind<QuestionColumnKey, QuestionValue>({
    columns: async () => questionColumns,
    plan: async (handle, table) => inSlices(planQuestions(table, await loadExistingQuestions(handle))),
    write: async (handle, values, { accountId, now, randomId }) => ({ unitTypeIds: [], ...(await writeQuestions(handle, values, { accountId, now, randomId })) }),
  }),
};

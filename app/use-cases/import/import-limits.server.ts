import type { ImportKind } from "~/domain/sheets/import-kind";
import { personColumns } from "~/domain/sheets/plan-people";
import { unitColumns } from "~/domain/sheets/plan-units";
import { questionColumns } from "~/domain/sheets/question-columns";
import type { Database } from "~db/client.server";
import { listBlocs } from "~db/repositories/catalogue.server";

export { largestUpload } from "~/adapters/sheet-gate.server";

export type ColumnTitle = { title: string; isRequired: boolean };

/** The titles an importer looks for, in the order of the model files. */
export async function importTitles({ database: { db } }: { database: Database }, kind: ImportKind): Promise<ColumnTitle[]> {
  const columns = { units: async () => unitColumns(await listBlocs(db)), people: async () => personColumns, questions: async () => questionColumns };
  return (await columns[kind]()).map(({ title, isRequired = false }) => ({ title, isRequired }));
}

import type { ImportKind } from "~/domain/sheets/import-kind";
import type { Database } from "~db/client.server";
import { importers } from "./importers.server";

export { largestUpload } from "~/adapters/sheet-gate.server";

export type ColumnTitle = { title: string; isRequired: boolean };

/** The titles an importer looks for, in the order of the model files. */
export async function importTitles({ database: { db } }: { database: Database }, kind: ImportKind): Promise<ColumnTitle[]> {
  return (await importers[kind].columns(db)).map(({ title, isRequired = false }) => ({ title, isRequired }));
}

import { ok, type Result } from "~/domain/shared/result";
import type { Database } from "~db/client.server";
import { lockImports } from "~db/repositories/import-batch.server";
import { applyCatalogues, type Catalogues, refuseCatalogues } from "./apply-catalogues.server";

/** Stores the short lists in the order given. All or nothing. */
export function saveCatalogues({ database }: { database: Database }, catalogues: Catalogues): Promise<Result<null, Record<string, string>>> {
  return refuseCatalogues(() => database.transaction(async (tx) => {
    await lockImports(tx);
    await applyCatalogues(tx, catalogues);
    return ok(null);
  }));
}

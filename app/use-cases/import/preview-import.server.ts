import type { ImportPlan } from "~/domain/sheets/plan";
import type { Result } from "~/domain/shared/result";
import { ok, refuse } from "~/domain/shared/result";
import { ensureContest } from "./ensure-contest.server";
import { findTable } from "./find-table.server";
import { importContext } from "./import-context.server";
import { importers } from "./importers.server";
import type { ImportDeps, ImportFile } from "./plan-import.server";

class RollBack extends Error {
  constructor(readonly result: Result<ImportPlan<unknown>, string>) {
    super("A preview leaves nothing behind.");
  }
}

/** The plan of `planImport` without a trace, also on an installation that has no contest yet. */
export async function previewImport(deps: ImportDeps, file: ImportFile): Promise<Result<ImportPlan<unknown>, string>> {
  const workbook = await deps.readSheet(file.fileName, file.bytes);
  if (!workbook.ok) return workbook;
  try {
    return await deps.database.transaction(async (tx) => {
      await ensureContest(tx);
      const found = await findTable(tx, file.kind, workbook.value);
      if (found.kind !== "table") throw new RollBack(refuse(found.refusal));
      throw new RollBack(ok(await importers[file.kind].plan(tx, found.table, await importContext(tx, file))));
    });
  } catch (error) {
    if (error instanceof RollBack) return error.result;
    throw error;
  }
}

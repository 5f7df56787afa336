import { createReadStream } from "node:fs";
import path from "node:path";
import { createSheetReader } from "~/adapters/read-sheet.server";
import { collectUpload } from "~/adapters/sheet-gate.server";
import type { ImportKind } from "~/domain/sheets/import-kind";
import { importKinds } from "~/domain/sheets/import-kind";
import type { ImportPlan } from "~/domain/sheets/plan";
import { summarise } from "~/domain/sheets/plan";
import type { Result } from "~/domain/shared/result";
import { ok, refuse } from "~/domain/shared/result";
import { commitImport } from "~/use-cases/import/commit-import.server";
import { ensureContest } from "~/use-cases/import/ensure-contest.server";
import type { ImportDeps, ImportFile } from "~/use-cases/import/plan-import.server";
import { planImport } from "~/use-cases/import/plan-import.server";
import { previewImport } from "~/use-cases/import/preview-import.server";
import type { Command } from "./command";

/** `import units|people|questions FILE [--commit]`: prints the plan as JSON; with `--commit` it is written too. */
export const importCommand: Command = async ({ database, parameters, callerFolder, workersDirectory, print, complain }) => {
  const isCommit = parameters.includes("--commit");
  const [kindName, fileName, ...rest] = parameters.filter((parameter) => parameter !== "--commit");
  const kind = importKinds.find((one) => one === kindName);
  if (kind === undefined || fileName === undefined || rest.length > 0) {
    complain("Cách dùng: npm run --silent import -- units|people|questions TỆP [--commit]");
    return 1;
  }
  const file = await openFile(kind, path.resolve(callerFolder, fileName));
  const deps: ImportDeps = { database, readSheet: createSheetReader({ workersDirectory }) };
  const plan = file.ok ? await (isCommit ? commitFile(deps, file.value) : previewImport(deps, file.value)) : file;
  print(report(plan));
  return plan.ok ? 0 : 1;
};

async function openFile(kind: ImportKind, fullName: string): Promise<Result<ImportFile, string>> {
  try {
    const bytes = await collectUpload(createReadStream(fullName));
    return bytes.ok ? ok({ kind, fileName: path.basename(fullName), bytes: bytes.value, accountId: null }) : bytes;
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return refuse(isMissing ? `Không có tệp ${fullName}.` : `Không mở được tệp ${fullName}.`);
  }
}

/** Plans and commits until the plan that is written is the one that is printed: other imports may come in between. */
async function commitFile(deps: ImportDeps, file: ImportFile): Promise<Result<ImportPlan<unknown>, string>> {
  await deps.database.transaction(ensureContest);
  const planned = await planImport(deps, file);
  if (!planned.ok) return planned;
  if (!planned.value.plan.ok) return planned.value.plan;
  const { batchId } = planned.value;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const outcome = await commitImport(deps, { batchId, accountId: null, shown: null });
    if (outcome.outcome === "committed") return ok(outcome.plan);
  }
  return refuse("Dữ liệu đang được người khác thay đổi. Chạy lại lệnh sau ít phút.");
}

function report(plan: Result<ImportPlan<unknown>, string>): string {
  if (!plan.ok) return JSON.stringify({ refused: plan.refusal, summary: summarise([]), rows: [] }, null, 2);
  const { summary, rows, notices } = plan.value;
  const listed = rows.map(({ row, outcome, reasons, warnings }) => ({ row, outcome, reasons: [...reasons, ...warnings] }));
  return JSON.stringify({ summary, notices, rows: listed }, null, 2);
}

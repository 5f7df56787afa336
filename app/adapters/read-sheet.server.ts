/**
 * Reads an uploaded spreadsheet (.xlsx, .xls, .ods, .csv) into the domain's workbook. Hostile files cost at most a
 * thread of 128 MB for nine seconds, two at a time; the event loop only moves portions of rows. A refusal is a sentence
 * for the person who brought the file; the promise rejects only when the installation itself is broken.
 */
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Sheet, SheetRow, Workbook } from "~/domain/sheets/cell";
import type { Result } from "~/domain/shared/result";
import { ok, refuse } from "~/domain/shared/result";
import type { SheetFormat } from "./sheet-gate.server";
import { gateRefusals, inspectFile } from "./sheet-gate.server";

export type SheetTask = { readonly format: SheetFormat; readonly bytes: Uint8Array };
export type SheetAnswer =
  | { readonly kind: "refused"; readonly refusal: string }
  | { readonly kind: "read"; readonly sheetNames: readonly string[]; readonly notices: readonly string[] }
  | { readonly kind: "rows"; readonly sheet: number; readonly rows: readonly SheetRow[] }
  | { readonly kind: "end" };

export type SheetReader = (fileName: string, bytes: Uint8Array) => Promise<Result<Workbook, string>>;

const workerMemoryMb = 128;
const workerSeconds = 9;
const workersAtOnce = 2;
const tooSlow = "Tệp quá phức tạp: đọc quá lâu chưa xong. Chỉ giữ lại bảng dữ liệu rồi tải lên lại.";
const tooHeavy = "Tệp quá lớn để đọc. Chia thành nhiều tệp rồi tải lên từng tệp.";

/** `workersDirectory` holds the bundled `read-sheet.worker.js`. */
export function createSheetReader({ workersDirectory }: { workersDirectory: string }): SheetReader {
  const script = path.join(workersDirectory, "read-sheet.worker.js");
  const enter = turnstile(workersAtOnce);
  return async (fileName, bytes) => {
    const format = await inspectFile(fileName, bytes);
    if (!format.ok) return format;
    const leave = await enter();
    return readInWorker(script, { format: format.value, bytes }, leave);
  };
}

/** Answers in time even when the thread takes a while to end; its place is free only then. */
function readInWorker(script: string, task: SheetTask, leave: () => void): Promise<Result<Workbook, string>> {
  const worker = new Worker(script, {
    workerData: task,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: workerMemoryMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
  });
  return new Promise<Result<Workbook, string>>((resolve, reject) => {
    const timer = setTimeout(() => resolve(refuse(tooSlow)), workerSeconds * 1_000);
    const sheets: { name: string; rows: SheetRow[] }[] = [];
    let notices: readonly string[] = [];
    worker.on("message", (message: SheetAnswer) => {
      if (message.kind === "refused") return resolve(refuse(message.refusal));
      if (message.kind === "end") return resolve(ok({ sheets: sheets satisfies Sheet[], notices }));
      if (message.kind === "rows") sheets[message.sheet]?.rows.push(...message.rows);
      else {
        notices = message.notices;
        sheets.push(...message.sheetNames.map((name) => ({ name, rows: [] })));
      }
      worker.postMessage("next");
    });
    worker.on("error", (error: NodeJS.ErrnoException) => (error.code === "ERR_WORKER_OUT_OF_MEMORY" ? resolve(refuse(tooHeavy)) : reject(error)));
    worker.on("exit", () => resolve(refuse(gateRefusals.broken)));
    worker.once("exit", () => {
      clearTimeout(timer);
      leave();
    });
  }).finally(() => void worker.terminate());
}

/** Lets `places` callers in at once, the others wait in order. */
function turnstile(places: number): () => Promise<() => void> {
  const waiting: (() => void)[] = [];
  let free = places;
  const leave = () => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return leave;
  };
}

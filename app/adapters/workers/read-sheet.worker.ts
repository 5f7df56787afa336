/**
 * Runs SheetJS where it can neither hang nor fill the server: in a thread with little memory that its owner ends after
 * some seconds. Answers once with what was found, then hands out rows in portions as they are asked for.
 */
import { parentPort, workerData } from "node:worker_threads";
import * as XLSX from "xlsx";
import { readSheets, SheetLimitError } from "../read-sheet-cells.server";
import type { SheetAnswer, SheetTask } from "../read-sheet.server";
import { decodeText, separatorOf } from "../read-sheet-text.server";
import { unpackParts } from "../read-sheet-zip.server";
import { gateRefusals, largestUnpacked } from "../sheet-gate.server";

declare module "xlsx" {
  /** Exported by SheetJS, missing in its types: reads a container of unpacked parts. */
  export function parse_zip(container: unknown, options?: ParsingOptions): WorkBook;
}

const options = { dense: true, cellFormula: true, cellHTML: false, cellText: false, cellNF: true, sheetStubs: true } as const;
const portion = 200;

class RefusedError extends Error {}

async function parse({ format, bytes }: SheetTask): Promise<XLSX.WorkBook> {
  if (format === "xls") return XLSX.read(bytes, { ...options, type: "array" });
  if (format === "csv") {
    const text = decodeText(bytes);
    if (!text.ok) throw new RefusedError(text.refusal);
    return XLSX.read(text.value, { ...options, type: "string", raw: true, FS: separatorOf(text.value) });
  }
  const container: unknown = XLSX.CFB.utils.cfb_new();
  for (const part of await unpackParts(bytes, largestUnpacked)) XLSX.CFB.utils.cfb_add(container, part.name, part.bytes, { unsafe: true });
  return XLSX.parse_zip(container, options);
}

function refusalOf(error: unknown): string {
  if (error instanceof RefusedError || error instanceof SheetLimitError) return error.message;
  return error instanceof Error && /password|encrypt/i.test(error.message) ? gateRefusals.encrypted : gateRefusals.broken;
}

async function answer(task: SheetTask, post: (message: SheetAnswer) => void): Promise<AsyncGenerator<SheetAnswer> | null> {
  try {
    const { sheets, notices } = readSheets(await parse(task));
    post({ kind: "read", sheetNames: sheets.map((sheet) => sheet.name), notices });
    return (async function* portions() {
      for (const [sheet, { rows }] of sheets.entries()) {
        for (let from = 0; from < rows.length; from += portion) yield { kind: "rows", sheet, rows: rows.slice(from, from + portion) };
      }
      yield { kind: "end" };
    })();
  } catch (error) {
    post({ kind: "refused", refusal: refusalOf(error) });
    return null;
  }
}

// why: SheetJS reports odd number formats of a file on the console, which would flood the server's log.
Object.assign(console, { log: () => undefined, warn: () => undefined, error: () => undefined });

const port = parentPort;
if (port !== null) {
  const post = (message: SheetAnswer) => port.postMessage(message);
  const portions = answer(workerData as SheetTask, post);
  port.on("message", async () => {
    const next = await (await portions)?.next();
    if (next?.done === false) post(next.value);
  });
}

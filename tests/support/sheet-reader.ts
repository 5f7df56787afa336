import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { createSheetReader, type SheetReader } from "~/adapters/read-sheet.server";
import type { Workbook } from "~/domain/sheets/cell";

const root = path.resolve(import.meta.dirname, "../..");

/** The real reader with its real worker, bundled as the build does it. */
export async function testSheetReader(): Promise<SheetReader> {
  const workersDirectory = path.join(root, ".cache/test-workers");
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ["app/adapters/workers/read-sheet.worker.ts"],
    outdir: workersDirectory,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    tsconfig: "tsconfig.json",
    write: false,
  });
  mkdirSync(workersDirectory, { recursive: true });
  for (const file of outputFiles) {
    const temporary = `${file.path}.${process.pid}`;
    writeFileSync(temporary, file.contents);
    renameSync(temporary, file.path);
  }
  return createSheetReader({ workersDirectory });
}

/** A file below `seed/data`. */
export function sample(name: string): Uint8Array {
  return readFileSync(path.join(root, "seed/data", name));
}

/** Throws when the reader refuses the file. */
export async function readSample(readSheet: SheetReader, name: string): Promise<Workbook> {
  const workbook = await readSheet(name, sample(name));
  if (!workbook.ok) throw new Error(workbook.refusal);
  return workbook.value;
}

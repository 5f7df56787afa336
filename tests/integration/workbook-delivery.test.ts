/** How the workbook reaches its reader: as fast as it is taken, whole or visibly broken. */
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Transform, Writable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { writeWorkbook } from "~/adapters/workbook-writer.server";
import type { ReportContext, ReportRow, ReportSheet } from "~/domain/sheets/report";
import { column, record } from "~/domain/sheets/report";
import { attemptsReport, type AttemptDetail } from "~/domain/sheets/report-attempts";
import { officeBlock } from "./workbook-example";
import { partOf } from "./workbook-parts";

const folder = mkdtempSync(join(tmpdir(), "workbook-delivery-"));
afterAll(() => rmSync(folder, { recursive: true }));

const context: ReportContext = { contestName: "Cuộc thi", roundName: "Kỳ 1", asOf: 0, counts: { persons: 1, attempts: 1, validEntries: 1 }, stage: { kind: "running" } };

function attempt(index: number): AttemptDetail {
  return {
    code: String(index % 5000).padStart(6, "0"), name: `Nguyễn Văn ${index % 5000}`, unitName: `Đơn vị ${index % 20}`, attemptNumber: 1, state: "submitted",
    startedAt: index * 1000, submittedAt: index * 1000 + 600_000 + ((index * 7919) % 600_000), answeredCount: 20, score: (index * 37) % 2000, isValidEntry: true, isCounted: true,
  };
}

function counted(total: number): { attempts: Generator<AttemptDetail>; taken: () => number } {
  let taken = 0;
  function* generate(): Generator<AttemptDetail> {
    while (taken < total) yield attempt(taken++);
  }
  return { attempts: generate(), taken: () => taken };
}

class Collector extends Writable {
  readonly chunks: Buffer[] = [];
  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    this.chunks.push(chunk);
    callback();
  }
}

function sheetWith(rows: ReportSheet["rows"]): ReportSheet {
  const columns = [column("text", "Tên", 20), column("integer", "Số", 8), column("integer", "Khác", 8)];
  return { name: "Thử", title: "THỬ", subject: "Cuộc thi", subtitles: [], columns, rows, subtotalRows: [], totalRow: null, notes: [] };
}

describe("delivery", () => {
  it("a reader that stops reading stops the rows: most of 60,000 attempts stay with their source; then all arrive", async () => {
    const source = counted(60_000);
    let release = (): void => undefined;
    const stalled = new Promise<void>((resolve) => (release = resolve));
    const tap = new Transform({ transform: (chunk: Buffer, _encoding, callback) => void stalled.then(() => callback(null, chunk)) });
    const file = join(folder, "stalled.xlsx");
    const stored = tap.pipe(createWriteStream(file));
    const done = writeWorkbook(tap, officeBlock, [attemptsReport(context, source.attempts)]);
    let seen = -1;
    while (seen !== source.taken()) {
      seen = source.taken();
      await pause(2_000);
    }
    expect(seen).toBeGreaterThan(0);
    expect(seen).toBeLessThan(40_000);
    release();
    await done;
    if (!stored.writableFinished) await once(stored, "finish");
    const numbers = [...(await partOf(file, "xl/worksheets/sheet1.xml")).matchAll(/<c r="A\d+" s="\d+"><v>(\d+)<\/v>/g)].map((match) => Number(match[1]));
    expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([60_000, 1, 60_000]);
  });

  it("other work gets its turn while a long table is written", async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await writeWorkbook(new Collector(), officeBlock, [attemptsReport(context, counted(5_000).attempts)]);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(20);
  });

  it("rows that fail destroy the output and pass the error on", async () => {
    async function* failing(): AsyncGenerator<ReportRow> {
      yield record(["a", 1, 2]);
      throw new Error("cursor lost");
    }
    const output = new Collector();
    await expect(writeWorkbook(output, officeBlock, [sheetWith(failing())])).rejects.toThrow("cursor lost");
    expect([output.destroyed, output.writableFinished]).toEqual([true, false]);
  });

  it.each([
    ["a value of the wrong kind", record(["a", "1", 2]), TypeError],
    ["a row of the wrong length", record(["a", 1]), RangeError],
  ])("%s is refused", async (_name, row, kind) => {
    await expect(writeWorkbook(new Collector(), officeBlock, [sheetWith([row])])).rejects.toBeInstanceOf(kind);
  });

  it.each(["before the first row", "in the middle"])("a reader that goes away %s ends the work", async (moment) => {
    const source = counted(100_000);
    let received = 0;
    const leaving: Writable = new Writable({
      write: (chunk: Buffer, _encoding, callback) => {
        received += chunk.length;
        if (received > 20_000) leaving.destroy();
        callback();
      },
    });
    if (moment === "before the first row") leaving.destroy();
    await expect(writeWorkbook(leaving, officeBlock, [attemptsReport(context, source.attempts)])).rejects.toMatchObject({ code: "ERR_STREAM_PREMATURE_CLOSE" });
    expect(source.taken()).toBeLessThan(100_000);
  });
});

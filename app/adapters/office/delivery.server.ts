/**
 * Brings the zipped bytes to the output with bounded memory. exceljs writes into its zip without looking whether anybody
 * reads: so between batches of rows the writer waits here until the zip has taken what it was given, lets other work
 * run, and learns when the output is gone.
 */
import { PassThrough, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Worksheet } from "exceljs";

/**
 * why: exceljs 4.4.0 offers no back pressure. Its sheet stream ignores what `write` of the zip's entry answers (lib/utils/stream-buf.js),
 * and that entry is a readable-stream 2, which has the answer only in its state.
 */
type ZipEntry = Writable & { readonly _writableState: { readonly needDrain: boolean } };
type StreamedSheet = { readonly stream: { readonly pipes: readonly ZipEntry[] } };

export type Delivery = {
  /** Where exceljs writes the zip. */
  readonly body: Writable;
  /** Resolves when the sheet may be given more rows; rejects when the output has failed. */
  ready(sheet: Worksheet): Promise<void>;
  /** Waits for the last byte; rejects when the output failed. */
  finish(): Promise<void>;
  /** Destroys the output, so that its reader sees a broken file and not a short one. */
  abort(error: unknown): Promise<void>;
};

export function deliverTo(output: Writable): Delivery {
  const body = new PassThrough();
  const delivered = pipeline(body, output);
  let failure: unknown = null;
  delivered.catch((error: unknown) => (failure = error));
  body.on("error", () => undefined);
  return {
    body,
    async ready(sheet) {
      const { pipes } = (sheet as unknown as StreamedSheet).stream;
      await nextTurn();
      for (const entry of pipes) if (entry._writableState.needDrain) await drained(entry, delivered);
      if (failure) throw failure;
    },
    finish: () => delivered,
    async abort(error) {
      body.destroy(error instanceof Error ? error : new Error(String(error)));
      await delivered.catch(() => undefined);
    },
  };
}

/** Resolves when the entry has drained; rejects when the output failed meanwhile. */
async function drained(entry: Writable, delivered: Promise<void>): Promise<void> {
  let onDrain = (): void => undefined;
  const drain = new Promise<void>((resolve) => (onDrain = resolve));
  entry.once("drain", onDrain);
  try {
    await Promise.race([drain, delivered]);
  } finally {
    entry.off("drain", onDrain);
  }
}

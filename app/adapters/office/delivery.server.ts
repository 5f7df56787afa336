/**
 * Brings the zipped bytes to the output with bounded memory. exceljs writes into its zip without looking whether anybody
 * reads: so between batches of rows the writer waits here until the zip has taken what it was given, lets other work
 * run, and learns when the output is gone.
 */
import { PassThrough, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Worksheet } from "exceljs";

/** why: exceljs 4.4.0 exposes neither; both exist on its streaming classes (lib/stream/xlsx, lib/utils/stream-buf.js). */
type StreamedSheet = { readonly stream: { readonly pipes: readonly Writable[] } };

export type Delivery = {
  /** Where exceljs writes the zip. */
  readonly body: Writable;
  /** Resolves when the sheet may be given more rows; rejects when the output has failed. */
  ready(sheet: Worksheet): Promise<void>;
  /** Waits for the last byte; rejects when the output failed. */
  finish(): Promise<void>;
  /** Destroys the output, so that its reader sees a broken file and not a short one. */
  abort(error: unknown): void;
};

export function deliverTo(output: Writable): Delivery {
  const body = new PassThrough();
  const delivered = pipeline(body, output);
  let failure: Error | null = null;
  delivered.catch((error: unknown) => {
    failure = error instanceof Error ? error : new Error(String(error));
  });
  body.on("error", () => undefined);
  return {
    body,
    async ready(sheet) {
      const { pipes } = (sheet as unknown as StreamedSheet).stream;
      do {
        await nextTurn();
        if (failure) throw failure;
      } while (pipes.some((pipe) => pipe.writableNeedDrain) && (await drained(pipes, delivered)));
    },
    finish: () => delivered,
    abort(error) {
      body.destroy(error instanceof Error ? error : new Error(String(error)));
    },
  };
}

/** True when a pipe has drained; rejects when the output failed meanwhile. */
async function drained(pipes: readonly Writable[], delivered: Promise<void>): Promise<boolean> {
  const waiting = pipes.filter((pipe) => pipe.writableNeedDrain);
  const settled = new AbortController();
  try {
    const drains = waiting.map((pipe) => new Promise<void>((resolve) => {
      const onDrain = (): void => resolve();
      pipe.once("drain", onDrain);
      settled.signal.addEventListener("abort", () => pipe.off("drain", onDrain));
    }));
    await Promise.race([...drains, delivered]);
    return true;
  } finally {
    settled.abort();
  }
}

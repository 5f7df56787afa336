/** Small enough that building a statement holds the event loop for some milliseconds only; far below 65,535 parameters. */
const portion = 200;

export async function inPortions<Row>(rows: readonly Row[], write: (portion: Row[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += portion) await write(rows.slice(from, from + portion));
}

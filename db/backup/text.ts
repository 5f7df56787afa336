/**
 * The text of a backup: what `pg_dump --data-only` writes, with comments that say what it is and how to tell that it is whole.
 *
 *     -- cuoc-thi-cchc backup 1
 *     -- {"takenAt":…,"migratedAt":…}
 *     COPY "units" ("id", "code", …) FROM stdin;
 *     …rows of COPY's text format…
 *     \.
 *     -- {"table":"units","rows":20,"sha256":"…"}
 *     -- end
 */
export interface BackupHead {
  /** Epoch milliseconds. */
  takenAt: number;
  /** Journal time of the newest migration of the database it was taken from. */
  migratedAt: number;
}

export interface TableSum {
  table: string;
  rows: number;
  /** Of the rows in COPY's text format, in the order of the primary key. */
  sha256: string;
}

export const firstLine = "-- cuoc-thi-cchc backup 1";
export const lastLine = "-- end";
export const endOfRows = "\\.";

export const comment = (value: BackupHead | TableSum): string => `-- ${JSON.stringify(value)}`;
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const copyIn = (table: string, columns: readonly string[]): string => `COPY ${quoted(table)} (${columns.map(quoted).join(", ")}) FROM stdin`;

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A row of COPY's text format with its end of line. */
export const copyRow = (cells: readonly (string | null)[]): string =>
  `${cells.map((cell) => (cell === null ? "\\N" : cell.replace(/[\\\n\r\t]/g, (sign) => escapes[sign]!))).join("\t")}\n`;

/** The file is cut off, damaged, or no backup at all. */
export class BrokenBackupError extends Error {
  override readonly name = "BrokenBackupError";
}

export function readComment<Value extends BackupHead | TableSum>(line: string): Value {
  try {
    if (line.startsWith("-- {")) return JSON.parse(line.slice(3)) as Value;
  } catch {
    // The same as a line that is none.
  }
  throw new BrokenBackupError("a line that describes the rows is damaged");
}

/** Takes a backup's text apart: single lines, and the rows between `COPY` and `\.`, which may be longer than memory. */
export interface BackupReader {
  line(): Promise<string>;
  /** Pieces of whole lines; to be read to the end before the next `line()`. */
  rows(): AsyncGenerator<Buffer>;
}

const newline = 10;
const terminator = Buffer.from(`${endOfRows}\n`);
const terminatorInside = Buffer.from(`\n${endOfRows}\n`);

export function readBackupText(source: AsyncIterable<Buffer>): BackupReader {
  const pieces = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  const readMore = async () => {
    const next = await pieces.next();
    if (next.done === true) throw new BrokenBackupError("the file ends too early");
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
  };
  const take = (length: number) => {
    const taken = held.subarray(0, length);
    held = held.subarray(length);
    return taken;
  };
  return {
    async line() {
      while (!held.includes(newline)) await readMore();
      return take(held.indexOf(newline) + 1).toString("utf8").slice(0, -1);
    },
    async *rows() {
      for (;;) {
        const end = held.subarray(0, terminator.length).equals(terminator) ? 0 : held.indexOf(terminatorInside) + 1;
        if (end > 0) yield take(end);
        if (held.subarray(0, terminator.length).equals(terminator)) {
          take(terminator.length);
          return;
        }
        const whole = held.lastIndexOf(newline) + 1;
        if (whole > 0) yield take(whole);
        await readMore();
      }
    },
  };
}

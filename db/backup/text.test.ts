import fc from "fast-check";
import { expect, it } from "vitest";
import { BrokenBackupError, comment, copyRow, readBackupText, readComment } from "./text";

async function* inPieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function allRows(reader: ReturnType<typeof readBackupText>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of reader.rows()) {
    expect(piece.at(-1)).toBe(10);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}

it("writes a row so that its cells hold no tab, no end of line and no end of rows", () => {
  expect(copyRow(["a\tb", null, "", "\\.", "1\r\n2"])).toBe("a\\tb\t\\N\t\t\\\\.\t1\\r\\n2\n");
  expect(copyRow(["\\."])).toBe("\\\\.\n");
});

it("gives back lines and rows however the file is cut into pieces", async () => {
  const cell = fc.constantFrom("", "a", "ế", "\\\\.", "\\.x", ".", "\\t", "x".repeat(40));
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }).map((cells) => `${cells.join("\t")}\n`).filter((row) => row !== "\\.\n"), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(rows, rows, fc.integer({ min: 1, max: 30 }), async (first, second, size) => {
      const reader = readBackupText(inPieces(`head\n${first.join("")}\\.\nbetween\n${second.join("")}\\.\nend\n`, size));
      expect(await reader.line()).toBe("head");
      expect(await allRows(reader)).toBe(first.join(""));
      expect(await reader.line()).toBe("between");
      expect(await allRows(reader)).toBe(second.join(""));
      expect(await reader.line()).toBe("end");
    }),
  );
});

it.each(["head", "head\na\tb\n", "head\na\tb\n\\."])("says of %j that it ends too early", async (text) => {
  const reader = readBackupText(inPieces(text, 4));
  await expect(reader.line().then(() => allRows(reader))).rejects.toThrow(BrokenBackupError);
});

it("reads its own comments and refuses damaged ones", () => {
  const sum = { table: "units", rows: 20, sha256: "ab" };
  expect(readComment(comment(sum))).toEqual(sum);
  for (const line of ["-- {", "COPY x", "-- end"]) expect(() => readComment(line)).toThrow(BrokenBackupError);
});

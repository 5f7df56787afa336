/** Text of a .csv file by its byte order mark, else strict UTF-8; and the separator its lines really use. */
import type { Result } from "~/domain/shared/result";
import { ok, refuse } from "~/domain/shared/result";

const notUnicode = "Tệp .csv không ở dạng UTF-8 hoặc UTF-16. Trong Excel chọn lưu dạng “CSV UTF-8”, hoặc lưu dạng .xlsx.";

/** Never reads bytes in a guessed legacy encoding: names would come out wrong without anybody noticing. */
export function decodeText(bytes: Uint8Array): Result<string, string> {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? refuse(notUnicode) : ok(text);
  } catch {
    return refuse(notUnicode);
  }
}

const separators = ["\t", ";", ","] as const;
const inspectedLines = 60;

/** The separator that cuts some line near the top, outside quotes, into the most fields. */
export function separatorOf(text: string): string {
  let best: { separator: string; fields: number } = { separator: ";", fields: 0 };
  const lines = unquotedLines(text);
  for (const separator of separators) {
    const fields = Math.max(0, ...lines.map((line) => line.split(separator).length));
    if (fields > best.fields) best = { separator, fields };
  }
  return best.separator;
}

function unquotedLines(text: string): string[] {
  const head = text.slice(0, 200_000).replace(/"(?:[^"]|"")*"/g, "");
  return head.split(/\r\n|\n|\r/).slice(0, inspectedLines);
}

/**
 * Decides whether an uploaded file may be read at all: size while it streams in, content instead of its name, and for
 * zip containers the sizes their central directory declares. Nothing is unpacked here. Refusals are sentences for the
 * person who brought the file.
 */
import { fromBufferPromise } from "yauzl";
import type { Result } from "~/domain/shared/result";
import { ok, refuse } from "~/domain/shared/result";

export type SheetFormat = "zip" | "xls" | "csv";

const megabyte = 1_048_576;
export const largestUpload = 10 * megabyte;
export const largestUnpacked = 30 * megabyte;
export const mostEntries = 200;

export const gateRefusals = {
  tooLarge: "Tệp quá lớn: tối đa 10 MB.",
  empty: "Tệp rỗng.",
  notAccepted: "Chỉ nhận tệp .xlsx, .xls, .ods hoặc .csv.",
  notExcel: "Đây không phải tệp Excel: nội dung không đúng với đuôi của tệp. Mở bằng Excel rồi lưu lại dạng .xlsx.",
  broken: "Không đọc được: tệp hỏng hoặc tải lên chưa trọn. Tải lên lại, hoặc mở bằng Excel rồi lưu lại dạng .xlsx.",
  tooLargeUnpacked: "Không nhận: tệp quá lớn sau khi giải nén (tối đa 30 MB).",
  tooManyParts: "Tệp có quá nhiều phần, không giống một bảng tính.",
  encrypted: "Tệp có mật khẩu. Bỏ mật khẩu rồi tải lên lại.",
} as const;

/** Collects a stream up to the largest upload; what comes after that is not even kept. */
export async function collectUpload(chunks: AsyncIterable<Uint8Array>, largest = largestUpload): Promise<Result<Uint8Array, string>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > largest) return refuse(gateRefusals.tooLarge);
    parts.push(chunk);
  }
  return ok(Buffer.concat(parts));
}

export async function inspectFile(fileName: string, bytes: Uint8Array): Promise<Result<SheetFormat, string>> {
  if (bytes.byteLength > largestUpload) return refuse(gateRefusals.tooLarge);
  if (bytes.byteLength === 0) return refuse(gateRefusals.empty);
  const extension = /\.([a-z0-9]{1,5})$/i.exec(fileName.trim())?.[1]?.toLowerCase() ?? "";
  if (!["xlsx", "xlsm", "xls", "ods", "csv"].includes(extension)) return refuse(gateRefusals.notAccepted);
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return inspectZip(bytes);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return ok("xls");
  return extension === "csv" ? ok("csv") : refuse(gateRefusals.notExcel);
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

async function inspectZip(bytes: Uint8Array): Promise<Result<SheetFormat, string>> {
  const names = new Set<string>();
  let unpacked = 0;
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (zip.entryCount > mostEntries) return refuse(gateRefusals.tooManyParts);
    for await (const entry of zip.eachEntry()) {
      unpacked += entry.uncompressedSize;
      if (unpacked > largestUnpacked) return refuse(gateRefusals.tooLargeUnpacked);
      if (names.has(entry.fileName) || names.size >= mostEntries) return refuse(gateRefusals.tooManyParts);
      if (entry.isEncrypted()) return refuse(gateRefusals.encrypted);
      names.add(entry.fileName);
    }
  } catch {
    return refuse(gateRefusals.broken);
  }
  const isSheet = names.has("xl/workbook.xml") || (names.has("content.xml") && names.has("META-INF/manifest.xml"));
  return isSheet ? ok("zip") : refuse(gateRefusals.notExcel);
}

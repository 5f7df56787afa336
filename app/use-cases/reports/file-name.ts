/** Names of exported files are made here, never by the browser: safe on every system, and telling in a folder of many. */
import { normaliseText, searchForm } from "~/domain/shared/text";
import { formatInstant, type Instant } from "~/domain/shared/time";

/** “Kết quả Kỳ 2 2022-06-14 10h32.xlsx”. */
export function workbookFileName(roundName: string, asOf: Instant): string {
  return datedFileName(`Kết quả ${roundName}`, asOf);
}

/** “Nhật ký 2022-06-14 10h32.xlsx”. */
export function datedFileName(what: string, asOf: Instant): string {
  const [day, time] = formatInstant(asOf).split(" ");
  const name = normaliseText(what).replace(/[\p{Cc}\\/:*?"<>|]+/gu, " ").replace(/\s+/g, " ").trim().slice(0, 88);
  return `${name} ${day!.split("/").reverse().join("-")} ${time!.replace(":", "h")}.xlsx`;
}

/** RFC 6266: the name in UTF-8, and an ASCII one for whoever does not read it. */
export function attachment(fileName: string): string {
  const plain = searchForm(fileName).replace(/[^a-z0-9.]+/g, "-");
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

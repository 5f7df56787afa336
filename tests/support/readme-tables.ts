import { sample } from "./sheet-reader";

export const readme = new TextDecoder().decode(sample("README-danh-sach.md"));

/** Cells of the rows of the first table under this row of titles, from where the README says `after`. */
export function readmeTable(titles: string, after = ""): string[][] {
  const start = readme.indexOf(titles, readme.indexOf(after));
  const lines = readme.slice(start).split("\n");
  const rows = lines.slice(2, lines.findIndex((line) => !line.startsWith("|"))).map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim().replaceAll("*", "")));
  if (!readme.includes(after) || start < 0 || rows.length === 0) throw new Error(`No table ${titles} after ${after}`);
  return rows;
}

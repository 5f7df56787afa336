/** The workbook as a real file: written, read back by SheetJS (values, types, formats) and by exceljs (layout, print set-up). */
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import exceljs from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read, SSF, utils, type CellObject, type WorkBook, type WorkSheet } from "xlsx";
import { textWidth } from "~/adapters/office/typography.server";
import { writeWorkbook } from "~/adapters/workbook-writer.server";
import { formatInstant, minuteMs, startOfDay } from "~/domain/shared/time";
import type { OfficeBlock, ReportSheet } from "~/domain/sheets/report";
import { column, record } from "~/domain/sheets/report";
import { exampleReport, officeBlock } from "./workbook-example";
import { partOf } from "./workbook-parts";

const folder = mkdtempSync(join(tmpdir(), "workbook-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function writeFile(name: string, sheets: Iterable<ReportSheet>, block: OfficeBlock = officeBlock): Promise<string> {
  const file = join(folder, name);
  await writeWorkbook(createWriteStream(file), block, sheets);
  return file;
}

const readBySheetJs = (file: string): WorkBook => read(readFileSync(file), { cellNF: true, cellStyles: true });

async function readByExceljs(file: string): Promise<exceljs.Workbook> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(file);
  return workbook;
}

function sheetOf(book: WorkBook, name: string): WorkSheet {
  const sheet = book.Sheets[name];
  if (!sheet) throw new Error(`No sheet ${name}`);
  return sheet;
}

const cellAt = (sheet: WorkSheet, address: string): CellObject | undefined => sheet[address] as CellObject | undefined;

function customSheet(columns: ReportSheet["columns"], rows: ReportSheet["rows"]): ReportSheet {
  return { name: "Thử", title: "THỬ", subject: "Cuộc thi", subtitles: ["Kỳ 1"], columns, rows, subtotalRows: [], totalRow: null, notes: [] };
}

/** Below a title block with one line of subtitle: 4 + 3 + 2 rows, the header in row 10. */
const firstRowOfCustomSheet = 11;

describe("the five sheets of a realistic report", () => {
  const example = exampleReport();
  let book: WorkBook;
  let layout: exceljs.Workbook;
  beforeAll(async () => {
    const file = await writeFile("full.xlsx", example.sheets);
    [book, layout] = [readBySheetJs(file), await readByExceljs(file)];
  });

  const recordsOf = (name: string): unknown[][] => {
    const rows = utils.sheet_to_json<unknown[]>(sheetOf(book, name), { header: 1 });
    const header = rows.findIndex((row) => row[0] === "STT" || row[0] === "Hạng");
    return rows.slice(header + 1).filter((row) => typeof row[0] === "number");
  };

  it("stand in the order of the office's list", () => {
    expect(book.SheetNames).toEqual(["Tổng hợp tham gia", "Xếp hạng cá nhân", "Xếp hạng tập thể", "Chi tiết lượt thi", "Danh sách chưa tham gia"]);
  });

  it("participation: 20 units; their eligible counts add up to the 436 of the total, entered to the persons of the label", () => {
    const units = recordsOf("Tổng hợp tham gia");
    const sum = (index: number): number => units.reduce((total, row) => total + Number(row[index]), 0);
    expect(units).toHaveLength(20);
    expect([sum(2), sum(3), sum(6)]).toEqual([436, example.context.counts.persons, example.context.counts.attempts]);
    const total = utils.sheet_to_json<unknown[]>(sheetOf(book, "Tổng hợp tham gia"), { header: 1 }).find((row) => row[0] === "Tổng cộng");
    expect(total?.slice(2, 4)).toEqual([436, example.context.counts.persons]);
  });

  it("codes keep their leading zeros as text; scores, ratios and instants are numbers with their format", () => {
    const sheet = sheetOf(book, "Xếp hạng cá nhân");
    const [code, score, duration, submitted] = ["B12", "E12", "I12", "J12"].map((address) => cellAt(sheet, address));
    const first = example.entries.map((entry) => entry.counted).toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0) || (a.submittedAt ?? 0) - (b.submittedAt ?? 0))[0];
    expect(code).toMatchObject({ t: "s", v: first?.code, z: "@" });
    expect(score).toMatchObject({ t: "n", v: (first?.score ?? 0) / 100, z: "0.00" });
    expect(duration).toMatchObject({ t: "n", z: "[mm]:ss" });
    expect(submitted).toMatchObject({ t: "n", z: "dd/mm/yyyy hh:mm", w: formatInstant(first?.submittedAt ?? 0) });
    expect(cellAt(sheetOf(book, "Tổng hợp tham gia"), "E13")).toMatchObject({ t: "n", v: 0.75, z: "0.0%", w: "75.0%" });
  });

  it("every attempt has its row, phones keep their leading zero, the people not entered and those without a name add up", () => {
    expect(recordsOf("Chi tiết lượt thi")).toHaveLength(example.context.counts.attempts);
    const named = recordsOf("Danh sách chưa tham gia");
    expect(named).toHaveLength(412 - example.context.counts.persons);
    for (const row of named) expect(row[7]).toMatch(/^0\d{9}$/);
    const texts = utils.sheet_to_json<unknown[]>(sheetOf(book, "Danh sách chưa tham gia"), { header: 1 }).flat();
    const unnamed = texts.flatMap((text) => /^(\d+) người chưa có tên trong danh sách$/.exec(String(text))?.[1] ?? []);
    expect(unnamed.reduce((total, count) => total + Number(count), 0)).toBe(24);
    expect(texts).toContain("Tổng số 127 người chưa tham gia: 103 người có tên, 24 người chưa có tên trong danh sách");
  });

  it("each sheet opens with the title block and says moment and counts", () => {
    for (const name of book.SheetNames) {
      const texts = utils.sheet_to_json<unknown[]>(sheetOf(book, name), { header: 1 }).flat();
      expect(texts).toEqual(expect.arrayContaining([
        "CÔNG AN TỈNH QUẢNG NGÃI", "CÔNG AN HUYỆN SƠN TỊNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Sơn Tịnh, ngày 01 tháng 7 năm 2022", "Số: ………/………", "Số người có bài hợp lệ: 309 · Số lượt thi: 412 · Số bài hợp lệ: 412",
        "TM. BAN TỔ CHỨC\nTRƯỞNG BAN", "Thượng tá Lữ Quang Khải", "NGƯỜI LẬP BIỂU",
      ]));
      expect(texts.some((text) => /^Kỳ 2 · số liệu lúc 01\/07\/2022 08:05 · /.test(String(text)))).toBe(true);
    }
  });

  it("has a rule below the agency, of two fifths of its length, and below the motto, of all of it; no text is underlined", () => {
    for (const name of book.SheetNames) {
      const sheet = layout.getWorksheet(name)!;
      const [agency, motto, ...rules] = [2, 3].flatMap((row) => {
        const cells = new Map<string, exceljs.Cell>();
        sheet.getRow(row).eachCell((cell) => void cells.set(cell.master.address, cell.master));
        return [...cells.values()];
      });
      expect([agency?.text, motto?.text, agency?.font.underline, motto?.font.underline]).toEqual(["CÔNG AN HUYỆN SƠN TỊNH", "Độc lập - Tự do - Hạnh phúc", undefined, undefined]);
      expect(rules.map(({ text }) => text)).toEqual([expect.stringMatching(/^_+$/), expect.stringMatching(/^_+$/)]);
      for (const [index, [text, share]] of ([[agency!.text, 0.4], [motto!.text, 1]] as const).entries()) {
        const length = textWidth(rules[index]!.text, 6) / textWidth(text, 13, true);
        expect(length).toBeGreaterThan(share - 0.03);
        expect(length).toBeLessThanOrEqual(share);
      }
    }
  });

  it.each<[Parameters<typeof exampleReport>[0], string]>([
    [{ kind: "running" }, "Số liệu tạm tính, kỳ thi chưa đóng đối với tất cả mọi người."],
    [{ kind: "settling", unsettled: 2 }, "Số liệu tạm tính, còn 2 bài chưa thu hoặc chưa chấm xong."],
    [{ kind: "settled" }, "Kỳ thi đã đóng, kết quả chưa công bố."],
    [{ kind: "published", publishedAt: startOfDay("2022-07-01") + 485 * minuteMs, changes: [] }, "Kết quả đã công bố lúc 08:05 ngày 01/07/2022."],
  ])("each sheet says how far the result has got: %o", async (stage, note) => {
    const staged = readBySheetJs(await writeFile("staged.xlsx", exampleReport(stage).sheets));
    expect(staged.SheetNames).toHaveLength(5);
    for (const name of staged.SheetNames) expect(JSON.stringify(utils.sheet_to_json(sheetOf(staged, name), { header: 1 }))).toContain(note);
  });

  it("A4 landscape, fitted to the width, header frozen, repeated and filtered down to the last record", () => {
    for (const sheet of layout.worksheets) {
      const hasGroups = sheet.name === "Tổng hợp tham gia";
      const header = hasGroups ? 12 : 11;
      expect(sheet.pageSetup).toMatchObject({ paperSize: 9, orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0, firstPageNumber: 1, printTitlesRow: `11:${header}` });
      expect(sheet.views[0]).toMatchObject({ state: "frozen", ySplit: header });
      expect(sheet.headerFooter).toMatchObject({ differentFirst: true, oddHeader: '&C&"Times New Roman,Regular"&13&P' });
      const [, lastFiltered] = /^A\d+:[A-Z]+(\d+)$/.exec(String(sheet.autoFilter)) ?? [];
      const below = sheet.getRow(Number(lastFiltered) + 1).getCell(1).text;
      expect(String(sheet.autoFilter)).toMatch(new RegExp(`^A${header}:`));
      expect(below).toMatch(/^(Cộng|Tổng)/);
    }
  });

  it("everything is Times New Roman, 13 in the title block and 12 in the table, also cells that somebody fills in later", async () => {
    for (const sheet of layout.worksheets) {
      sheet.eachRow((row) => row.eachCell((cell) => expect(cell.font.name).toBe("Times New Roman")));
      expect(sheet.getCell("A1").font.size).toBe(13);
      expect(sheet.getCell("C14").font.size).toBe(12);
    }
    const styles = await partOf(join(folder, "full.xlsx"), "xl/styles.xml");
    expect(styles).toMatch(/<fonts [^>]*><font>(?:(?!<\/font>).)*<name val="Times New Roman"\/>/);
    expect(styles).not.toContain("Calibri");
  });
});

describe("cells", () => {
  const hostile = ["=1+1", "+84950000001", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"http://x\")", "_x003D_1+1"];

  it("that begin like a formula are text with an apostrophe, have no formula, and stay inert through .csv", async () => {
    const file = await writeFile("hostile.xlsx", [customSheet([column("text", "Tên", 30), column("code", "Mã", 10)], hostile.map((text) => record([text, text])))]);
    const sheet = sheetOf(readBySheetJs(file), "Thử");
    hostile.forEach((_, index) => {
      for (const letter of ["A", "B"]) {
        const cell = cellAt(sheet, `${letter}${firstRowOfCustomSheet + index}`);
        expect(cell).toMatchObject({ t: "s", z: "@" });
        expect(cell?.f).toBeUndefined();
        expect(String(cell?.v)).not.toMatch(/^\s*[=+\-@]/);
      }
    });
    const fields = utils.sheet_to_csv(sheet).split(/[\n,]/);
    expect(fields.filter((field) => /^"?\s*[=+\-@]/.test(field))).toEqual([]);
    expect(await partOf(file, "xl/worksheets/sheet1.xml")).not.toContain("<f>");
  });

  it("keep names, markup and line breaks letter by letter", async () => {
    const texts = ["Nguyễn Thị Ệ", "<b>&amp;</b> \"'", "hai\ndòng", "_x0041_", "đuôi 👍"];
    const file = await writeFile("texts.xlsx", [customSheet([column("text", "Tên", 30), column("integer", "Số", 8)], texts.map((text) => record([text, 0])))]);
    const sheet = sheetOf(readBySheetJs(file), "Thử");
    expect(texts.map((_, index) => cellAt(sheet, `A${firstRowOfCustomSheet + index}`)?.v)).toEqual(texts);
    expect(cellAt(sheet, `B${firstRowOfCustomSheet}`)).toMatchObject({ t: "n", v: 0 });
  });

  it("show every minute of a day in Vietnam exactly, seconds and milliseconds cut", async () => {
    const start = startOfDay("2022-06-14");
    const instants = Array.from({ length: 1440 }, (_, minute) => start + minute * minuteMs + (minute % 3) * 29_999);
    const file = await writeFile("minutes.xlsx", [customSheet([column("instant", "Lúc", 17), column("text", "Chữ", 17)], instants.map((instant) => record([instant, formatInstant(instant)])))]);
    const sheet = sheetOf(readBySheetJs(file), "Thử");
    instants.forEach((_, index) => {
      const [instant, text] = ["A", "B"].map((letter) => cellAt(sheet, `${letter}${firstRowOfCustomSheet + index}`));
      expect(SSF.format("dd/mm/yyyy hh:mm", instant?.v)).toBe(text?.v);
    });
  });

  it.each([["America/New_York", 300], ["Asia/Ho_Chi_Minh", -420], ["Pacific/Kiritimati", -840]] as const)("are the same on a machine in %s", async (zone, offset) => {
    const before = process.env.TZ;
    process.env.TZ = zone;
    try {
      expect(new Date(Date.UTC(2022, 11, 31)).getTimezoneOffset()).toBe(offset);
      const columns = [column("instant", "Lúc", 17), column("day", "Ngày", 12)];
      const file = await writeFile("zone.xlsx", [customSheet(columns, [record([Date.UTC(2022, 11, 31, 16, 59, 59), "2022-03-01"])])]);
      const sheet = sheetOf(readBySheetJs(file), "Thử");
      expect(["A11", "B11"].map((address) => cellAt(sheet, address)?.w)).toEqual(["31/12/2022 23:59", "01/03/2022"]);
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });
});

describe("the document's frame", () => {
  const columns = [column("text", "Tên", 30), column("integer", "Số", 8), column("integer", "Khác", 8)];

  it("an empty report says so and stays a whole document", async () => {
    const file = await writeFile("empty.xlsx", [customSheet(columns, [])]);
    expect(cellAt(sheetOf(readBySheetJs(file), "Thử"), `A${firstRowOfCustomSheet}`)?.v).toBe("Không có số liệu");
  });

  it("a second signer takes the left side, recipients stand below in one cell that cannot become a formula", async () => {
    const block = { ...officeBlock, signers: [{ title: "Thư ký", name: "B" }, { title: "Trưởng ban", name: "A" }], recipients: ["Như trên;", "Lưu: VT."] };
    const file = await writeFile("signers.xlsx", [customSheet(columns, [record(["x", 1, 2])])], block);
    const texts = utils.sheet_to_json<unknown[]>(sheetOf(readBySheetJs(file), "Thử"), { header: 1, blankrows: false });
    expect(texts.slice(-3)).toEqual([["THƯ KÝ", "TRƯỞNG BAN"], ["B", "A"], ["Nơi nhận:\n- Như trên;\n- Lưu: VT."]]);
  });

  it("without agency settings the left side is empty and nothing else moves", async () => {
    const block: OfficeBlock = { superiorBody: "", agency: "", documentNumber: "12/BC", place: "", date: null, signers: [], recipients: [] };
    const file = await writeFile("bare.xlsx", [customSheet(columns, [record(["x", 1, 2])])], block);
    const sheet = sheetOf(readBySheetJs(file), "Thử");
    expect([cellAt(sheet, "A1")?.v, cellAt(sheet, "A4")?.v, cellAt(sheet, "B4")?.v]).toEqual([undefined, "Số: 12/BC", "ngày …… tháng …… năm ………"]);
    expect(cellAt(sheet, "A11")?.v).toBe("x");
  });

  it("a long table never leaves total and signatures alone: the last page begins with rows of the table", async () => {
    const rows = Array.from({ length: 200 }, (_, index) => record(["x", index, 0]));
    const file = await writeFile("long.xlsx", [{ ...customSheet(columns, rows), totalRow: { label: "Tổng", labelColumns: 3, cells: [] } }]);
    const xml = await partOf(file, "xl/worksheets/sheet1.xml");
    const breaks = [...xml.matchAll(/<brk id="(\d+)"[^>]* man="1"/g)].map((match) => Number(match[1]));
    const totalRow = firstRowOfCustomSheet + 200;
    expect(breaks).toHaveLength(1);
    expect(breaks[0]).toBeLessThanOrEqual(totalRow - 3);
    expect(breaks[0]).toBeGreaterThan(totalRow - 40);
  });
});

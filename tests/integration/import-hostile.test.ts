import { monitorEventLoopDelay } from "node:perf_hooks";
import { beforeAll, describe, expect, it } from "vitest";
import type { SheetReader } from "~/adapters/read-sheet.server";
import { collectUpload, gateRefusals, inspectFile, largestUpload } from "~/adapters/sheet-gate.server";
import { personColumns } from "~/domain/sheets/plan-people";
import { locateTable } from "~/domain/sheets/table";
import { sample, testSheetReader } from "../support/sheet-reader";
import { zip, type ZipEntry } from "../support/zip";

/** Files made to hang, fill or fool the server: each is refused as a whole or read within bounds, and the loop goes on. */
let readSheet: SheetReader;

beforeAll(async () => {
  readSheet = await testSheetReader();
  await readSheet("warm.xlsx", sample("loi/qua-rong.xlsx"));
});

const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

function workbook(sheet: string, more: readonly ZipEntry[] = [], declaredSize?: number): Buffer {
  return zip([
    {
      name: "[Content_Types].xml",
      content: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`,
    },
    { name: "xl/workbook.xml", content: `<workbook xmlns="${main}" xmlns:r="${relation}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>` },
    { name: "xl/_rels/workbook.xml.rels", content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>` },
    { name: "xl/worksheets/sheet1.xml", content: `<worksheet xmlns="${main}">${sheet}</worksheet>`, ...(declaredSize === undefined ? {} : { declaredSize }) },
    ...more,
  ]);
}

const text = (reference: string, value: string) => `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;
const rows = (count: number, cells: (row: number) => string) => `<sheetData>${Array.from({ length: count }, (_, index) => `<row r="${index + 1}">${cells(index + 1)}</row>`).join("")}</sheetData>`;

async function watched(name: string, bytes: Uint8Array) {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const memory = process.memoryUsage().rss;
  const startedAt = performance.now();
  delay.enable();
  const result = await readSheet(name, bytes);
  delay.disable();
  return {
    refusal: result.ok ? null : result.refusal,
    value: result.ok ? result.value : null,
    ms: performance.now() - startedAt,
    lagMs: delay.max / 1e6,
    grownMb: (process.memoryUsage().rss - memory) / 1_048_576,
  };
}

// why not the goal of 100 ms: it is for an idle machine; read on the loop, each of these files would hold it for many seconds.
const loopHeldMs = 1_000;

// why retry: neighbours on the same cores delay the loop now and then; a reader that holds it does so every time.
describe("whole files of the samples", { retry: 2 }, () => {
  it.each([
    ["khong-phai-excel.xlsx", /không phải tệp Excel/],
    ["bi-cat.xlsx", /tệp hỏng hoặc tải lên chưa trọn/],
    ["bom-nen.xlsx", /tệp quá lớn sau khi giải nén/],
  ])("%s is refused at once, without unpacking", async (name, says) => {
    const { refusal, ms, lagMs, grownMb } = await watched(name, sample(`loi/${name}`));
    expect(refusal).toMatch(says);
    expect(ms).toBeLessThan(1_000);
    expect(lagMs).toBeLessThan(loopHeldMs);
    expect(grownMb).toBeLessThan(64);
  });
});

describe("the gate", () => {
  it("stops collecting an upload one byte above 10 MB", async () => {
    let sent = 0;
    async function* endless() {
      for (;;) {
        sent += 1_048_576;
        yield new Uint8Array(1_048_576);
      }
    }
    expect(await collectUpload(endless())).toEqual({ ok: false, refusal: gateRefusals.tooLarge });
    expect(sent).toBe(largestUpload + 1_048_576);
    async function* exact() {
      yield new Uint8Array(largestUpload);
    }
    expect((await collectUpload(exact())).ok).toBe(true);
  });

  it.each([
    ["de-thi.docx", sample("de-thi-mau.docx"), gateRefusals.notAccepted],
    ["de-thi.xlsx", sample("de-thi-mau.docx"), gateRefusals.notExcel],
    ["rong.xlsx", new Uint8Array(), gateRefusals.empty],
    ["bang.xls", Buffer.from("<html><table></table></html>"), gateRefusals.notExcel],
    ["nhieu.xlsx", zip(Array.from({ length: 201 }, (_, index) => ({ name: `xl/${index}.xml`, content: "" }))), gateRefusals.tooManyParts],
    ["doi.xlsx", zip([{ name: "xl/workbook.xml", content: "" }, { name: "xl/workbook.xml", content: "x" }]), gateRefusals.tooManyParts],
    ["leo.xlsx", zip([{ name: "xl/workbook.xml", content: "" }, { name: "../../etc/passwd", content: "x" }]), gateRefusals.broken],
  ])("refuses %s", async (name, bytes, refusal) => {
    expect(await inspectFile(name, bytes)).toEqual({ ok: false, refusal });
  });

  it("knows a format by its content: an .xls named .xlsx and the other way round are read", async () => {
    expect(await inspectFile("a.xlsx", sample("dinh-dang-khac/nguoi-du-thi-25.xls"))).toEqual({ ok: true, value: "xls" });
    expect(await inspectFile("a.xls", sample("danh-sach-don-vi.xlsx"))).toEqual({ ok: true, value: "zip" });
  });

  it("refuses text in a legacy encoding instead of reading names wrongly", async () => {
    const { refusal } = await watched("cu.csv", Buffer.from([0x4d, 0xe3, 0x20, 0x73, 0xf4, 0x3b, 0x48, 0xf5]));
    expect(refusal).toMatch(/UTF-8/);
  });
});

describe("the worker", { retry: 2 }, () => {
  it("refuses a part that unpacks to more than it declares", async () => {
    const { refusal, lagMs } = await watched("doi-tra.xlsx", workbook(`<sheetData/>${" ".repeat(50_000_000)}`, [], 1_000));
    expect(refusal).toBe(gateRefusals.broken);
    expect(lagMs).toBeLessThan(loopHeldMs);
  });

  it("refuses one long text that a small file repeats in very many cells", async () => {
    const shared = `<sst xmlns="${main}"><si><t>${"a".repeat(30_000)}</t></si></sst>`;
    const sheet = rows(15_000, (row) => ["A", "B", "C", "D"].map((column) => `<c r="${column}${row}" t="s"><v>0</v></c>`).join(""));
    const { refusal, lagMs } = await watched("lap.xlsx", workbook(sheet, [{ name: "xl/sharedStrings.xml", content: shared }]));
    expect(refusal).toMatch(/quá nhiều chữ/);
    expect(lagMs).toBeLessThan(loopHeldMs);
  });

  it("refuses more rows than it takes, and merged ranges that cover everything", async () => {
    const many = await watched("dai.xlsx", workbook(rows(20_001, (row) => text(`A${row}`, "x"))));
    expect(many.refusal).toMatch(/hơn 20\.000 dòng/);
    const merged = `<mergeCells>${Array.from({ length: 500 }, () => '<mergeCell ref="A1:XFD1048576"/>').join("")}</mergeCells>`;
    const covering = await watched("gop.xlsx", workbook(rows(1_000, (row) => text(`A${row}`, "x")) + merged));
    expect(covering.refusal).toMatch(/quá nhiều ô gộp/);
    expect(Math.max(many.lagMs, covering.lagMs)).toBeLessThan(loopHeldMs);
  });

  it("ends a file that needs more memory than it may have, while the loop goes on", async () => {
    const cells = rows(9_000, (row) => Array.from({ length: 26 * 5 }, (_, index) => `<c r="${String.fromCharCode(65 + Math.floor(index / 26))}${String.fromCharCode(65 + (index % 26))}${row}"><v>1</v></c>`).join(""));
    const { refusal, ms, lagMs } = await watched("nang.xlsx", workbook(cells));
    expect(refusal).toMatch(/quá lớn để đọc|quá phức tạp/);
    expect(ms).toBeLessThan(10_000);
    expect(lagMs).toBeLessThan(loopHeldMs);
  });

  it("ends a file that takes longer than ten seconds, while the loop goes on", async () => {
    const arrays = rows(19_000, (row) => ["A", "B", "C", "D", "E", "F", "G", "H"].map((column) => `<c r="${column}${row}"><f t="array" ref="A1:A2">1</f></c>`).join(""));
    const { refusal, ms, lagMs } = await watched("cham.xlsx", workbook(arrays));
    expect(refusal).toMatch(/đọc quá lâu/);
    expect(ms).toBeLessThan(10_000);
    expect(lagMs).toBeLessThan(loopHeldMs);
  });

  it("reads a cell in the last corner of a sheet without walking there", async () => {
    const { value, refusal, ms } = await watched("goc.xlsx", workbook(`<sheetData><row r="1">${text("A1", "x")}</row><row r="1048576">${text("A1048576", "y")}${text("XFD1048576", "z")}</row></sheetData>`));
    expect(refusal).toBeNull();
    expect(value?.sheets[0]?.rows.map((row) => row.row)).toEqual([1, 1_048_576]);
    expect(ms).toBeLessThan(5_000);
  });

  it("reads 5,000 people within ten seconds without holding the loop", async () => {
    const columns = ["Mã số", "Họ và tên", "Ngày sinh", "Giới tính", "Cấp bậc", "Chức vụ", "Đơn vị", "Khối", "Số điện thoại"];
    const person = (row: number) => [`P${row}`, `Nguyễn Văn ${row}`, "01/02/1990", "Nam", "Đại úy", "Cán bộ", "Đội Tổng hợp", "CBCS; Đoàn viên", `09${String(row).padStart(8, "0")}`];
    const sheet = rows(5_001, (row) => (row === 1 ? columns : person(row)).map((value, index) => text(`${String.fromCharCode(65 + index)}${row}`, value)).join(""));
    const { value, refusal, ms, lagMs } = await watched("lon.xlsx", workbook(sheet));
    expect(refusal).toBeNull();
    const table = locateTable(value ?? { sheets: [], notices: [] }, personColumns);
    expect(table.ok && table.value.rows).toHaveLength(5_000);
    expect(ms).toBeLessThan(10_000);
    expect(lagMs).toBeLessThan(loopHeldMs);
  });
});

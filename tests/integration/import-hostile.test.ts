import { deflateRawSync } from "node:zlib";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { beforeAll, describe, expect, it } from "vitest";
import type { SheetReader } from "~/adapters/read-sheet.server";
import { collectUpload, gateRefusals, inspectFile, largestUpload } from "~/adapters/sheet-gate.server";
import { personColumns } from "~/domain/sheets/plan-people";
import { locateTable } from "~/domain/sheets/table";
import { sample, testSheetReader } from "../support/sheet-reader";

/** Files made to hang, fill or fool the server: each is refused as a whole or read within bounds, and the loop goes on. */
let readSheet: SheetReader;

beforeAll(async () => {
  readSheet = await testSheetReader();
  await readSheet("warm.xlsx", sample("loi/qua-rong.xlsx"));
});

type Entry = { name: string; content: string; declaredSize?: number };

/** A zip as a hostile author writes it: declared sizes may lie. */
function zip(entries: readonly Entry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, declaredSize } of entries) {
    const raw = Buffer.from(content);
    const packed = deflateRawSync(raw);
    const sizes = [packed.length, declaredSize ?? raw.length];
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(sizes[0]!, 18);
    local.writeUInt32LE(sizes[1]!, 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(sizes[0]!, 20);
    central.writeUInt32LE(sizes[1]!, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    files.push(local, Buffer.from(name), packed);
    directory.push(central, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, list, end]);
}

const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

function workbook(sheet: string, more: readonly Entry[] = [], declaredSize?: number): Buffer {
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

  it("survives 60 damaged copies of real files", async () => {
    const originals = ["danh-sach-don-vi.xlsx", "dinh-dang-khac/nguoi-du-thi-25.xls", "dinh-dang-khac/nguoi-du-thi-25.ods"].map((name) => ({ name, bytes: sample(name) }));
    let state = 1;
    const random = (limit: number) => (state = (state * 48_271) % 2_147_483_647) % limit;
    const outcomes = new Set<string>();
    for (let round = 0; round < 20; round += 1) {
      const copies = originals.map(({ name, bytes }) => {
        const copy = Buffer.from(bytes);
        for (let change = 0; change < 8; change += 1) copy[random(copy.length)] = random(256);
        return readSheet(name, copy);
      });
      for (const result of await Promise.all(copies)) outcomes.add(result.ok ? "read" : result.refusal);
    }
    expect([...outcomes].every((outcome) => outcome === "read" || /^[A-ZĐ]/.test(outcome))).toBe(true);
  }, 300_000);
});

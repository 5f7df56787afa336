import { describe, expect, it } from "vitest";
import { type Basis, rosterBasisNote } from "../participation/basis";
import type { ReportContext, ReportRow, ReportSheet } from "./report";
import { participationRatio, stageNote, subtitles } from "./report";
import type { AttemptDetail } from "./report-attempts";
import { attemptsReport } from "./report-attempts";
import { notEnteredReport } from "./report-not-entered";
import type { ParticipationFigures } from "./report-participation";
import { participationReport } from "./report-participation";
import type { IndividualStanding } from "./report-standings";
import { collectiveReport, individualReport } from "./report-standings";

const context: ReportContext = {
  contestName: "Cuộc thi thử nghiệm",
  roundName: "Kỳ 2",
  asOf: Date.UTC(2022, 5, 14, 3, 32),
  counts: { persons: 3, attempts: 7, validEntries: 5 },
  stage: { kind: "running" },
};

const byRate = { criterion: "tỷ lệ tham gia", explanation: [], measures: ["rate" as const] };

async function rowsOf(sheet: ReportSheet): Promise<ReportRow[]> {
  const rows: ReportRow[] = [];
  for await (const row of sheet.rows) rows.push(row);
  return rows;
}

function expectWellFormed(sheet: ReportSheet, rows: readonly ReportRow[]): void {
  for (const row of rows) expect(row.cells).toHaveLength(sheet.columns.length);
  for (const summary of [...sheet.subtotalRows, ...(sheet.totalRow ? [sheet.totalRow] : [])]) {
    expect(summary.labelColumns + summary.cells.length).toBe(sheet.columns.length);
  }
  expect(sheet.name.length).toBeLessThanOrEqual(31);
}

describe("every sheet", () => {
  it("says the round, the moment in Vietnam and what is counted, and labels the three numbers", () => {
    expect(subtitles(context, "tính theo lượt thi")).toEqual([
      "Kỳ 2 · số liệu lúc 14/06/2022 10:32 · tính theo lượt thi",
      "Số người có bài hợp lệ: 3 · Số lượt thi: 7 · Số bài hợp lệ: 5",
    ]);
  });

  it.each<[ReportContext["stage"], string]>([
    [{ kind: "running" }, "Số liệu tạm tính, kỳ thi chưa đóng đối với tất cả mọi người."],
    [{ kind: "settling", unsettled: 2 }, "Số liệu tạm tính, còn 2 bài chưa thu hoặc chưa chấm xong."],
    [{ kind: "awaiting", rounds: [{ roundId: "2", name: "Kỳ 2" }, { roundId: "3", name: "Kỳ 3" }] }, "Số liệu tạm tính, câu dự đoán về cả cuộc thi còn chờ “Kỳ 2”, “Kỳ 3”."],
    [{ kind: "settled" }, "Kỳ thi đã đóng, kết quả chưa công bố."],
    [{ kind: "published", publishedAt: Date.UTC(2022, 6, 1, 1, 5), changes: [] }, "Kết quả đã công bố lúc 08:05 ngày 01/07/2022."],
  ])("says how far the result has got: %o", (stage, note) => {
    expect(stageNote({ stage })).toBe(note);
  });

  it("rates are ratios, without one where the denominator is hidden or zero", () => {
    expect([participationRatio(3, 4), participationRatio(3, 0), participationRatio(3, null), participationRatio(5, 4)]).toEqual([0.75, null, null, 1.25]);
  });

});

describe("participation", () => {
  const figures = (eligible: number | null, entered: number): ParticipationFigures => ({
    eligible, entered, attempts: entered + 2, validEntries: entered + 1, blocs: [{ eligible: 2, entered: 1 }, { eligible: 0, entered: 0 }],
  });
  const sheet = participationReport(context, {
    blocNames: ["CBCS", "Đoàn viên"],
    basis: "eligible-count",
    units: [{ name: "Công an huyện", depth: 0, figures: figures(4, 3) }, { name: "Đội A", depth: 1, figures: figures(2, 3) }],
    classes: [{ name: "Đội nghiệp vụ", unitCount: 1, figures: figures(2, 3) }],
    total: figures(6, 6),
  });

  it("a unit's row: number, name, 4 eligible, 3 entered, 75 %, 1 not entered, 5 attempts, 4 valid entries, then the blocs", async () => {
    const rows = await rowsOf(sheet);
    expectWellFormed(sheet, rows);
    expect(rows[0]?.cells).toEqual([1, "Công an huyện", 4, 3, 0.75, 1, 5, 4, 2, 1, 0.5, 0, 0, null]);
    expect(rows.map((row) => row.depth)).toEqual([0, 1]);
  });

  it("more entered than eligible: nobody is missing, the rate is above 100 % and a note names the unit", async () => {
    const [, second] = await rowsOf(sheet);
    expect(second?.cells.slice(2, 6)).toEqual([2, 3, 1.5, 0]);
    expect(sheet.notes.some((note) => note.startsWith("Cần rà soát") && note.includes("Đội A"))).toBe(true);
  });

  it("subtotals by class and the total come as they were counted", () => {
    expect(sheet.subtotalRows.map((row) => row.label)).toEqual(["Cộng Đội nghiệp vụ (1 đơn vị)"]);
    expect(sheet.totalRow?.cells.slice(0, 6)).toEqual([6, 6, 1, 0, 8, 7]);
  });

  it("a hidden denominator leaves eligible, rate and not-entered empty", async () => {
    const hidden = participationReport(context, { blocNames: [], basis: "eligible-count", units: [{ name: "A", depth: 0, figures: { ...figures(null, 3), blocs: [] } }], classes: [], total: { ...figures(null, 3), blocs: [] } });
    expect((await rowsOf(hidden))[0]?.cells).toEqual([1, "A", null, 3, null, null, 5, 4]);
  });

  it("a roster denominator is labelled so", () => {
    const roster = participationReport(context, { blocNames: [], basis: "roster", units: [], classes: [], total: { ...figures(1, 1), blocs: [] } });
    expect(roster.columns[2]?.header).toBe("Có tên trong danh sách");
    expect(roster.notes).toContain(rosterBasisNote);
  });

  it("each bloc keeps its declared count, and the label of it, where all together are counted by the roster", () => {
    const roster = participationReport(context, { blocNames: ["CBCS", "Đoàn viên"], basis: "roster", units: [], classes: [], total: figures(1, 1) });
    expect(roster.columns.filter(({ group }) => group === "CBCS").map(({ header }) => header)).toEqual(["Thuộc diện dự thi", "Đã tham gia", "Tỷ lệ"]);
  });
});

describe("standings", () => {
  const standing: IndividualStanding = {
    rank: 1, code: "000001", name: "Lê Ân", unitName: "Đội A", score: 1950, maxScore: 2000, prediction: 300, predictionDistance: 9,
    durationMs: 725_000, submittedAt: context.asOf, decidedBy: null,
  };
  const committee: IndividualStanding = { ...standing, rank: null, score: 100, decidedBy: null };

  it("says the deciding step, keeps the committee without rank and out of the average: (19,5 + 18,5 + 18,5) / 3 = 18,83", async () => {
    const sheet = individualReport(context, {
      chain: ["score", "prediction", "lots"], isPredictionAwaited: false, prediction: "persons", lotsSeed: "9f2c", standings: [standing, { ...standing, rank: 2, score: 1850, decidedBy: "prediction" }, { ...standing, rank: 2, score: 1850 }, committee],
    });
    const rows = await rowsOf(sheet);
    expectWellFormed(sheet, rows);
    expect(rows.map((row) => row.cells.at(-1))).toEqual([null, "Chênh lệch dự đoán", "Đồng hạng", "Thành viên Ban Tổ chức"]);
    expect(rows.map((row) => row.cells[0])).toEqual([1, 2, 2, null]);
    expect(sheet.totalRow).toMatchObject({ label: "Tổng số 3 người được xếp hạng; điểm trung bình", cells: [1883, null, null, null, null, null, null] });
    expect(sheet.notes[0]).toBe("Thứ tự xếp hạng: điểm, rồi đến chênh lệch dự đoán, rồi đến bốc thăm.");
    expect(sheet.notes[1]).toBe("Bốc thăm theo mã SHA-256 của “9f2c:” viết liền với mã số của người dự thi: mã nhỏ hơn xếp trên, ai cũng tính lại được.");
  });

  it("says that the prediction is still waited for", () => {
    const sheet = individualReport(context, { chain: ["score", "lots"], isPredictionAwaited: true, prediction: "persons", lotsSeed: "9f2c", standings: [standing] });
    expect(sheet.notes[0]).toBe("Thứ tự xếp hạng: điểm, rồi đến bốc thăm. Chưa xét chênh lệch dự đoán vì chưa có số thực tế.");
  });

  it("a round without a prediction has no prediction columns", async () => {
    const sheet = individualReport(context, { chain: ["score"], isPredictionAwaited: false, prediction: null, lotsSeed: "9f2c", standings: [standing] });
    expect(sheet.notes.join(" ")).not.toContain("9f2c");
    expectWellFormed(sheet, await rowsOf(sheet));
    expect(sheet.columns.some((column) => column.header.includes("ự đoán"))).toBe(false);
  });

  it.each<[Basis, string, boolean]>([["eligible-count", "Thuộc diện dự thi", false], ["roster", "Có tên trong danh sách", true]])(
    "collective rates say what they are reckoned on: %s", (basis, header, hasNote) => {
      const sheet = collectiveReport(context, { ...byRate, basis, classes: [] });
      expect(sheet.columns[4]?.header).toBe(header);
      expect(sheet.notes.includes(rosterBasisNote)).toBe(hasNote);
    },
  );

  it("collective: winners and the weighted measure have columns where they are used, and the notes say how they are reckoned", async () => {
    const working = [{ measure: "weighted" as const, numerator: 6625, denominator: 1, parts: [] }];
    const standing = { rank: 1, unitName: "Đội A", eligible: 4, entered: 3, validEntries: 5, averageScore: 1500, winners: 2, working, decidedBy: null, remark: null };
    const sheet = collectiveReport(context, { criterion: "điểm tổng hợp", explanation: ["Điểm tổng hợp = …"], measures: ["weighted", "winners"], basis: "eligible-count", classes: [{ name: "Đội", standings: [standing] }] });
    const rows = await rowsOf(sheet);
    expectWellFormed(sheet, rows);
    expect(sheet.columns.slice(9, 11).map(({ header }) => header)).toEqual(["Số người đạt giải", "Điểm tổng hợp"]);
    expect(rows[0]?.cells.slice(9, 11)).toEqual([2, 6625]);
    expect(sheet.notes).toContain("Điểm tổng hợp = …");
  });

  it("collective ranks stand within their class, unranked units with the reason", async () => {
    const unit = { unitName: "Đội A", eligible: 4, entered: 3, validEntries: 5, averageScore: 1500, winners: 0, working: [], decidedBy: null, remark: null };
    const sheet = collectiveReport(context, {
      ...byRate, basis: "eligible-count",
      classes: [{ name: "Đội", standings: [{ ...unit, rank: 1 }] }, { name: "Xã", standings: [{ ...unit, rank: 1 }, { ...unit, rank: null, entered: 1, remark: "Dưới 50%" }] }],
    });
    const rows = await rowsOf(sheet);
    expectWellFormed(sheet, rows);
    expect(rows.map((row) => row.cells.slice(0, 3))).toEqual([[1, "Đội", 1], [2, "Xã", 1], [3, "Xã", null]]);
    expect(rows[2]?.cells.slice(6)).toEqual([0.25, 5, 1500, "Dưới 50%"]);
    expect(sheet.totalRow?.label).toBe("Tổng số 3 đơn vị, 2 đơn vị được xếp hạng");
  });
});

describe("attempts", () => {
  it("numbers the rows of a cursor, leaves an open attempt's end, length and score empty", async () => {
    const open: AttemptDetail = {
      code: "000001", name: "Lê Ân", unitName: "Đội A", attemptNumber: 1, state: "in-progress", startedAt: 1000, submittedAt: null,
      answeredCount: 3, score: null, isValidEntry: false, isCounted: false,
    };
    async function* cursor(): AsyncGenerator<AttemptDetail> {
      yield open;
      yield { ...open, state: "submitted", submittedAt: 61_000, score: 1000, isValidEntry: true, isCounted: true };
    }
    const sheet = attemptsReport(context, cursor());
    const rows = await rowsOf(sheet);
    expectWellFormed(sheet, rows);
    expect(rows.map((row) => row.cells.slice(5))).toEqual([
      [1000, null, null, 3, null, "Đang làm bài", "Không", null],
      [1000, 61_000, 60_000, 3, 1000, "Đã nộp", "Hợp lệ", "Được tính"],
    ]);
    expect(sheet.totalRow?.label).toBe("Tổng số 7 lượt thi, 5 bài hợp lệ của 3 người");
  });
});

describe("people who have not entered", () => {
  const person = { code: "000001", name: "Lê Ân", rank: "Đại úy", jobTitle: "Cán bộ", blocNames: ["CBCS", "Đoàn viên"], phone: "0950000001" };
  const units = [{ unitName: "Đội A", people: [person], unnamed: 3 }, { unitName: "Đội B", people: [person], unnamed: 0 }];

  it("1 named + 3 unnamed in A, 1 named in B: a remark after A, total 5 = 2 named + 3 unnamed", async () => {
    const sheet = notEnteredReport(context, { units, withPhones: true, total: { basis: "eligible-count", notEntered: null } });
    const rows = await rowsOf(sheet);
    expectWellFormed(sheet, rows);
    expect(rows.map((row) => [row.tone, row.cells[0], row.cells[3]])).toEqual([
      ["record", 1, "Lê Ân"], ["remark", null, "3 người chưa có tên trong danh sách"], ["record", 2, "Lê Ân"],
    ]);
    expect(rows[0]?.cells.at(-1)).toBe("0950000001");
    expect(sheet.totalRow?.label).toBe("Tổng số 5 người chưa tham gia: 2 người có tên, 3 người chưa có tên trong danh sách");
  });

  it("says where the other sheet counts fewer, since units have more people than their count; of a roster nothing", () => {
    const notes = (basis: "eligible-count" | "roster", notEntered: number) => notEnteredReport(context, { units, withPhones: false, total: { basis, notEntered } }).notes.join();
    expect(notes("eligible-count", 4)).toContain("Trang “Tổng hợp tham gia” ghi 4 người chưa tham gia: có đơn vị nhiều người hơn");
    expect(notes("eligible-count", 5)).not.toContain("Tổng hợp tham gia");
    expect(notes("roster", 4)).not.toContain("Tổng hợp tham gia");
  });

  it("without phones no cell holds one", async () => {
    const sheet = notEnteredReport(context, { units, withPhones: false, total: { basis: "eligible-count", notEntered: null } });
    const rows = await rowsOf(sheet);
    expectWellFormed(sheet, rows);
    expect(JSON.stringify(rows)).not.toContain("0950000001");
  });
});

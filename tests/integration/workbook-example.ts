/**
 * A realistic report: the 20 units and 412 people of the sample rosters; a person took part or not, and how, by a fixed
 * arithmetic rule, so that every number of the workbook can be worked out again by a test.
 */
import { read, utils, type WorkBook } from "xlsx";
import { readFileSync } from "node:fs";
import { hourMs, minuteMs, secondMs, startOfDay } from "~/domain/shared/time";
import type { OfficeBlock, ReportContext, ReportSheet } from "~/domain/sheets/report";
import { attemptsReport, type AttemptDetail } from "~/domain/sheets/report-attempts";
import { notEnteredReport } from "~/domain/sheets/report-not-entered";
import { participationReport, type ParticipationFigures } from "~/domain/sheets/report-participation";
import { collectiveReport, individualReport, type IndividualStanding } from "~/domain/sheets/report-standings";

export const officeBlock: OfficeBlock = {
  superiorBody: "Công an tỉnh Quảng Ngãi",
  agency: "Công an huyện Sơn Tịnh",
  documentNumber: null,
  place: "Sơn Tịnh",
  date: "2022-07-01",
  signers: [{ title: "TM. BAN TỔ CHỨC\nTRƯỞNG BAN", name: "Thượng tá Lữ Quang Khải" }],
  recipients: [],
};

type Unit = { name: string; type: string; isRoot: boolean; eligible: number; blocs: number[] };
type Person = { code: string; name: string; rank: string; jobTitle: string; unitName: string; blocNames: string[]; phone: string };
type Entry = { person: Person; attempts: AttemptDetail[]; counted: AttemptDetail };

const blocNames = ["CBCS", "Đoàn viên", "Hội viên phụ nữ"];
const firstDataRow = 7;

function rowsOf(file: string): unknown[][] {
  const book: WorkBook = read(readFileSync(`seed/data/${file}`));
  const sheet = book.Sheets[book.SheetNames[0] ?? ""];
  return sheet ? utils.sheet_to_json<unknown[]>(sheet, { header: 1 }).slice(firstDataRow) : [];
}

export function sampleUnits(): Unit[] {
  return rowsOf("danh-sach-don-vi.xlsx").map((row) => ({
    name: String(row[2]), type: String(row[4]), isRoot: row[3] === undefined || row[3] === null,
    eligible: Number(row[5]), blocs: [Number(row[6]), Number(row[7]), Number(row[8])],
  }));
}

export function samplePeople(): Person[] {
  return rowsOf("danh-sach-nguoi-du-thi.xlsx").map((row) => ({
    code: String(row[1]), name: String(row[2]), rank: String(row[5] ?? ""), jobTitle: String(row[6] ?? ""), unitName: String(row[7]),
    blocNames: String(row[8]).split("; "), phone: String(row[9]),
  }));
}

/** Every fourth person stayed away; every third of the others sat twice. */
function entriesOf(people: readonly Person[]): Entry[] {
  return people.flatMap((person, index) => {
    if (index % 4 === 3) return [];
    const sittings = index % 3 === 0 ? [1, 2] : [1];
    const attempts = sittings.map((number) => attemptOf(person, index, number));
    const counted = attempts.reduce((best, each) => ((each.score ?? 0) > (best.score ?? 0) ? each : best));
    return [{ person, attempts: attempts.map((each) => ({ ...each, isCounted: each === counted })), counted }];
  });
}

function attemptOf(person: Person, index: number, number: number): AttemptDetail {
  const startedAt = startOfDay("2022-06-01") + (index % 28) * 24 * hourMs + 7 * hourMs + (index % 11) * hourMs + number * 37 * minuteMs;
  return {
    code: person.code, name: person.name, unitName: person.unitName, attemptNumber: number, state: index % 17 === 0 ? "expired" : "submitted",
    startedAt, submittedAt: startedAt + (5 * minuteMs + ((index * 97 + number * 31) % 900) * secondMs), answeredCount: 20,
    score: 800 + ((index * 53 + number * 29) % 25) * 50, isValidEntry: true, isCounted: false,
  };
}

export type Example = { context: ReportContext; sheets: ReportSheet[]; entries: Entry[]; units: Unit[]; people: Person[] };

export function exampleReport(stage: ReportContext["stage"] = { kind: "running" }): Example {
  const units = sampleUnits();
  const people = samplePeople();
  const entries = entriesOf(people);
  const attempts = entries.flatMap((entry) => entry.attempts);
  const context: ReportContext = {
    contestName: "Cuộc thi “Tìm hiểu về cải cách hành chính” năm 2022",
    roundName: "Kỳ 2",
    asOf: Date.UTC(2022, 6, 1, 1, 5),
    counts: { persons: entries.length, attempts: attempts.length, validEntries: attempts.length },
    stage,
  };
  const example = { context, entries, units, people };
  return { ...example, sheets: [participation(example), individual(example), collective(example), attemptsReport(context, attempts), absent(example)] };
}

type Parts = Omit<Example, "sheets">;

function figuresOf(units: readonly Unit[], entries: readonly Entry[]): ParticipationFigures {
  const own = entries.filter((entry) => units.some((unit) => unit.name === entry.person.unitName));
  const attempts = own.reduce((sum, entry) => sum + entry.attempts.length, 0);
  return {
    eligible: units.reduce((sum, unit) => sum + unit.eligible, 0), entered: own.length, attempts, validEntries: attempts,
    blocs: blocNames.map((bloc, index) => ({
      eligible: units.reduce((sum, unit) => sum + (unit.blocs[index] ?? 0), 0),
      entered: own.filter((entry) => entry.person.blocNames.includes(bloc)).length,
    })),
  };
}

function classNames(units: readonly Unit[]): string[] {
  return [...new Set(units.map((unit) => unit.type))];
}

function participation({ context, units, entries }: Parts): ReportSheet {
  return participationReport(context, {
    blocNames,
    basis: "eligible-count",
    units: units.map((unit) => ({ name: unit.name, depth: unit.isRoot ? 0 : 1, figures: figuresOf([unit], entries) })),
    classes: classNames(units).map((name) => {
      const members = units.filter((unit) => unit.type === name);
      return { name, unitCount: members.length, figures: figuresOf(members, entries) };
    }),
    total: figuresOf(units, entries),
  });
}

function individual({ context, entries }: Parts): ReportSheet {
  const ordered = entries.toSorted((a, b) => (b.counted.score ?? 0) - (a.counted.score ?? 0) || (a.counted.submittedAt ?? 0) - (b.counted.submittedAt ?? 0));
  const standings = ordered.map(({ person, counted }, index): IndividualStanding => ({
    rank: index + 1, code: person.code, name: person.name, unitName: person.unitName, score: counted.score ?? 0, maxScore: 2000,
    prediction: 250 + index, predictionDistance: Math.abs(entries.length - 250 - index), durationMs: (counted.submittedAt ?? 0) - counted.startedAt,
    submittedAt: counted.submittedAt ?? 0, decidedBy: index === 0 ? null : ordered[index - 1]?.counted.score === counted.score ? "submitted-earlier" : "score",
  }));
  return individualReport(context, { chain: ["score", "prediction", "submitted-earlier"], isPredictionAwaited: false, prediction: "persons", lotsSeed: "hat-giong", standings });
}

function collective({ context, units, entries }: Parts): ReportSheet {
  const classes = classNames(units).map((name) => {
    const members = units.filter((unit) => unit.type === name).map((unit) => ({ unit, figures: figuresOf([unit], entries) }));
    const ordered = members.toSorted((a, b) => b.figures.entered / b.unit.eligible - a.figures.entered / a.unit.eligible);
    return {
      name,
      standings: ordered.map(({ unit, figures }, index) => {
        const isRanked = figures.entered / unit.eligible >= 0.7;
        return {
          rank: isRanked ? index + 1 : null, unitName: unit.name, eligible: unit.eligible, entered: figures.entered, validEntries: figures.validEntries,
          averageScore: 1400 + index * 3, winners: 0, working: [], decidedBy: null, remark: isRanked ? null : "Tỷ lệ tham gia dưới 70%",
        };
      }),
    };
  });
  return collectiveReport(context, { criterion: "tỷ lệ tham gia, rồi đến điểm trung bình", explanation: ["Đơn vị có tỷ lệ tham gia dưới 70% không xếp hạng."], measures: ["rate", "average"], basis: "eligible-count", classes });
}

function absent({ context, units, people, entries }: Parts): ReportSheet {
  const entered = new Set(entries.map((entry) => entry.person.code));
  return notEnteredReport(context, {
    withPhones: true, total: { basis: "eligible-count", notEntered: null },
    units: units.map((unit) => {
      const roster = people.filter((person) => person.unitName === unit.name);
      return { unitName: unit.name, people: roster.filter((person) => !entered.has(person.code)), unnamed: unit.eligible - roster.length };
    }),
  });
}

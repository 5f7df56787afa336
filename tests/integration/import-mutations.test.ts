import { beforeAll, expect, it } from "vitest";
import { unpackParts } from "~/adapters/read-sheet-zip.server";
import type { SheetReader } from "~/adapters/read-sheet.server";
import { largestUnpacked } from "~/adapters/sheet-gate.server";
import { mappingView } from "~/domain/sheets/mapping";
import { planAtOnce } from "~/domain/sheets/plan";
import { personColumns, planPeople } from "~/domain/sheets/plan-people";
import { planQuestions } from "~/domain/sheets/plan-questions";
import { questionColumns } from "~/domain/sheets/question-columns";
import { locateTable } from "~/domain/sheets/table";
import { sample, testSheetReader } from "../support/sheet-reader";
import { zip, type ZipEntry } from "../support/zip";

/**
 * Damaged copies of real files, bytes outside and XML inside: each is read within bounds or refused with a sentence, and
 * what is read can be planned. `MUTATED_FILES=10000` for the long run.
 */
const isLongRun = process.env["MUTATED_FILES"] !== undefined;
const count = Number(process.env["MUTATED_FILES"] ?? 60);

let readSheet: SheetReader;
let state = 1;
/** Park and Miller: the same files every time. */
const random = (limit: number) => (state = (state * 48_271) % 2_147_483_647) % limit;

const names = ["danh-sach-don-vi.xlsx", "loi/nguoi-du-thi-loi.xlsx", "loi/ngan-hang-loi.xlsx", "dinh-dang-khac/nguoi-du-thi-25.xls", "dinh-dang-khac/nguoi-du-thi-25.ods", "dinh-dang-khac/nguoi-du-thi-25-utf8-bom.csv", "dinh-dang-khac/nguoi-du-thi-25-utf16le-tab.csv"];
const parts = new Map<string, ZipEntry[]>();

beforeAll(async () => {
  readSheet = await testSheetReader();
  for (const name of names.filter((one) => /\.(xlsx|ods)$/.test(one))) {
    const unpacked = await unpackParts(sample(name), largestUnpacked);
    parts.set(name, unpacked.map(({ name: part, bytes }) => ({ name: part, content: bytes })));
  }
});

const damages: ((bytes: Buffer) => Buffer)[] = [
  (bytes) => {
    const copy = Buffer.from(bytes);
    for (let change = 0; change < 8; change += 1) copy[random(copy.length)] = random(256);
    return copy;
  },
  (bytes) => bytes.subarray(0, random(bytes.length)),
  (bytes) => Buffer.concat([bytes.subarray(0, random(bytes.length)), bytes.subarray(random(bytes.length))]),
  (bytes) => {
    const at = random(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + random(2_000)), bytes.subarray(at)]);
  },
];

const numberSwaps = ["-1", "0", "1048577", "99999999999999999999", "1e308", "NaN", "__proto__"];

/** Another number somewhere in the text: a row, a reference, a style, a length. */
const otherNumber = (bytes: Buffer) => {
  const text = bytes.toString("latin1");
  const numbers = [...text.matchAll(/\d+/g)];
  const found = numbers[random(Math.max(1, numbers.length))];
  if (found === undefined) return bytes;
  return Buffer.from(text.slice(0, found.index) + numberSwaps[random(numberSwaps.length)]! + text.slice(found.index + found[0].length), "latin1");
};

function mutated(): { name: string; bytes: Buffer } {
  const name = names[random(names.length)]!;
  const entries = parts.get(name);
  const damage = [...damages, otherNumber][random(damages.length + 1)]!;
  if (entries === undefined || random(4) === 0) return { name, bytes: damage(Buffer.from(sample(name))) };
  const hit = random(entries.length);
  return { name, bytes: zip(entries.map((entry, index) => (index === hit ? { ...entry, content: damage(Buffer.from(entry.content)) } : entry))) };
}

async function outcomeOf({ name, bytes }: { name: string; bytes: Buffer }): Promise<string> {
  const startedAt = performance.now();
  const read = await readSheet(name, bytes);
  if (performance.now() - startedAt > 10_000) return `slow: ${name}`;
  if (!read.ok) return read.refusal;
  const people = locateTable(read.value, personColumns);
  const questions = locateTable(read.value, questionColumns);
  mappingView(read.value, personColumns, { sheet: null, headerRow: null }, null);
  if (people.ok) planAtOnce(planPeople(people.value, { units: [], blocs: [], people: [], gone: new Map(), staffLogins: [] }, { startDay: "2022-06-01", today: "2026-11-24" }));
  if (questions.ok) planAtOnce(planQuestions(questions.value, { topicNames: [], levels: [], questions: [] }));
  return people.ok || questions.ok ? "planned" : "read";
}

it(`${count} damaged files are read or refused with a sentence, each in time`, async () => {
  const outcomes = new Map<string, number>();
  for (let done = 0; done < count; done += 2) {
    // why two: as many as the reader takes at once, so that nobody's time is spent in the queue.
    for (const outcome of await Promise.all([outcomeOf(mutated()), outcomeOf(mutated())])) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (isLongRun && (done + 2) % 1_000 === 0) console.info(done + 2, Object.fromEntries(outcomes));
  }
  expect([...outcomes.keys()].filter((outcome) => !["read", "planned"].includes(outcome) && !/^[A-ZĐ].*\.$/u.test(outcome))).toEqual([]);
  expect(outcomes.get("planned")).toBeGreaterThan(0);
}, 7_200_000);

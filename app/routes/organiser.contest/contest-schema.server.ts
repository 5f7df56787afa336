import { z } from "zod";
import { doubleNameMessage } from "~/domain/contest/check-catalogue";
import { checkCollective } from "~/domain/standings/check-collective";
import { type CollectiveMeasure, type CollectiveSettings, type PlainMeasure, usualCollective } from "~/domain/standings/collective";
import { measureLabels } from "~/domain/standings/collective-words";
import { type Known, type ParsedForm, parseCheckedForm } from "~/http/form.server";
import { optionalText, requiredDay, requiredId, requiredText, wholeNumber } from "~/http/form-fields.server";
import type { ContestInput } from "~/use-cases/contest/contest-input";

const allMeasures = Object.keys(measureLabels) as CollectiveMeasure[];

const weight = (measure: PlainMeasure) => wholeNumber(`hệ số ${measureLabels[measure].toLowerCase()}`, 0, 100).prefault(String(usualCollective.weights[measure]));

const contestFields = z.object({
  contestId: requiredId("Mở lại trang rồi lưu lại."),
  name: requiredText("tên cuộc thi", 200),
  startsOn: requiredDay("ngày bắt đầu"),
  contact: optionalText("liên hệ", 300),
  description: optionalText("giới thiệu", 4_000),
  prizes: optionalText("giải thưởng", 4_000),
  measures: z.array(z.enum(["", ...allMeasures], { error: "Tiêu chí không có trong danh sách." })).max(allMeasures.length).default([...usualCollective.measures]),
  minimumRatePercent: wholeNumber("tỷ lệ tối thiểu", 0, 100),
  winnerRanks: wholeNumber("số hạng cá nhân có giải", 0, 1_000).prefault(String(usualCollective.winnerRanks)),
  "weight-rate": weight("rate"),
  "weight-average": weight("average"),
  "weight-entrants": weight("entrants"),
  "weight-winners": weight("winners"),
  superiorBody: optionalText("cơ quan cấp trên", 200),
  agency: optionalText("tên cơ quan", 200),
  place: optionalText("địa danh", 100),
  signerTitle: z.array(z.string().max(200, "Chức vụ người ký dài quá 200 ký tự.")).max(4).default([]),
  signerName: z.array(z.string().max(100, "Họ tên người ký dài quá 100 ký tự.")).max(4).default([]),
  consentText: optionalText("nội dung đồng ý", 8_000),
});

type ContestFields = z.output<typeof contestFields>;
type CollectiveFields = Pick<ContestFields, "measures" | "winnerRanks" | "weight-rate" | "weight-average" | "weight-entrants" | "weight-winners">;

/** Settings of a contest. Signers are parallel lists; a row without a name and title is left out. */
export function parseContest(form: FormData): ParsedForm<{ contestId: string; input: ContestInput }> {
  const parsed = parseCheckedForm(form, contestFields, (known) => (isCollective(known) ? checkCollective(collectiveOf(known)) : {}));
  if (!parsed.ok) return parsed;
  const { contestId, signerTitle, signerName, name, startsOn, contact, description, prizes, minimumRatePercent, superiorBody, agency, place, consentText } = parsed.value;
  const signers = signerTitle.map((title, row) => ({ title, name: signerName[row] ?? "" })).filter((signer) => signer.title !== "" || signer.name !== "");
  const input = { name, startsOn, contact, description, prizes, minimumRatePercent, superiorBody, agency, place, consentText, signers, collective: collectiveOf(parsed.value) };
  return { ok: true, value: { contestId, input } };
}

function collectiveOf({ measures, winnerRanks, ...fields }: CollectiveFields): CollectiveSettings {
  const weights = { rate: fields["weight-rate"], entrants: fields["weight-entrants"], average: fields["weight-average"], winners: fields["weight-winners"] };
  return { measures: measures.filter((measure) => measure !== ""), weights, winnerRanks };
}

/** Rules between fields are asked once each of them is right by itself. */
function isCollective(known: Known<typeof contestFields>): known is Known<typeof contestFields> & CollectiveFields {
  return ["measures", "winnerRanks", "weight-rate", "weight-average", "weight-entrants", "weight-winners"].every((name) => Object.hasOwn(known, name));
}

const ids = z.array(z.string().max(64)).max(300).default([]);
const names = z.array(z.string().max(200, "Tên trong danh mục dài quá 200 ký tự.")).max(300).default([]);

const catalogueFields = z.object({
  levelId: ids, levelName: names,
  topicId: ids, topicName: names,
  unitTypeId: ids, unitTypeName: names,
  blocId: ids, blocName: names,
  blocGender: z.array(z.enum(["", "male", "female"])).max(300).default([]),
  blocMaxAge: z.array(z.string().regex(/^(\d{1,3})?$/, "Tuổi tối đa của khối là số nguyên, hoặc để trống.")).max(300).default([]),
});

/** The short lists as rows; a new row without a name is left out, a known one without a name is taken away. */
export function parseCatalogues(form: FormData) {
  const parsed = parseCheckedForm(form, catalogueFields, doubles);
  if (!parsed.ok) return parsed;
  const lists = parsed.value;
  const value = {
    levels: rows(lists.levelId, lists.levelName).map(({ id, name }) => ({ id, name })),
    topics: rows(lists.topicId, lists.topicName).map(({ id, name }) => ({ id, name })),
    unitTypes: rows(lists.unitTypeId, lists.unitTypeName).map(({ id, name }) => ({ id, name })),
    blocs: rows(lists.blocId, lists.blocName).map(({ id, name, row }) => ({ id, name, onlyGender: lists.blocGender[row] || null, maxAge: lists.blocMaxAge[row] ? Number(lists.blocMaxAge[row]) : null })),
  };
  return { ok: true as const, value };
}

function doubles({ levelName = [], topicName = [], unitTypeName = [], blocName = [] }: Known<typeof catalogueFields>) {
  const lists = { levels: levelName, topics: topicName, unitTypes: unitTypeName, blocs: blocName };
  return Object.fromEntries(Object.entries(lists).flatMap(([list, listNames]) => {
    const message = doubleNameMessage(listNames);
    return message === null ? [] : [[list, message]];
  }));
}

function rows(rowIds: readonly string[], rowNames: readonly string[]) {
  return rowNames.map((name, row) => ({ id: rowIds[row] ?? "", name, row })).filter(({ id, name }) => id !== "" || name !== "");
}

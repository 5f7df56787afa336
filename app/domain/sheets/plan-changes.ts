/** What a changed row of an import replaces, field by field, in words short enough to be compared at a glance. */
import { changesOf, type Names } from "../audit/difference";
import type { ImportKind } from "./import-kind";

export type FieldChange = {
  readonly label: string;
  /** Null where there was or will be nothing. */
  readonly before: string | null;
  readonly after: string | null;
};

/** The fields that a file may change, in the order they are told. */
const labels: Record<ImportKind, Readonly<Record<string, string>>> = {
  units: { name: "tên", typeName: "loại", parentCode: "mã cấp trên", eligible: "số người thuộc diện dự thi" },
  people: { fullName: "họ tên", birthDate: "ngày sinh", gender: "giới tính", rank: "cấp bậc", jobTitle: "chức vụ", unitId: "đơn vị", blocIds: "khối", phone: "số điện thoại" },
  questions: {
    code: "mã", topicName: "chủ đề", levelId: "mức độ", type: "loại", content: "nội dung", choices: "phương án, đáp án", points: "điểm",
    explanation: "giải thích", citation: "căn cứ", effectiveFrom: "hiệu lực từ", effectiveTo: "hiệu lực đến",
  },
};

/** `names`: of units, blocs and levels by their ids. */
export function fieldChanges(kind: ImportKind, before: object, after: object, names: Names): FieldChange[] {
  const [own, fields] = [labels[kind], Object.keys(labels[kind])];
  const only = (value: object) => Object.fromEntries(Object.entries(value).filter(([field]) => fields.includes(field)));
  const place = ({ label }: FieldChange) => fields.findIndex((field) => own[field] === label);
  return changesOf(only(before), only(after), names, own)
    .map(({ label, ...sides }) => ({ label, ...excerpts(sides) }))
    .sort((a, b) => place(a) - place(b));
}

/** Letters of one side at most, and of what both share in front of their first difference. */
const [longest, lead] = [80, 24];

/** Long texts begin shortly before they part, so that what differs is seen. */
function excerpts({ before, after }: Omit<FieldChange, "label">): Omit<FieldChange, "label"> {
  const [from, to] = [before, after].map((text) => text?.replaceAll("\n", " · ") ?? null) as [string | null, string | null];
  const start = from === null || to === null || Math.max(from.length, to.length) <= longest ? 0 : wordBefore(from, sharedLength(from, to) - lead);
  const cut = (text: string | null) => text && (start > 0 ? "…" : "") + (text.length - start <= longest ? text.slice(start) : `${text.slice(start, start + longest - 1)}…`);
  return { before: cut(from), after: cut(to) };
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

function wordBefore(text: string, at: number): number {
  return at <= 0 ? 0 : text.lastIndexOf(" ", at) + 1;
}

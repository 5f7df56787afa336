import { z } from "zod";
import { doubleNameMessage } from "~/domain/contest/check-catalogue";
import { type Known, parseCheckedForm } from "~/http/form.server";
import { optionalText, requiredDay, requiredId, requiredText, wholeNumber } from "~/http/form-fields.server";

/** Settings of a contest. Signers are parallel lists; a row without a name and title is left out. */
export const contestSchema = z
  .object({
    contestId: requiredId("Mở lại trang rồi lưu lại."),
    name: requiredText("tên cuộc thi", 200),
    startsOn: requiredDay("ngày bắt đầu"),
    description: optionalText("giới thiệu", 4_000),
    prizes: optionalText("giải thưởng", 4_000),
    contact: optionalText("liên hệ", 300),
    superiorBody: optionalText("cơ quan cấp trên", 200),
    agency: optionalText("tên cơ quan", 200),
    place: optionalText("địa danh", 100),
    signerTitle: z.array(z.string().max(200, "Chức vụ người ký dài quá 200 ký tự.")).max(4).default([]),
    signerName: z.array(z.string().max(100, "Họ tên người ký dài quá 100 ký tự.")).max(4).default([]),
    consentText: optionalText("nội dung đồng ý", 8_000),
    minimumRatePercent: wholeNumber("tỷ lệ tối thiểu", 0, 100),
  })
  .transform(({ contestId, signerTitle, signerName, ...input }) => {
    const signers = signerTitle.map((title, row) => ({ title, name: signerName[row] ?? "" })).filter(({ title, name }) => title !== "" || name !== "");
    return { contestId, input: { ...input, signers } };
  });

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

import { z } from "zod";
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

/** The short lists as rows; a new row without a name is left out, a known one without a name is taken away. */
export const catalogueSchema = z
  .object({
    levelId: ids, levelName: names,
    topicId: ids, topicName: names,
    unitTypeId: ids, unitTypeName: names,
    blocId: ids, blocName: names,
    blocGender: z.array(z.enum(["", "male", "female"])).max(300).default([]),
    blocMaxAge: z.array(z.string().regex(/^(\d{1,3})?$/, "Tuổi tối đa của khối là số nguyên, hoặc để trống.")).max(300).default([]),
  })
  .transform((form) => ({
    levels: rows(form.levelId, form.levelName).map(({ id, name }) => ({ id, name })),
    topics: rows(form.topicId, form.topicName).map(({ id, name }) => ({ id, name })),
    unitTypes: rows(form.unitTypeId, form.unitTypeName).map(({ id, name }) => ({ id, name })),
    blocs: rows(form.blocId, form.blocName).map(({ id, name, row }) => ({ id, name, onlyGender: form.blocGender[row] || null, maxAge: form.blocMaxAge[row] ? Number(form.blocMaxAge[row]) : null })),
  }));

function rows(rowIds: readonly string[], rowNames: readonly string[]) {
  return rowNames.map((name, row) => ({ id: rowIds[row] ?? "", name, row })).filter(({ id, name }) => id !== "" || name !== "");
}

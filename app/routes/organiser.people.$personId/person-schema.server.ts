import { z } from "zod";
import { readPersonCode, readPhone } from "~/domain/sheets/read-person";
import type { PersonRecord } from "~/domain/roster/person";
import { box, fail, isUuid, oneOf, optionalDay, optionalText, requiredText } from "~/http/form-fields.server";

/** The fields of a person as a form sends them; codes and telephones are read as an import reads them. */
const codeField = z.string({ error: "Nhập mã số." }).transform((text, context) => {
  const read = readPersonCode({ kind: "text", text });
  return read.ok ? read.value : fail(context, text === "" ? "Nhập mã số." : read.refusal);
});

const phoneField = z.string().default("").transform((text, context) => {
  const { phone } = readPhone({ kind: "text", text });
  return phone === null && text !== "" ? fail(context, "Nhập số điện thoại đủ 10 chữ số, bắt đầu bằng số 0, hoặc để trống.") : phone;
});

export const personFields = {
  fullName: requiredText("họ và tên", 100),
  code: codeField,
  birthDate: optionalDay("ngày sinh"),
  gender: oneOf(["male", "female", ""], "Chọn giới tính trong danh sách.").transform((text) => (text === "" ? null : text)),
  rank: optionalText("cấp bậc", 100),
  jobTitle: optionalText("chức vụ", 200),
  phone: phoneField,
  blocIds: z.array(z.string().refine(isUuid, "Chọn lại khối.")).max(50).default([]),
  isCommitteeMember: box,
  acceptsDouble: box,
};

type PersonForm = PersonRecord & { readonly acceptsDouble: boolean };

/** The record alone, without what else the form carried. */
export function recordOf({ fullName, code, birthDate, gender, rank, jobTitle, phone, blocIds, isCommitteeMember }: PersonForm): PersonRecord {
  return { fullName: fullName.replace(/\n/g, " "), code, birthDate, gender, rank, jobTitle, phone, blocIds: [...new Set(blocIds)], isCommitteeMember };
}

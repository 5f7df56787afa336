import { z } from "zod";
import { optionalText, requiredDay, requiredText } from "./form-fields.server";

/** Fields that the first setup and the settings of a contest have in common. */
export const nameFields = {
  name: requiredText("tên cuộc thi", 200),
  startsOn: requiredDay("ngày bắt đầu"),
  contact: optionalText("liên hệ", 300),
};

/** The agency block of documents. Signers are parallel lists. */
export const documentFields = {
  superiorBody: optionalText("cơ quan cấp trên", 200),
  agency: optionalText("tên cơ quan", 200),
  place: optionalText("địa danh", 100),
  signerTitle: z.array(z.string().max(200, "Chức vụ người ký dài quá 200 ký tự.")).max(4).default([]),
  signerName: z.array(z.string().max(100, "Họ tên người ký dài quá 100 ký tự.")).max(4).default([]),
};

/** A row without a name and title is left out. */
export function signersOf({ signerTitle, signerName }: { signerTitle: readonly string[]; signerName: readonly string[] }) {
  return signerTitle.map((title, row) => ({ title, name: signerName[row] ?? "" })).filter((signer) => signer.title !== "" || signer.name !== "");
}

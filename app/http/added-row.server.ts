/** “Thêm dòng” of a list in a form: every field of one more row, empty. Works without scripts; nothing is stored. */
const fieldsOf: Readonly<Record<string, readonly string[]>> = {
  signers: ["signerTitle", "signerName"],
  blocs: ["blocId", "blocName", "blocGender", "blocMaxAge"],
  unitTypes: ["unitTypeId", "unitTypeName"],
  levels: ["levelId", "levelName"],
  topics: ["topicId", "topicName"],
};

/** The form with the row; null where another button was pressed. */
export function withAddedRow(form: FormData): { readonly form: FormData; readonly list: string } | null {
  const list = /^add-row-(\w+)$/.exec(String(form.get("intent")))?.[1];
  if (list === undefined || !Object.hasOwn(fieldsOf, list)) return null;
  const longer = new FormData();
  for (const [name, value] of form) longer.append(name, value);
  for (const field of fieldsOf[list]!) longer.append(`${field}[]`, "");
  return { form: longer, list };
}

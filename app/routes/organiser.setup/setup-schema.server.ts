import { z } from "zod";
import { type CatalogueFields, catalogueFields, cataloguesOf, doubleNames } from "~/http/catalogue-fields.server";
import { documentFields, nameFields, signersOf } from "~/http/contest-fields.server";
import { type ParsedForm, parseCheckedForm } from "~/http/form.server";
import { requiredText } from "~/http/form-fields.server";
import type { FirstSetup } from "~/use-cases/contest/set-up-contest.server";

const setupFields = z.object({
  ...nameFields,
  contact: requiredText("liên hệ của Ban Tổ chức", 300),
  ...documentFields,
  agency: requiredText("tên cơ quan ban hành", 200),
  ...catalogueFields,
});

/** Contest and short lists. People and questions can't be imported without a bloc and a level; unit types and topics come with the files. */
export function parseSetup(form: FormData): ParsedForm<Omit<FirstSetup, "accountId">> {
  const parsed = parseCheckedForm(form, setupFields, (known) => ({ ...emptyLists(known), ...doubleNames(known) }));
  if (!parsed.ok) return parsed;
  const { name, startsOn, contact, superiorBody, agency, place, signerTitle, signerName, ...lists } = parsed.value;
  const head = { name, startsOn, contact, superiorBody, agency, place, signers: signersOf({ signerTitle, signerName }) };
  return { ok: true, value: { head, lists: cataloguesOf(lists) } };
}

function emptyLists({ blocName, levelName }: Partial<CatalogueFields>): Record<string, string> {
  const isEmpty = (names: readonly string[] | undefined) => names?.every((name) => name === "") ?? false;
  return { ...(isEmpty(blocName) && { blocs: "Ghi ít nhất một khối." }), ...(isEmpty(levelName) && { levels: "Ghi ít nhất một mức độ." }) };
}

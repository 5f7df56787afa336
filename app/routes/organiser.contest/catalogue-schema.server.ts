import { z } from "zod";
import { catalogueFields, cataloguesOf, doubleNames } from "~/http/catalogue-fields.server";
import { type ParsedForm, parseCheckedForm } from "~/http/form.server";

export function parseCatalogues(form: FormData): ParsedForm<ReturnType<typeof cataloguesOf>> {
  const parsed = parseCheckedForm(form, z.object(catalogueFields), doubleNames);
  return parsed.ok ? { ok: true, value: cataloguesOf(parsed.value) } : parsed;
}

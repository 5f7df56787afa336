import type { z } from "zod";
import type { FormState } from "~/components/ui/form-state";
import { normaliseText } from "~/domain/shared/text";

/** A form either gives its value or comes back with what was typed and one message per field. */
export type ParsedForm<Value> = { ok: true; value: Value } | { ok: false; state: FormState };

/** Fields whose text is taken as typed: a password may begin with a blank. */
const verbatim = new Set(["password", "newPassword", "repeatPassword", "currentPassword", "secret"]);

/** What is never sent back to the page. */
export const isSecretField = (name: string) => verbatim.has(name);

/**
 * Form data → value by schema. Text is normalised (NFC) before it is checked. A name that ends in `[]` becomes a list under
 * its name without `[]`; of any other name that occurs several times the last one counts.
 */
export function parseForm<Schema extends z.ZodType>(formData: FormData, schema: Schema): ParsedForm<z.output<Schema>> {
  const values = readFields(formData);
  const parsed = schema.safeParse(values);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors: Record<string, string> = Object.create(null);
  for (const issue of parsed.error.issues) errors[issue.path.join(".") || "form"] ??= issue.message;
  return { ok: false, state: { values: keptValues(values), errors: { ...errors } } };
}

/** Fields of an object schema that are right by themselves. */
export type Known<Fields extends z.ZodObject> = Partial<z.output<Fields>>;

/**
 * As parseForm, with rules between fields: `check` sees every field that is right by itself, so one pass finds all there is to mend.
 * Messages stand in the order of the schema.
 */
export function parseCheckedForm<Fields extends z.ZodObject>(formData: FormData, fields: Fields, check: (known: Known<Fields>) => Partial<Record<string, string>>): ParsedForm<z.output<Fields>> {
  const parsed = parseForm(formData, fields);
  const between = Object.entries(check(parsed.ok ? parsed.value : knownFields(formData, fields)));
  if (parsed.ok && between.length === 0) return parsed;
  const found = new Map<string, string>(parsed.ok ? [] : Object.entries(parsed.state.errors));
  for (const [name, message] of between) if (message !== undefined && !found.has(name)) found.set(name, message);
  const order = Object.keys(fields.shape);
  const place = (name: string) => (order.indexOf(name.split(".")[0]!) + 1 || order.length + 1);
  const errors = Object.fromEntries([...found].sort(([a], [b]) => place(a) - place(b)));
  return { ok: false, state: refusedForm(formData, errors) };
}

function knownFields<Fields extends z.ZodObject>(formData: FormData, fields: Fields): Known<Fields> {
  const values = readFields(formData);
  const each = Object.entries(fields.shape).map(([name, field]) => [name, (field as z.ZodType).safeParse(values[name])] as const);
  return Object.fromEntries(each.flatMap(([name, parsed]) => (parsed.success ? [[name, parsed.data]] : []))) as Known<Fields>;
}

/** What was typed, to show the form again with a refusal that came from a use case. */
export function refusedForm(formData: FormData, errors: Record<string, string>): FormState {
  return { values: keptValues(readFields(formData)), errors };
}

type Fields = Record<string, string | string[]>;

function readFields(formData: FormData): Fields {
  const fields: Fields = {};
  for (const name of new Set(formData.keys())) {
    if (name === "__proto__") continue;
    const texts = formData.getAll(name).filter((value): value is string => typeof value === "string");
    const clean = verbatim.has(name) ? texts.map((text) => text.normalize("NFC")) : texts.map(normaliseText);
    const isList = name.endsWith("[]");
    fields[isList ? name.slice(0, -2) : name] = isList ? clean : (clean[clean.length - 1] ?? "");
  }
  return fields;
}

function keptValues(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !verbatim.has(name)));
}

import { z } from "zod";
import { normaliseText } from "~/domain/shared/text";
import { isUuid } from "~/http/form-fields.server";

/** The filter of the roster as it stands in the address. What is not understood is left out, never an error. */
const id = z.string().refine(isUuid).nullable().catch(null);
const schema = z.object({
  q: z.string().transform(normaliseText).transform((text) => text.slice(0, 100)).catch(""),
  unit: id,
  bloc: id,
  retired: z.string().optional().transform((value) => value === "1"),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

export function readPeopleQuery(url: string): z.output<typeof schema> {
  return schema.parse(Object.fromEntries(new URL(url).searchParams));
}

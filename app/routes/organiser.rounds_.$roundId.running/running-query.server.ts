import { z } from "zod";
import { normaliseText } from "~/domain/shared/text";
import { isUuid } from "~/http/form-fields.server";

/** The filter as it stands in the address. What is not understood is left out, never an error. */
const schema = z.object({
  q: z.string().transform(normaliseText).transform((text) => text.slice(0, 100)).catch(""),
  unit: z.string().refine(isUuid).nullable().catch(null),
  state: z.enum(["not-started", "in-progress", "silent", "submitted", "expired", "voided"]).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

export function readRunningQuery(url: string): z.output<typeof schema> {
  return schema.parse(Object.fromEntries(new URL(url).searchParams));
}

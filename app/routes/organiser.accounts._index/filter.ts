import { z } from "zod";
import { type Role, roleLabels } from "~/domain/access/policy";
import { normaliseText } from "~/domain/shared/text";
import type { AccountQuery } from "~/use-cases/accounts/list-accounts.server";

const roles = Object.keys(roleLabels) as Role[];

const schema = z.object({
  q: z.string().transform(normaliseText).pipe(z.string().max(100)).catch(""),
  unit: z.uuid().nullable().catch(null),
  role: z.enum(["participant", ...roles]).nullable().catch(null),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** The list's address → filter; what makes no sense there filters nothing. */
export function readAccountFilter(search: URLSearchParams): AccountQuery {
  const { q, unit, role, page } = schema.parse(Object.fromEntries(["q", "unit", "role", "page"].map((name) => [name, search.get(name)])));
  return { term: q, unitId: unit, role, page };
}

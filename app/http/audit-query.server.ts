import { z } from "zod";
import { type AuditKind, kindLabels } from "~/domain/audit/actions";
import { normaliseText } from "~/domain/shared/text";
import { parseLocalInstant } from "~/domain/shared/time";
import type { AuditQuery } from "~/use-cases/audit/audit-query";

/** The audit's filter as it stands in the address. What makes no sense there filters nothing. */
const day = z.string().refine((text) => parseLocalInstant(`${text}T00:00`) !== null).nullable().catch(null);
const kinds = ["changes", "all", ...(Object.keys(kindLabels) as AuditKind[])] as const;

const schema = z.object({
  q: z.string().transform(normaliseText).pipe(z.string().max(100)).catch(""),
  kind: z.enum(kinds).catch("changes"),
  /** `type:id`. */
  subject: z.string().regex(/^[a-z-]{1,40}:[\w-]{1,64}$/).nullable().catch(null),
  /** Id of a deed done to many things. */
  deed: z.string().regex(/^\d{1,15}$/).nullable().catch(null),
  from: day,
  to: day,
  /** `at-id` of the last row of the page before. */
  after: z.string().regex(/^\d{1,14}-\d{1,15}$/).nullable().catch(null),
});

type Parameters = z.output<typeof schema>;

export function readAuditQuery(url: string): { query: AuditQuery; after: { at: number; id: number } | null; shared: Record<string, string | undefined> } {
  const given = new URL(url).searchParams;
  const parameters: Parameters = schema.parse(Object.fromEntries(Object.keys(schema.shape).map((name) => [name, given.get(name)])));
  const { q, kind, subject, deed, from, to, after } = parameters;
  const [type, id] = subject?.split(":") ?? [];
  const [at, row] = after?.split("-").map(Number) ?? [];
  return {
    query: { actor: q, kind, from, to, subject: type !== undefined && id !== undefined ? { type, id } : null, partOf: deed === null ? null : Number(deed) },
    after: at !== undefined && row !== undefined ? { at, id: row } : null,
    shared: { q, kind: kind === "changes" ? undefined : kind, subject: subject ?? undefined, deed: deed ?? undefined, from: from ?? undefined, to: to ?? undefined },
  };
}

/** What part of the audit somebody looks at, and what the tables are asked for it. */
import { type AuditAction, type AuditKind, actionsOfKind, kindLabels } from "~/domain/audit/actions";
import { searchForm } from "~/domain/shared/text";
import { addDays, type Day, startOfDay } from "~/domain/shared/time";
import type { Handle } from "~db/client.server";
import { type AuditFilter, findAccountIds } from "~db/read-models/audit.server";

/** `changes`: everything but signing in and what people say about themselves, which is most rows and seldom looked for. */
export type AuditScope = "changes" | "all" | AuditKind;

export type AuditQuery = {
  /** Part of a name or the beginning of a login; empty for everybody. */
  readonly actor: string;
  readonly kind: AuditScope;
  readonly subject: { readonly type: string; readonly id: string } | null;
  /** The things that one deed was done to; null: deeds. */
  readonly partOf: number | null;
  /** Whole days in Vietnam, both included. */
  readonly from: Day | null;
  readonly to: Day | null;
};

const kinds = Object.keys(kindLabels) as AuditKind[];
const mostActors = 200;

export async function filterOf(handle: Handle, { actor, kind, subject, partOf, from, to }: AuditQuery): Promise<AuditFilter> {
  return {
    accountIds: actor === "" ? null : await findAccountIds(handle, searchForm(actor), mostActors),
    actions: actionsOf(kind, subject !== null || partOf !== null),
    subject,
    partOf,
    from: from === null ? null : startOfDay(from),
    until: to === null ? null : startOfDay(addDays(to, 1)),
  };
}

/** Of one subject or deed everything is wanted. Changes are named one by one, so that an index finds them among a hundred times as many sign-ins. */
function actionsOf(kind: AuditScope, isOfOne: boolean): readonly AuditAction[] | null {
  if (kind === "all" || (kind === "changes" && isOfOne)) return null;
  return kind === "changes" ? kinds.filter((each) => each !== "access" && each !== "self").flatMap(actionsOfKind) : actionsOfKind(kind);
}

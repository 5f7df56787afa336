import { actionLabel } from "~/domain/audit/actions";
import { type AuditChange, changesOf, idsInside } from "~/domain/audit/difference";
import { catalogueLabels, subjectTypeLabels } from "~/domain/audit/words";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "~db/client.server";
import type { AuditKey, AuditRow } from "~db/read-models/audit.server";
import { findNames } from "~db/read-models/names.server";

/** One row of the audit in words. */
export type AuditLine = {
  readonly key: AuditKey;
  readonly at: Instant;
  readonly actor: { readonly name: string; readonly login: string | null };
  readonly action: string;
  readonly subject: { readonly type: string; readonly id: string; readonly label: string; /** Null where nothing of that id is there any more. */ readonly name: string | null };
  readonly changes: readonly AuditChange[];
  /** Null where none was asked for or given. */
  readonly reason: string | null;
};

/** Names of everything the rows speak of are read in one statement. */
export async function auditLines(handle: Handle, rows: readonly AuditRow[]): Promise<AuditLine[]> {
  const names = await findNames(handle, rows.flatMap(({ subjectId, before, after }) => [...idsInside(subjectId), ...idsInside(before), ...idsInside(after)]));
  return rows.map(({ id, at, subjectType, subjectId, before, after, reason, ...row }) => ({
    key: { at, id },
    at,
    reason: reason || null,
    actor: actorOf(row),
    action: actionLabel(row.action),
    subject: { type: subjectType, id: subjectId, label: subjectTypeLabels[subjectType] ?? subjectType, name: names.get(subjectId) ?? catalogueLabels[subjectId] ?? null },
    changes: changesOf(before, after, names),
  }));
}

function actorOf({ accountId, actorName, actorLogin, action }: Pick<AuditRow, "accountId" | "actorName" | "actorLogin" | "action">): AuditLine["actor"] {
  if (accountId === null) return { name: action.startsWith("sign-in") ? "Chưa đăng nhập" : "Lệnh trên máy chủ", login: null };
  return { name: actorName ?? "Tài khoản không còn", login: actorLogin };
}

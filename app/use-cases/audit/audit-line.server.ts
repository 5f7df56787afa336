import { actionLabel } from "~/domain/audit/actions";
import { type AuditChange, changesOf, idsInside } from "~/domain/audit/difference";
import { catalogueLabels, ownFieldLabels, subjectTypeLabels } from "~/domain/audit/words";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "~db/client.server";
import { type AuditKey, type AuditRow, findDeedsWithParts, findLastNames, type LastName } from "~db/read-models/audit.server";
import { findNames } from "~db/read-models/names.server";

/** One row of the audit in words. */
export type AuditLine = {
  readonly key: AuditKey;
  readonly at: Instant;
  readonly actor: { readonly name: string; readonly login: string | null };
  readonly action: string;
  readonly subject: { readonly type: string; readonly id: string; readonly label: string; /** As it is called now; of what is gone as it was called last. Null where nothing was ever called by that id. */ readonly name: string | null };
  readonly changes: readonly AuditChange[];
  /** Null where none was asked for or given. */
  readonly reason: string | null;
  /** Done to many things at once: each has a line of its own below this one. */
  readonly hasParts: boolean;
};

/** Names of everything the rows speak of are read in one statement, in a second one those of what is gone. */
export async function auditLines(handle: Handle, rows: readonly AuditRow[]): Promise<AuditLine[]> {
  const names = await findNames(handle, rows.flatMap(({ subjectId, before, after }) => [...idsInside(subjectId), ...idsInside(before), ...idsInside(after)]));
  const nameOf = (subjectId: string) => names.get(subjectId) ?? catalogueLabels[subjectId] ?? null;
  const deeds = await findDeedsWithParts(handle, rows.map(({ id }) => id));
  const lastNames = await findLastNames(handle, rows.flatMap(({ subjectId }) => (nameOf(subjectId) === null ? [subjectId] : [])));
  return rows.map(({ id, at, subjectType, subjectId, before, after, reason, ...row }) => ({
    key: { at, id },
    at,
    reason: reason || null,
    hasParts: deeds.has(id),
    actor: actorOf(row),
    action: actionLabel(row.action),
    subject: { type: subjectType, id: subjectId, label: subjectTypeLabels[subjectType] ?? subjectType, name: nameOf(subjectId) ?? lastNameText(lastNames.get(subjectId)) },
    changes: changesOf(before, after, names, ownFieldLabels[row.action]),
  }));
}

function lastNameText(last: LastName | undefined): string | null {
  if (last === undefined) return null;
  return last.name !== null && last.code !== null ? `${last.name} (${last.code})` : (last.name ?? last.code);
}

function actorOf({ accountId, actorName, actorLogin, action }: Pick<AuditRow, "accountId" | "actorName" | "actorLogin" | "action">): AuditLine["actor"] {
  if (accountId === null) return { name: action.startsWith("sign-in") ? "Chưa đăng nhập" : "Lệnh trên máy chủ", login: null };
  return { name: actorName ?? "Tài khoản không còn", login: actorLogin };
}

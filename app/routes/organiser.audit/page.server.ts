import { formatDay } from "~/domain/shared/time";
import { readAuditQuery } from "~/http/audit-query.server";
import type { GuardedArgs } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { mostExportedRows, scopeLabels } from "~/use-cases/audit/export-audit.server";
import { listAudit } from "~/use-cases/audit/list-audit.server";

export async function loadPage({ context, request }: GuardedArgs) {
  const { query, after, shared } = readAuditQuery(request.url);
  const { lines, older } = await listAudit(context.app, { query, after });
  return {
    lines: lines.map(({ key, at, actor, action, subject, changes, reason, hasParts }) => ({
      id: key.id, at, action, reason,
      actor: { ...actor, href: actor.login === null ? null : paths.organiserAudit({ q: actor.login, kind: shared["kind"] }) },
      subject: { label: subject.label, name: subject.name, href: paths.organiserAudit({ subject: `${subject.type}:${subject.id}` }) },
      partsHref: hasParts ? paths.organiserAudit({ deed: String(key.id) }) : null,
      changes: changes.map(({ label, before, after: to }) => ({ label, before, after: to })),
    })),
    values: { q: query.actor, kind: query.kind, from: query.from ?? "", to: query.to ?? "", subject: shared["subject"] ?? null, deed: shared["deed"] ?? null },
    kinds: Object.entries(scopeLabels).map(([value, label]) => ({ value, label })),
    /** Of the one subject that is looked at. */
    subjectName: query.subject === null ? null : (lines[0]?.subject.name ?? lines[0]?.subject.label ?? "một đối tượng"),
    /** Of the one deed whose things are looked at. */
    deedName: query.partOf === null ? null : (lines[0]?.action ?? "một việc"),
    isFiltered: Object.values(shared).some((value) => value !== undefined && value !== ""),
    isUpsideDown: query.from !== null && query.to !== null && query.from > query.to ? `Từ ngày ${formatDay(query.from)} sau đến ngày ${formatDay(query.to)}; hãy đổi lại.` : null,
    isFirst: after === null,
    newestHref: paths.organiserAudit(shared),
    olderHref: older === null ? null : paths.organiserAudit({ ...shared, after: `${older.at}-${older.id}` }),
    exportHref: paths.auditWorkbook(shared),
    clearHref: paths.organiserAudit(),
    mostExportedRows,
  };
}

export type AuditPageView = Awaited<ReturnType<typeof loadPage>>;

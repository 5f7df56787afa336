import { TableFrame } from "~/components/ui/table-frame";
import { formatClockTime, formatDay, dayOf } from "~/domain/shared/time";
import type { AuditPageView } from "./page.server";

type Line = AuditPageView["lines"][number];

export function AuditTable({ lines }: { lines: readonly Line[] }) {
  return (
    <TableFrame label="Nhật ký" stacked>
      <table className="audit">
        <thead><tr><th scope="col">Thời điểm</th><th scope="col">Người thực hiện</th><th scope="col">Việc</th><th scope="col">Thay đổi</th></tr></thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td className="num"><span className="nb">{formatDay(dayOf(line.at))}</span> <span className="nb muted">{formatClockTime(line.at)}</span></td>
              <td>{line.actor.href ? <a href={line.actor.href}>{line.actor.name}</a> : line.actor.name}{line.actor.login && <span className="muted small login">{line.actor.login}</span>}</td>
              <td className="deed"><b>{line.action}</b><a className="small" href={line.subject.href}><span className="muted">{line.subject.label}</span>{line.subject.name && <> {line.subject.name}</>}</a>{line.partsHref && <a className="small" href={line.partsHref}>Xem từng mục</a>}</td>
              <td className="what"><Changes line={line} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

const shownAtOnce = 4;

function Changes({ line: { changes, reason } }: { line: Line }) {
  if (changes.length === 0 && reason === null) return <>–</>;
  const [first, rest] = [changes.slice(0, shownAtOnce), changes.slice(shownAtOnce)];
  return (
    <div className="changes">
      {first.map((change) => <Change key={change.label} change={change} />)}
      {rest.length > 0 && <details><summary>Thêm {rest.length} mục</summary>{rest.map((change) => <Change key={change.label} change={change} />)}</details>}
      {reason !== null && <p><span className="muted">Lý do:</span> {reason}</p>}
    </div>
  );
}

function Change({ change: { label, before, after } }: { change: Line["changes"][number] }) {
  return (
    <div>
      <span className="muted">{label}:</span>{" "}
      {before !== null && <><del><Value text={before} /></del> <span aria-hidden="true">→</span><span className="visually-hidden">thành</span> </>}
      {after === null ? <span className="muted">(trống)</span> : before === null ? <Value text={after} /> : <ins><Value text={after} /></ins>}
    </div>
  );
}

const longest = 220;

/** A long text is opened on demand. */
function Value({ text }: { text: string }) {
  if (text.length <= longest) return <span className="keep-lines">{text}</span>;
  return <details className="long"><summary>{text.slice(0, longest)}…</summary><span className="keep-lines">{text.slice(longest)}</span></details>;
}

import { LegalText } from "~/components/ui/legal-text";
import { TableFrame } from "~/components/ui/table-frame";
import type { Outcome } from "~/domain/sheets/plan";
import type { FieldChange } from "~/domain/sheets/plan-changes";

export type PlanItem = {
  readonly row: number;
  readonly what: string;
  readonly detail: string;
  readonly outcome: Outcome;
  readonly isWarned: boolean;
  readonly remarks: readonly string[];
  readonly changes: readonly FieldChange[];
};

const outcomes: Record<Outcome, { text: string; tone: string }> = {
  create: { text: "Tạo mới", tone: "tag" },
  change: { text: "Thay đổi", tone: "tag" },
  same: { text: "Giữ nguyên", tone: "tag mute" },
  rejected: { text: "Từ chối", tone: "tag err" },
};

/** What a file does, row by row, with the row numbers that Excel shows. */
export function PlanTable({ rows }: { rows: readonly PlanItem[] }) {
  return (
    <TableFrame label="Các dòng của tệp" stacked>
      <table className="plan">
        <thead><tr><th className="r">Dòng</th><th>Kết quả</th><th>Nội dung</th><th>Lý do, cảnh báo</th></tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row}>
              <td className="r" data-label="Dòng">{row.row}</td>
              <td><span className="tags"><span className={outcomes[row.outcome].tone}>{outcomes[row.outcome].text}</span>{row.isWarned && <span className="tag warn">Cảnh báo</span>}</span></td>
              <td className="lead plan-what">{row.what === "" ? <span className="muted">–</span> : <LegalText text={row.what} />}{row.detail !== "" && <p className="small muted">{row.detail}</p>}</td>
              <td className="plan-why">
                {row.remarks.length > 0 && <ul className="plain-list">{row.remarks.map((remark, index) => <li key={index}>{remark}</li>)}</ul>}
                {row.changes.length > 0 && <Changes changes={row.changes} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

function Changes({ changes }: { changes: readonly FieldChange[] }) {
  return (
    <ul className="plain-list small" aria-label="Thay đổi">
      {changes.map(({ label, before, after }) => <li key={label}><span className="muted">Đổi {label}:</span> {before ?? "(trống)"} → {after ?? "(trống)"}</li>)}
    </ul>
  );
}

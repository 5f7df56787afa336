import { LegalText } from "~/components/ui/legal-text";
import { TableFrame } from "~/components/ui/table-frame";

type Props = { differences: readonly { readonly field: string; readonly before: string; readonly after: string }[] };

/** What an edit took away and what it put there, field by field. */
export function DifferenceTable({ differences }: Props) {
  return (
    <TableFrame label="Đã thay đổi" stacked>
      <table className="plain differences">
        <thead><tr><th>Mục</th><th>Trước</th><th>Sau</th></tr></thead>
        <tbody>
          {differences.map(({ field, before, after }, row) => (
            <tr key={row}>
              <td><b>{field}</b></td>
              <td data-label="Trước" className="keep-lines">{before === "" ? <span className="muted">(không có)</span> : <del><LegalText text={before} /></del>}</td>
              <td data-label="Sau" className="keep-lines">{after === "" ? <span className="muted">(đã bỏ)</span> : <ins><LegalText text={after} /></ins>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

import type { FormState } from "~/components/ui/form-state";
import { TableFrame } from "~/components/ui/table-frame";
import type { EligibleWarning } from "~/domain/roster/eligible";
import { cellName } from "./cell-name";

type Column = { readonly blocId: string | null; readonly name: string };
type Line = { readonly unitId: string; readonly code: string; readonly name: string; readonly depth: number; readonly cells: readonly { readonly count: number | null; readonly onRoster: number }[]; readonly warnings: readonly EligibleWarning[] };
type Props = { columns: readonly Column[]; lines: readonly Line[]; outOfForce: number; sums: readonly (number | null)[]; rosterSums: readonly number[]; state: FormState | undefined };

const warningText = { "below-roster": "ít hơn số có tên", "above-total": "lớn hơn cả đơn vị" };

/** One field per unit and bloc; under it how many are on the roster, and what looks wrong. */
export function EligibleTable({ columns, lines, outOfForce, sums, rosterSums, state }: Props) {
  return (
    <TableFrame label="Số người thuộc diện dự thi" stacked>
      <table className="eligible">
        <thead><tr><th>Đơn vị</th>{columns.map(({ name }) => <th key={name}>{name}</th>)}</tr></thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.unitId}>
              <td className={`lead depth-${Math.min(line.depth, 4)}`}>{line.name} <span className="small muted num nb">{line.code}</span></td>
              {columns.map((column, index) => <td key={column.name} data-label={column.name}><Cell line={line} column={column} index={index} state={state} /></td>)}
            </tr>
          ))}
        </tbody>
        <tfoot><tr><td className="lead">{outOfForce > 0 ? "Cộng các đơn vị đang hoạt động" : "Cộng"}</td>{columns.map(({ name }, index) => <td className="num" key={name} data-label={name}>{sums[index] ?? "–"} <span className="small muted nb">có tên {rosterSums[index]}</span></td>)}</tr></tfoot>
      </table>
    </TableFrame>
  );
}

function Cell({ line, column, index, state }: { line: Line; column: Column; index: number; state: FormState | undefined }) {
  const name = cellName(line.unitId, column.blocId);
  const { count, onRoster } = line.cells[index]!;
  const typed = state?.values[name];
  const error = state?.errors[name];
  const warning = line.warnings.find((one) => one.column === index);
  return (
    <>
      <input id={name} name={name} inputMode="numeric" maxLength={6} autoComplete="off" defaultValue={typeof typed === "string" ? typed : (count ?? "")} aria-label={`${line.name}: ${column.name}`} aria-invalid={error ? true : undefined} aria-describedby={`${name}-note`} />
      <span id={`${name}-note`} className={warning || error ? "small warn-text" : "small muted num"}>{error ?? (warning ? `${warningText[warning.kind]}${warning.kind === "below-roster" ? ` (${onRoster})` : ""}` : `có tên ${onRoster}`)}</span>
    </>
  );
}

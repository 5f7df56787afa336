import { EmptyState } from "~/components/ui/empty-state";
import { useOpenOnPaper } from "./open-on-paper";
import { type Basis, rosterBasisNote } from "~/domain/participation/basis";

type Cell = { readonly value: string; readonly lines: readonly string[] };
type Row = {
  readonly unitId: string;
  readonly unitName: string;
  readonly href: string;
  readonly rank: number | null;
  readonly cells: readonly Cell[];
  readonly validEntries: number;
  readonly decidedBy: string | null;
  readonly remark: string | null;
};
export type CollectiveTablesView = {
  readonly criterion: string;
  readonly explanation: readonly string[];
  readonly basis: Basis;
  readonly columns: readonly string[];
  readonly classes: readonly { readonly typeId: string; readonly name: string; readonly rows: readonly Row[] }[];
};

/** Units within their class, each with the numbers its place comes from; units that are not ranked say why. */
export function CollectiveTables({ view }: { view: CollectiveTablesView }) {
  useOpenOnPaper();
  const { criterion, explanation, basis, classes, columns } = view;
  if (classes.length === 0) return <EmptyState title="Chưa có đơn vị nào">Cần nhập danh sách đơn vị và số người thuộc diện dự thi.</EmptyState>;
  return (
    <>
      <div className="stack">
        <p>Xếp theo <b>{criterion}</b>, riêng trong từng loại đơn vị.</p>
        <details>
          <summary>Cách tính</summary>
          <ul className="small explanation">{explanation.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
        </details>
      </div>
      {basis === "roster" && <p className="note">{rosterBasisNote}</p>}
      {classes.map((each) => <ClassTable key={each.typeId} name={each.name} rows={each.rows} columns={columns} />)}
    </>
  );
}

function ClassTable({ name, rows, columns }: { name: string; rows: readonly Row[]; columns: readonly string[] }) {
  return (
    <section className="stack" aria-label={name}>
      <h2>{name}</h2>
      <div className="scroll" role="region" aria-label={`Xếp hạng tập thể: ${name}`} tabIndex={0}>
        <table className="collective">
          <thead>
            <tr>
              <th scope="col" className="r">Hạng</th><th scope="col">Đơn vị</th>
              {columns.map((column) => <th key={column} scope="col" className="r">{column}</th>)}
              <th scope="col" className="r">Bài hợp lệ</th><th scope="col">Phân định</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.unitId}>
                <td className="r rank">{row.rank ?? "–"}</td>
                <th scope="row"><a href={row.href}>{row.unitName}</a></th>
                {row.cells.map((cell, index) => <td key={columns[index]} className="r" data-label={columns[index]}>{cell.value}{cell.lines.map((line) => <span key={line} className="working">{line}</span>)}</td>)}
                <td className="r" data-label="Bài hợp lệ">{row.validEntries}</td>
                <td className="muted" data-label={row.remark === null && row.decidedBy !== null ? "Phân định" : undefined}>{row.remark ?? row.decidedBy ?? ""}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

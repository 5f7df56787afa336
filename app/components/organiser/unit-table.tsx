import { TableFrame } from "~/components/ui/table-frame";
import { type Day, formatDay } from "~/domain/shared/time";

export type UnitItem = {
  readonly unitId: string;
  readonly code: string;
  readonly name: string;
  readonly typeName: string;
  readonly depth: number;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  readonly rosterCount: number;
  readonly eligible: number | null;
  readonly eligiblePerBloc: readonly (number | null)[];
  readonly href: string;
  readonly peopleHref: string;
  readonly slipsHref: string;
};

type Props = { blocs: readonly string[]; lines: readonly UnitItem[]; outOfForce: number; totals: { readonly roster: number; readonly eligible: number; readonly perBloc: readonly number[] } };

/** The unit tree as an indented table. Every number is of the unit itself, without those below it. */
export function UnitTable({ blocs, lines, outOfForce, totals }: Props) {
  return (
    <TableFrame label="Đơn vị" stacked>
      <table className="units">
        <thead>
          <tr>
            <th>Đơn vị</th><th>Loại</th><th className="r">Thuộc diện dự thi</th>
            {blocs.map((bloc) => <th className="r" key={bloc}>{bloc}</th>)}
            <th className="r">Có tên</th><th className="no-print"><span className="visually-hidden">Phiếu tài khoản</span></th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.unitId}>
              <td className={`lead depth-${Math.min(line.depth, 4)}`}><a className="unit-name" href={line.href}>{line.name}</a> <span className="small muted num nb">{line.code}</span><Validity {...line} /></td>
              <td className="nb" data-label="Loại">{line.typeName}</td>
              <td className="r" data-label="Thuộc diện dự thi">{line.eligible ?? "–"}</td>
              {line.eligiblePerBloc.map((count, index) => <td className="r" key={blocs[index]} data-label={blocs[index]}>{count ?? "–"}</td>)}
              <td className="r" data-label="Có tên trong danh sách"><a href={line.peopleHref} aria-label={`${line.rosterCount} người của ${line.name}`}>{line.rosterCount}</a></td>
              <td className="nb no-print"><a href={line.slipsHref} aria-label={`In phiếu tài khoản của ${line.name}`}>In phiếu</a></td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td className="lead">{outOfForce > 0 ? "Cộng các đơn vị đang hoạt động" : "Cộng"}</td><td />
            <td className="r" data-label="Thuộc diện dự thi">{totals.eligible}</td>
            {totals.perBloc.map((count, index) => <td className="r" key={blocs[index]} data-label={blocs[index]}>{count}</td>)}
            <td className="r" data-label="Có tên trong danh sách">{totals.roster}</td><td className="no-print" />
          </tr>
        </tfoot>
      </table>
    </TableFrame>
  );
}

function Validity({ validFrom, validTo }: { validFrom: Day | null; validTo: Day | null }) {
  if (validFrom === null && validTo === null) return null;
  return <p className="small muted num">{validFrom !== null && `từ ${formatDay(validFrom)} `}{validTo !== null && `đến ${formatDay(validTo)}`}</p>;
}

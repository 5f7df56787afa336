import { TableFrame } from "~/components/ui/table-frame";

export type MappingColumn = { readonly letter: string; readonly title: string; readonly samples: readonly string[]; readonly key: string | null };
export type MappingTarget = { readonly key: string; readonly title: string; readonly isRequired: boolean };

/** The columns of a file with what they hold, each with the choice of what it is. */
export function MappingTable({ columns, targets, chosen }: { columns: readonly MappingColumn[]; targets: readonly MappingTarget[]; /** Choices of a refused form. */ chosen: readonly string[] | null }) {
  return (
    <TableFrame label="Các cột của tệp" stacked>
      <table>
        <thead><tr><th>Cột</th><th>Tiêu đề trong tệp</th><th>Các dòng đầu</th><th>Là</th></tr></thead>
        <tbody>
          {columns.map(({ letter, title, samples, key }, index) => (
            <tr key={letter}>
              <td data-label="Cột"><b>{letter}</b></td>
              <td>{title === "" ? <span className="muted">(không có tiêu đề)</span> : title}</td>
              <td className="lead small muted">{samples.length === 0 ? "(trống)" : samples.join(" · ")}</td>
              <td>
                <select name="columns[]" aria-label={`Cột ${letter}${title === "" ? "" : ` “${title}”`} là`} defaultValue={chosen?.[index] ?? key ?? ""}>
                  <option value="">Không dùng</option>
                  {targets.map((target) => <option key={target.key} value={target.key}>{target.title}{target.isRequired && " *"}</option>)}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

type Option = { readonly id: string; readonly name: string };
export type UnitOption = Option & { readonly depth: number };
type Props = { blocs: readonly Option[]; units: readonly UnitOption[]; blocIds: readonly string[]; unitIds: readonly string[] };

/** Who may sit a round: by bloc and by unit; nothing ticked is everybody. Plain boxes, the units in the order of their tree. */
export function AudienceFields({ blocs, units, blocIds, unitIds }: Props) {
  return (
    <fieldset className="card stack">
      <legend className="card-title">Người được dự thi</legend>
      <p className="muted small">Không chọn khối nào và đơn vị nào nghĩa là mọi người trong danh sách.</p>
      <fieldset className="field">
        <legend>Khối</legend>
        <div className="row">{blocs.map((bloc) => <label className="choice" key={bloc.id}><input type="checkbox" name="blocIds[]" value={bloc.id} defaultChecked={blocIds.includes(bloc.id)} /><span>{bloc.name}</span></label>)}</div>
      </fieldset>
      <details open={unitIds.length > 0}>
        <summary>Chỉ một số đơn vị{unitIds.length > 0 && ` (đã chọn ${unitIds.length})`}</summary>
        <p className="muted small">Chọn một đơn vị là chọn cả các đơn vị trực thuộc. Người được chọn phải vừa thuộc khối, vừa thuộc đơn vị đã chọn.</p>
        <ul className="unit-boxes">
          {units.map((unit) => (
            <li key={unit.id} data-depth={Math.min(unit.depth, 4)}>
              <label className="choice"><input type="checkbox" name="unitIds[]" value={unit.id} defaultChecked={unitIds.includes(unit.id)} /><span>{unit.name}</span></label>
            </li>
          ))}
        </ul>
      </details>
    </fieldset>
  );
}

type Props = {
  values: { readonly q: string; readonly unit: string | null; readonly state: string | null };
  units: readonly { readonly id: string; readonly name: string; readonly depth: number }[];
  clearHref: string;
};

/** Name and unit; the state is chosen by the counts and stays as it is. */
export function SeatFilterForm({ values: { q, unit, state }, units, clearHref }: Props) {
  const isFiltered = q !== "" || unit !== null || state !== null;
  return (
    <form method="get" className="tools no-print" role="search" aria-label="Lọc người dự thi">
      {state !== null && <input type="hidden" name="state" value={state} />}
      <input type="search" name="q" defaultValue={q} placeholder="Tìm tên hoặc mã số (không cần dấu)" aria-label="Tìm tên hoặc mã số" maxLength={100} />
      <select name="unit" defaultValue={unit ?? ""} aria-label="Đơn vị, gồm cả đơn vị trực thuộc">
        <option value="">Mọi đơn vị</option>
        {units.map(({ id, name, depth }) => <option key={id} value={id}>{"\u2003".repeat(depth)}{name}</option>)}
      </select>
      <div className="row">
        <button className="btn quiet small">Lọc</button>
        {isFiltered && <a className="small" href={clearHref}>Bỏ lọc</a>}
      </div>
    </form>
  );
}

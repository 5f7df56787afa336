import { TableFrame } from "~/components/ui/table-frame";
import { type Day, formatDay } from "~/domain/shared/time";

export type PersonItem = {
  readonly personId: string;
  readonly code: string;
  readonly fullName: string;
  readonly birthDate: Day | null;
  readonly gender: "male" | "female" | null;
  readonly rank: string;
  readonly jobTitle: string;
  readonly unitName: string;
  readonly blocs: readonly string[];
  readonly isCommitteeMember: boolean;
  readonly href: string;
};

/** One page of the roster. Telephone numbers stay out of lists. */
export function PeopleTable({ lines }: { lines: readonly PersonItem[] }) {
  return (
    <TableFrame label="Người dự thi" stacked>
      <table className="people">
        <thead><tr><th>Họ và tên</th><th>Mã số</th><th>Đơn vị</th><th>Cấp bậc, chức vụ</th><th>Ngày sinh</th><th>Giới tính</th><th>Khối</th></tr></thead>
        <tbody>
          {lines.map((person) => (
            <tr key={person.personId}>
              <td className="lead"><a href={person.href}><b>{person.fullName}</b></a>{person.isCommitteeMember && <> <span className="tag warn">Ban Tổ chức</span></>}</td>
              <td className="num" data-label="Mã số">{person.code}</td>
              <td data-label="Đơn vị">{person.unitName}</td>
              <td data-label="Cấp bậc, chức vụ">{[person.rank, person.jobTitle].filter((text) => text !== "").join(", ") || "–"}</td>
              <td className="num" data-label="Ngày sinh">{person.birthDate === null ? "–" : formatDay(person.birthDate)}</td>
              <td data-label="Giới tính">{person.gender === null ? "–" : person.gender === "male" ? "Nam" : "Nữ"}</td>
              <td data-label="Khối">{person.blocs.join(", ") || "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

type Option = { readonly id: string; readonly name: string };
type FilterProps = { values: { readonly q: string; readonly unit: string | null; readonly bloc: string | null; readonly retired: boolean }; units: readonly (Option & { readonly depth: number })[]; blocs: readonly Option[]; clearHref: string };

export function PeopleFilterForm({ values, units, blocs, clearHref }: FilterProps) {
  const isFiltered = values.q !== "" || values.unit !== null || values.bloc !== null || values.retired;
  return (
    <form method="get" className="tools" role="search" aria-label="Lọc người dự thi">
      <input type="search" name="q" defaultValue={values.q} placeholder="Tìm tên hoặc mã số (không cần dấu)" aria-label="Tìm tên hoặc mã số" maxLength={100} />
      <select name="unit" defaultValue={values.unit ?? ""} aria-label="Đơn vị, gồm cả đơn vị trực thuộc"><option value="">Mọi đơn vị</option>{units.map((unit) => <option key={unit.id} value={unit.id}>{"\u2003".repeat(unit.depth)}{unit.name}</option>)}</select>
      <select name="bloc" defaultValue={values.bloc ?? ""} aria-label="Khối"><option value="">Mọi khối</option>{blocs.map((bloc) => <option key={bloc.id} value={bloc.id}>{bloc.name}</option>)}</select>
      <select name="retired" defaultValue={values.retired ? "1" : ""} aria-label="Trong hay đã ra khỏi danh sách"><option value="">Đang trong danh sách</option><option value="1">Đã ra khỏi danh sách</option></select>
      <div className="row">
        <button className="btn quiet small">Lọc</button>
        {isFiltered && <a className="small" href={clearHref}>Bỏ lọc</a>}
      </div>
    </form>
  );
}

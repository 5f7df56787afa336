import { EmptyState } from "~/components/ui/empty-state";
import { type Basis, basisLabels, rosterBasisNote } from "~/domain/participation/basis";
import { formatRate } from "~/domain/participation/rate";
import { formatPoints } from "~/domain/shared/points";
import type { StandingsPage } from "./page.server";

type View = NonNullable<StandingsPage["collective"]>;

/** Units within their class, with the working of the measure; units that are not ranked say why. */
export function CollectiveTables({ view }: { view: View }) {
  const { criterion, minimumRatePercent, basis, classes } = view;
  if (classes.length === 0) return <EmptyState title="Chưa có đơn vị nào">Cần nhập danh sách đơn vị và số người thuộc diện dự thi.</EmptyState>;
  return (
    <>
      <p className="muted small">
        Xếp theo {criterion}, riêng trong từng loại đơn vị; mỗi đơn vị không gồm đơn vị trực thuộc.
        {minimumRatePercent > 0 && ` Đơn vị có tỷ lệ dưới ${minimumRatePercent}% không xếp hạng.`}
      </p>
      {basis === "roster" && <p className="note">{rosterBasisNote}</p>}
      {classes.map((each) => <ClassTable key={each.typeId} view={each} basis={basis} />)}
    </>
  );
}

function ClassTable({ view: { name, rows }, basis }: { view: View["classes"][number]; basis: Basis }) {
  return (
    <section className="stack" aria-label={name}>
      <h2>{name}</h2>
      <div className="scroll" role="region" aria-label={`Xếp hạng tập thể: ${name}`} tabIndex={0}>
        <table className="collective">
          <thead>
            <tr>
              <th scope="col" className="r">Hạng</th><th scope="col">Đơn vị</th><th scope="col" className="r">Tỷ lệ</th><th scope="col" className="r">Đã tham gia / {basisLabels[basis].toLowerCase()}</th>
              <th scope="col" className="r">Bài hợp lệ</th><th scope="col" className="r">Điểm trung bình</th><th scope="col">Ghi chú</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.unitId}>
                <td className="r rank">{row.rank ?? "–"}</td>
                <th scope="row"><a href={row.href}>{row.unitName}</a></th>
                <td className="r">{formatRate(row.entered, row.eligible)}</td>
                <td className="r">{row.entered} / {row.eligible ?? "–"}</td>
                <td className="r">{row.validEntries}</td>
                <td className="r">{row.averageScore === null ? "–" : formatPoints(row.averageScore)}</td>
                <td className="muted">{row.remark}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

import { TableFrame } from "~/components/ui/table-frame";
import { formatCount } from "~/domain/shared/count";
import { formatPoints } from "~/domain/shared/points";
import { formatInstant } from "~/domain/shared/time";
import type { UnitPage } from "./page.server";

/** Who has entered and when; scores only where the reader may see them. Closed at first: the page is about who is missing. */
export function Entered({ people, isCut }: { people: UnitPage["entered"]; isCut: boolean }) {
  if (people.length === 0) return null;
  const hasUnits = new Set(people.map(({ unitName }) => unitName)).size > 1;
  const hasScores = people.some(({ score }) => score !== null);
  return (
    <details className="card">
      <summary><h2>Người đã tham gia ({formatCount(people.length)})</h2></summary>
      {isCut && <p className="note">Chỉ gồm người của chính đơn vị này; chọn từng đơn vị trực thuộc để xem thêm.</p>}
      <TableFrame label="Người đã tham gia">
        <table className="entered">
          <thead><tr><th scope="col">Họ và tên</th>{hasUnits && <th scope="col">Đơn vị</th>}<th scope="col">Nộp bài lúc</th>{hasScores && <th scope="col" className="r">Điểm</th>}</tr></thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.personId}>
                <th scope="row">{person.name}</th>
                {hasUnits && <td>{person.unitName}</td>}
                <td className="num nb">{formatInstant(person.submittedAt)}</td>
                {hasScores && <td className="r">{person.score === null ? "–" : formatPoints(person.score)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </details>
  );
}

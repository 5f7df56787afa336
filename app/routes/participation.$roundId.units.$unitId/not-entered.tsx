import type { ReactNode } from "react";
import { EmptyState } from "~/components/ui/empty-state";
import { isBeyondCount } from "~/domain/participation/not-entered";
import { formatCount } from "~/domain/shared/count";
import type { UnitPage } from "./page.server";

/** The people who have not entered, by unit and name, and how many more the roster does not name. */
export function NotEntered({ list, unitId, figures }: { list: UnitPage["notEntered"]; unitId: string; figures: UnitPage["figures"] }) {
  const total = list.named + (list.unnamed ?? 0);
  return (
    <section className="stack" id="chua-tham-gia" aria-labelledby="not-entered">
      <div>
        <h2 id="not-entered">Người chưa tham gia</h2>
        {total > 0 && <p className="muted">{formatCount(list.named)} người có tên trong danh sách{list.unnamed ? `, ${formatCount(list.unnamed)} người chưa có tên trong danh sách` : ""}</p>}
      </div>
      {isBeyondCount(total, figures) && (
        <p className="note">
          Thuộc diện dự thi trừ đã tham gia còn {formatCount(figures.notEntered ?? 0)} người, ít hơn {formatCount(total)} người ở đây: có đơn vị nhiều người hơn số thuộc diện dự thi, cần rà soát số này.
        </p>
      )}
      {list.isCut && <p className="note">Danh sách quá dài để xem trên một trang. Hãy chọn từng đơn vị trực thuộc ở trên; dưới đây chỉ có người của chính đơn vị này.</p>}
      {total === 0 && <EmptyState title="Tất cả đã tham gia">Không còn ai trong danh sách mà chưa có bài hợp lệ.</EmptyState>}
      {list.units.map((unit) => (
        <Group key={unit.unitId} unit={unit} isAlone={list.units.length === 1} isNamed={list.units.length > 1 || unit.unitId !== unitId}>
          {unit.people.length > 0 && (
            <ol className="people">
              {unit.people.map((person) => (
                <li key={person.personId}>
                  <b>{person.fullName}</b> <span className="num muted">{person.code}</span>{person.isSitting && <> <span className="tag warn">đang làm bài</span></>}
                  <span className="small muted meta">{[person.rank, person.jobTitle, person.blocNames.join(", ")].filter(Boolean).join(" · ")}</span>
                </li>
              ))}
            </ol>
          )}
          {unit.unnamed !== null && unit.unnamed > 0 && <p className="muted">{unit.people.length > 0 ? "Và " : ""}{formatCount(unit.unnamed)} người chưa có tên trong danh sách</p>}
        </Group>
      ))}
    </section>
  );
}

type GroupProps = { unit: UnitPage["notEntered"]["units"][number]; isAlone: boolean; isNamed: boolean; children: ReactNode };

/** Of several units each is opened by who looks for it; on paper all are (leadership.css). */
function Group({ unit, isAlone, isNamed, children }: GroupProps) {
  if (isAlone) return <section className="card not-entered" aria-label={unit.name}>{isNamed && <h3>{unit.name}</h3>}{children}</section>;
  return (
    <details className="card not-entered">
      <summary><h3>{unit.name}</h3> <span className="muted">{formatCount(unit.people.length + (unit.unnamed ?? 0))} người</span></summary>
      {children}
    </details>
  );
}

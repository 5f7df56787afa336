import type { ParticipationPage } from "./page.server";
import { rosterBasisNote } from "~/domain/participation/basis";
import { formatMoment } from "~/domain/shared/time";

/** What a reader must know before believing the figures: not open yet, nothing yet, a count missing, a count outdated. */
export function ParticipationNotes({ page }: { page: Pick<ParticipationPage, "round" | "figures" | "classes" | "unitsPath"> }) {
  const { round, figures, classes, unitsPath } = page;
  const lines = classes.flatMap((each) => each.lines);
  const unknown = lines.filter((line) => line.figures.eligible === null);
  const outdated = lines.filter(({ figures: { eligible, entered } }) => eligible !== null && entered > eligible);
  return (
    <>
      {round.phase === "before" && <p className="note">Kỳ thi mở lúc {formatMoment(round.opensAt)}. Số liệu bắt đầu có từ lúc đó.</p>}
      {round.phase !== "before" && figures.validEntries === 0 && <p className="note">Chưa có bài hợp lệ nào. Người đang làm bài được tính sau khi nộp bài hoặc hết giờ.</p>}
      {unknown.length > 0 && (
        <p className="note">
          {figures.eligible === null ? "Chưa tính được tỷ lệ chung: chưa" : "Chưa"} có số người thuộc diện dự thi của {unknown.length} đơn vị ({unknown.map((line) => line.name).join("; ")}).
          {unitsPath && <> <a href={unitsPath}>Nhập số người thuộc diện dự thi</a></>}
        </p>
      )}
      {outdated.length > 0 && <p className="note">Cần rà soát số người thuộc diện dự thi, vì ít hơn số đã tham gia: {outdated.map((line) => line.name).join("; ")}.</p>}
      {figures.basis === "roster" && <p className="note">{rosterBasisNote}</p>}
    </>
  );
}

import type { QuestionState } from "~/domain/question/question";

const deeds: Record<QuestionState, { ask: string; button: string }> = {
  approved: { ask: "Duyệt", button: "Duyệt" },
  pending: { ask: "Chuyển về chờ duyệt", button: "Chuyển" },
  retired: { ask: "Ngừng dùng", button: "Ngừng dùng" },
};

type ConfirmProps = { state: QuestionState; count: number; outOfForce: number; isToday: boolean; action: string; cancelHref: string; isChanged: boolean };

/** Before something is done to everything a filter finds, on all pages. */
export function ConfirmBulk({ state, count, outOfForce, isToday, action, cancelHref, isChanged }: ConfirmProps) {
  const { ask, button } = deeds[state];
  return (
    <form method="post" action={action} className="note stack" role="alertdialog" aria-labelledby="confirm-title">
      <p id="confirm-title"><b>{ask} tất cả {count} câu phù hợp bộ lọc?</b>{isChanged && " Số câu vừa thay đổi so với lúc hỏi."}</p>
      {state === "approved" && outOfForce > 0 && <p><b>{outOfForce} câu</b> trong đó có căn cứ không có hiệu lực {isToday ? "hôm nay" : "trong thời gian đang lọc"}.</p>}
      <p className="muted">Gồm cả các câu ở trang khác. Có thể hoàn tác ngay sau đó.</p>
      <input type="hidden" name="scope" value="all" />
      <input type="hidden" name="confirmedCount" value={count} />
      <p className="row"><button className="btn" name="intent" value={state}>{button} {count} câu</button> <a className="btn quiet" href={cancelHref}>Không</a></p>
    </form>
  );
}

/** After it: how many can be put back by one button. */
export function UndoBulk({ batchId, count, action }: { batchId: string; count: number; action: string }) {
  return (
    <form method="post" action={action} className="note ok row">
      <span className="num">{count} câu vừa đổi trạng thái.</span>
      <input type="hidden" name="batchId" value={batchId} />
      <button className="btn quiet small" name="intent" value="undo">Hoàn tác {count} câu</button>
    </form>
  );
}

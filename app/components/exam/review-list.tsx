export type ReviewItem = { position: number; isAnswered: boolean; isFlagged: boolean };

/** What is still empty or flagged, as links back to the question; a long list of answered ones would hide them. */
export function ReviewList({ items, attemptUrl }: { items: readonly ReviewItem[]; attemptUrl: string }) {
  const open = items.filter(({ isAnswered, isFlagged }) => !isAnswered || isFlagged);
  if (open.length === 0) return <p className="note ok">Tất cả {items.length} câu đã được trả lời.</p>;
  return (
    <ul className="review-list">
      {open.map(({ position, isAnswered, isFlagged }) => (
        <li key={position}>
          <a href={`${attemptUrl}#c${position}`}>
            <span>Câu {position}</span>
            <span className="row">
              {!isAnswered && <span className="tag err">Chưa trả lời</span>}
              {isFlagged && <span className="tag warn">Xem lại</span>}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

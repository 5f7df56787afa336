/** Red lines for ready rounds whose blueprint the bank no longer fills; nobody can start them. */
type ShortRoundItem = { roundId: string; roundName: string; isOpen: boolean; missing: number };

export function ShortRounds({ items, pendingHref }: { items: readonly ShortRoundItem[]; pendingHref: string }) {
  return items.map(({ roundId, roundName, isOpen, missing }) => (
    <p className="note err" key={roundId} role="alert">
      <b>Kỳ thi “{roundName}” thiếu {missing} câu đã duyệt</b> so với ma trận đề: {isOpen ? "kỳ thi đang mở nhưng không ai bắt đầu được bài thi" : "khi mở sẽ không ai bắt đầu được bài thi"}. Duyệt thêm câu hỏi phù hợp. <a href={pendingHref}>Xem các câu chờ duyệt</a>
    </p>
  ));
}

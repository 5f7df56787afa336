type Props = { questions: readonly { position: number; isAnswered: boolean; isFlagged: boolean }[]; reviewUrl: string };

/** Palette of all questions and the way on. “Lưu bài” is for pages without JavaScript; otherwise each change saves itself. */
export function ExamDock({ questions, reviewUrl }: Props) {
  const empty = questions.filter(({ isAnswered }) => !isAnswered).length;
  const flagged = questions.filter(({ isFlagged }) => isFlagged).length;
  return (
    <nav className="dock" aria-label="Danh sách câu hỏi">
      <div className="dock-in">
        <div className="palette" id="palette">
          {questions.map(({ position, isAnswered, isFlagged }) => (
            <a key={position} href={`#c${position}`} className={[isAnswered && "done", isFlagged && "flagged"].filter(Boolean).join(" ") || undefined}>
              <span className="visually-hidden">Câu </span>{position}
              <span className="visually-hidden state">{isAnswered ? ", đã trả lời" : ", còn trống"}{isFlagged && ", xem lại"}</span>
            </a>
          ))}
        </div>
        <p className="leave-state" id="leave-state" role="status" hidden />
        <div className="dock-acts">
          <span className="small muted" id="summary">{empty} câu trống · {flagged} xem lại</span>
          <span className="row">
            <button className="btn quiet without-js" name="intent" value="save">Lưu bài</button>
            <button className="btn" id="to-review" name="intent" value="review" data-review-url={reviewUrl}>Kiểm tra và nộp</button>
          </span>
        </div>
      </div>
    </nav>
  );
}

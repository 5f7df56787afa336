import { DocumentPage } from "../ui/document-page";

export type UnsavedQuestion = {
  readonly position: number;
  readonly content: string;
  readonly isFlagged: boolean;
  readonly sentIds: readonly string[];
  readonly sent: string;
  readonly stored: string | null;
};

type Props = { takeOverUrl: string; homePath: string; displayName: string; questions: readonly UnsavedQuestion[] };

/**
 * The answer to a form that came after somebody else had written: what it held and the attempt does not, to be written after
 * all by going on here. A question answered otherwise meanwhile is ticked only by the person.
 */
export function UnsavedPage({ takeOverUrl, homePath, displayName, questions }: Props) {
  return (
    <DocumentPage width="reading" account={{ displayName, homePath }}>
      <h1>Lần lưu vừa rồi không được ghi</h1>
      <p className="note err" role="alert">
        {questions.length === 0
          ? "Bài đã được làm tiếp ở thiết bị hoặc cửa sổ khác. Các câu vừa gửi giống bài đang lưu, không câu nào bị mất."
          : `Bài đã được làm tiếp ở thiết bị hoặc cửa sổ khác, nên ${questions.length} câu trả lời vừa gửi CHƯA được lưu.`}
      </p>
      <form method="post" action={takeOverUrl} className="stack" autoComplete="off">
        {questions.length > 0 && (
          <fieldset className="stack">
            <legend>Câu được đánh dấu sẽ được ghi khi tiếp tục ở đây; câu không đánh dấu giữ câu trả lời đang lưu.</legend>
            {questions.map(({ position, content, isFlagged, sentIds, sent, stored }) => (
              <div className="card check" key={position}>
                {sentIds.map((id) => <input type="hidden" name={`q${position}`} value={id} key={id} />)}
                {isFlagged && <input type="hidden" name={`f${position}`} value="1" />}
                <label>
                  <input type="checkbox" name="write" value={position} defaultChecked={stored === null} />
                  <span><b>Câu {position}. {content}</b><br />Vừa gửi: {sent}<br /><span className="muted">Đang lưu: {stored ?? "chưa trả lời"}</span></span>
                </label>
              </div>
            ))}
          </fieldset>
        )}
        <p className="row"><button className="btn">Tiếp tục ở đây</button><a href={homePath}>Về các kỳ thi</a></p>
      </form>
    </DocumentPage>
  );
}

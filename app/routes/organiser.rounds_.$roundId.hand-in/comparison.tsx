import { CheckField, TextArea } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import { TableFrame } from "~/components/ui/table-frame";
import { attemptStateLabels } from "~/domain/attempt/attempt";
import { type ComparedSave, isAcceptable, type UnsentVerdict } from "~/domain/attempt/unsent-comparison";
import { formatClockTime, formatInstant } from "~/domain/shared/time";
import type { Shown } from "./hand-in-action.server";

const verdicts: Record<UnsentVerdict, { text: string; tone: string }> = {
  new: { text: "Sẽ nhận: chưa có trên máy chủ", tone: "tag" },
  differs: { text: "Sẽ nhận: thay câu đã lưu", tone: "tag" },
  same: { text: "Đã có, giống nhau", tone: "tag mute" },
  older: { text: "Không nhận: máy chủ có câu mới hơn", tone: "tag warn" },
  late: { text: "Không nhận: chọn sau khi bài đã kết thúc", tone: "tag err" },
  invalid: { text: "Không nhận: không có trong đề", tone: "tag err" },
};

/** What is stored beside what the file holds, question by question, and the form that accepts it. */
export function Comparison({ shown: { review, file, positions }, incidentId, state }: { shown: Shown; incidentId: string; state: FormState | undefined }) {
  const { personName, personCode, unitName, number, receipt, deadlineAt, submittedAt, madeAt, rows, keysShown } = review;
  const count = rows.filter(isAcceptable).length;
  return (
    <>
      <dl className="facts num">
        <dt>Người dự thi</dt><dd>{personName} · {personCode} · {unitName}</dd>
        <dt>Lượt thi</dt><dd>Lượt {number}, mã biên nhận {receipt}, {attemptStateLabels[review.state].toLowerCase()}</dd>
        <dt>Hạn nộp</dt><dd>{formatInstant(deadlineAt)}</dd>
        {submittedAt !== null && <><dt>Kết thúc lúc</dt><dd>{formatInstant(submittedAt)}</dd></>}
        <dt>Tệp tạo lúc</dt><dd>{formatInstant(madeAt)} (theo máy của người dự thi)</dd>
      </dl>
      <TableFrame label="So sánh tệp với bài đã lưu" stacked>
        <table>
          <thead><tr><th>Câu</th><th>Đã lưu</th><th>Trong tệp</th><th>Chọn lúc</th><th>Kết luận</th></tr></thead>
          <tbody>{rows.map((row) => <Row key={row.position} row={row} />)}</tbody>
        </table>
      </TableFrame>
      {count === 0 ? <p className="note">Tệp không có câu nào nhận được.</p> : (
        <form method="post" className="card stack form-narrow" noValidate>
          <p>Tệp không tự chứng minh được thời điểm chọn. Chỉ nhận khi Ban Tổ chức đã xác minh sự cố (mất mạng, hỏng máy).</p>
          <input type="hidden" name="incidentId" value={incidentId} />
          <input type="hidden" name="file" value={file} />
          <input type="hidden" name="positions" value={positions} />
          {keysShown && (
            <>
              <p className="note"><b>Đáp án của kỳ thi đã hiện với người dự thi.</b> Tệp có thể được làm sau khi đã biết đáp án.</p>
              <CheckField name="despiteKeys" label="Ban Tổ chức đã xác minh và vẫn nhận các câu trả lời này" state={state} />
            </>
          )}
          <TextArea name="reason" label="Lý do" hint="Ghi vào biên bản sự cố; người dự thi đọc được." rows={3} maxLength={500} state={state} />
          <p><button className="btn">Nhận {count} câu và chấm lại</button></p>
        </form>
      )}
    </>
  );
}

function Row({ row: { position, verdict, letters, editedAt, stored } }: { row: ComparedSave }) {
  return (
    <tr>
      <td className="lead num">Câu {position}</td>
      <td className="num" data-label="Đã lưu">{stored === null ? "chưa có" : `${stored.letters || "bỏ trống"} (${formatClockTime(stored.savedAt)})`}</td>
      <td data-label="Trong tệp">{letters || "bỏ trống"}</td>
      <td className="num" data-label="Chọn lúc">{formatClockTime(editedAt)}</td>
      <td data-label="Kết luận"><span className={verdicts[verdict].tone}>{verdicts[verdict].text}</span></td>
    </tr>
  );
}

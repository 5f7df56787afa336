import { SelectField, TextArea } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";

type Note = { readonly id: string; readonly kind: string; readonly body: string; readonly answer: string | null; readonly sentAt: string; readonly handledAt: string | null };

/** What was asked so far and what came of it, and the form for another request. */
export function RequestForm({ notes, state }: { notes: readonly Note[]; state: FormState | undefined }) {
  return (
    <section className="stack" aria-labelledby="requests">
      <h2 id="requests">Yêu cầu chỉnh sửa, xóa</h2>
      {notes.length > 0 && (
        <ul className="own-list">{notes.map((note) => (
          <li className="card stack" key={note.id}>
            <p><b>{note.kind}</b> <span className="small muted num">{note.sentAt}</span></p>
            <p className="keep-lines">{note.body}</p>
            <p className="small muted">{note.handledAt === null ? "Ban Tổ chức chưa xử lý." : `Đã xử lý lúc ${note.handledAt}.`}</p>
            {note.answer !== null && <p className="keep-lines">Trả lời: {note.answer}</p>}
          </li>
        ))}</ul>
      )}
      <form method="post" className="stack" noValidate>
        <SelectField name="kind" label="Yêu cầu" state={state} defaultValue="correction">
          <option value="correction">Chỉnh sửa thông tin sai</option><option value="deletion">Xóa dữ liệu của tôi</option>
        </SelectField>
        <TextArea name="body" label="Nội dung" hint="Khi xóa, họ tên, ngày sinh, số điện thoại… bị xóa hẳn; các lượt thi vẫn được đếm như của một người không tên." state={state} maxLength={1_000} required />
        <p><button className="btn">Gửi Ban Tổ chức</button></p>
      </form>
    </section>
  );
}

import { SelectField, TextArea } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import { ownDataKinds } from "~/domain/access/note-kind";

type Note = { readonly id: string; readonly kind: string; readonly body: string; readonly answer: string | null; readonly sentAt: string; readonly handledAt: string | null };

const choices: Record<(typeof ownDataKinds)[number], string> = {
  correction: "Chỉnh sửa thông tin sai", restriction: "Hạn chế xử lý dữ liệu của tôi", deletion: "Xóa dữ liệu của tôi", withdrawal: "Rút lại sự đồng ý",
};

/** What was asked so far and what came of it, and the form for another request. */
export function RequestForm({ notes, state }: { notes: readonly Note[]; state: FormState | undefined }) {
  return (
    <section className="stack" aria-labelledby="requests">
      <h2 id="requests">Yêu cầu về dữ liệu của tôi</h2>
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
      <ul className="small">
        <li><b>Hạn chế xử lý</b> hoặc <b>rút lại sự đồng ý</b>: Ban Tổ chức đưa đồng chí ra khỏi danh sách dự thi, từ đó không bắt đầu lượt thi mới. Dữ liệu vẫn được lưu; các lượt đã thi vẫn được tính, kết quả đã công bố không đổi.</li>
        <li><b>Xóa dữ liệu</b>: họ tên, ngày sinh, số điện thoại… bị xóa hẳn; các lượt thi vẫn được đếm như của một người không tên. Xóa xong, đồng chí không đăng nhập được nữa và không lấy lại được dữ liệu.</li>
      </ul>
      <form method="post" className="stack" noValidate>
        <SelectField name="kind" label="Yêu cầu" state={state} defaultValue="correction">
          {ownDataKinds.map((kind) => <option key={kind} value={kind}>{choices[kind]}</option>)}
        </SelectField>
        <TextArea name="body" label="Nội dung" state={state} maxLength={1_000} required />
        <p><button className="btn">Gửi Ban Tổ chức</button></p>
      </form>
    </section>
  );
}

import { ErrorSummary } from "~/components/ui/error-summary";
import { CheckField, TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";

/** Deletion on the person's request: who it was goes, what was sat stays countable. */
export function ForgetCard({ state }: { state: FormState | undefined }) {
  return (
    <section className="card stack" aria-labelledby="forget-title">
      <h2 id="forget-title" className="card-title">Xóa thông tin cá nhân</h2>
      <p className="small muted">Khi người này yêu cầu. Họ tên, mã số, ngày sinh, giới tính, cấp bậc, chức vụ, số điện thoại, thư đã gửi bị xóa hẳn; tài khoản bị khóa; lượt thi vẫn được đếm. Kết quả đã in hoặc đã công bố trước đó không đổi.</p>
      <details open={state !== undefined}>
        <summary>Xóa thông tin cá nhân</summary>
        <form method="post" className="stack" noValidate>
          <ErrorSummary state={state} />
          <TextField name="forgetReason" label="Lý do, ví dụ ngày nhận yêu cầu" state={state} autoComplete="off" />
          <CheckField name="isSure" value="on" label="Tôi hiểu rằng xóa rồi không lấy lại được" state={state} />
          <p><button className="btn danger" name="intent" value="forget">Xóa thông tin cá nhân</button></p>
        </form>
      </details>
    </section>
  );
}

import { ErrorSummary } from "~/components/ui/error-summary";
import { TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";

/** For a unit that should never have been there; one that has done something is closed instead. */
export function DeleteCard({ state }: { state: FormState | undefined }) {
  return (
    <section className="card stack" aria-labelledby="delete-title">
      <h2 id="delete-title" className="card-title">Xóa đơn vị thêm nhầm</h2>
      <p className="small muted">Chỉ xóa được khi đơn vị chưa có người, lượt thi, số người thuộc diện dự thi và đơn vị trực thuộc.</p>
      <details open={state !== undefined}>
        <summary>Xóa đơn vị</summary>
        <form method="post" className="stack" noValidate>
          <ErrorSummary state={state} />
          <TextField name="deleteReason" label="Lý do xóa" state={state} autoComplete="off" />
          <p><button className="btn danger" name="intent" value="delete">Xóa hẳn đơn vị này</button></p>
        </form>
      </details>
    </section>
  );
}

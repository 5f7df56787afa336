import { ErrorSummary } from "~/components/ui/error-summary";
import { TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";

/** For a unit that should never have been there; one that has done something is closed instead. */
export function DeleteCard({ inTheWay, state }: { inTheWay: readonly string[]; state: FormState | undefined }) {
  return (
    <section className="card stack" aria-labelledby="delete-title">
      <h2 id="delete-title" className="card-title">Xóa đơn vị thêm nhầm</h2>
      {inTheWay.length > 0 ? (
        <>
          <ErrorSummary state={state && { ...state, errors: { form: "Chưa xóa đơn vị: nay đã có dữ liệu của đơn vị, nêu ở dưới." } }} />
          <p className="small muted">Không xóa được, vì đơn vị:</p>
          <ul className="small">{inTheWay.map((reason) => <li key={reason}>{reason}</li>)}</ul>
          <p className="small muted">Đơn vị không còn hoạt động thì chọn “Ngừng đơn vị”.</p>
        </>
      ) : (
        <details open={state !== undefined}>
          <summary>Xóa đơn vị</summary>
          <form method="post" className="stack" noValidate>
            <ErrorSummary state={state} />
            <TextField name="deleteReason" label="Lý do xóa" state={state} autoComplete="off" />
            <p><button className="btn danger" name="intent" value="delete">Xóa hẳn đơn vị này</button></p>
          </form>
        </details>
      )}
    </section>
  );
}

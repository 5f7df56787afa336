import { ErrorSummary } from "~/components/ui/error-summary";
import { TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";

type Left = { readonly text: string; readonly href: string };

/** The end of a unit and back again; what it did stays in every report. */
export function CloseCard({ isClosed, today, left, state }: { isClosed: boolean; today: string; /** What has to leave the unit first. */ left: readonly Left[]; state: FormState | undefined }) {
  return (
    <section className="card stack" aria-labelledby="close-title">
      <h2 id="close-title" className="card-title">{isClosed ? "Dùng lại đơn vị" : "Ngừng đơn vị"}</h2>
      <p className="small muted">{isClosed ? "Đơn vị lại nhận người và được tính như trước." : "Khi giải thể, sáp nhập. Chuyển người và đơn vị trực thuộc đi trước. Kết quả các kỳ đã thi vẫn giữ nguyên; kỳ thi mở sau ngày cuối không tính số người thuộc diện dự thi của đơn vị."}</p>
      <details open={state !== undefined}>
        <summary>{isClosed ? "Dùng lại" : "Ngừng đơn vị"}</summary>
        <form method="post" className="stack" noValidate>
          <ErrorSummary state={state} />
          {!isClosed && left.length > 0 && <p>Cần đi trước: {left.map(({ text, href }, index) => <span key={href}>{index > 0 && ", "}<a href={href}>{text}</a></span>)}.</p>}
          {!isClosed && <TextField name="lastDay" label="Ngày cuối" type="date" state={state} defaultValue={today} />}
          <TextField name="closeReason" label="Lý do, căn cứ" state={state} autoComplete="off" />
          <p><button className={isClosed ? "btn quiet" : "btn danger"} name="intent" value={isClosed ? "reopen" : "close"}>{isClosed ? "Dùng lại" : "Ngừng đơn vị"}</button></p>
        </form>
      </details>
    </section>
  );
}

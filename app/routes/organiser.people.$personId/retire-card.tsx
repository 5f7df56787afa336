import { ErrorSummary } from "~/components/ui/error-summary";
import { TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";

/** Off the roster and back again. */
export function RetireCard({ isRetired, today, state }: { isRetired: boolean; today: string; state: FormState | undefined }) {
  return (
    <section className="card stack" aria-labelledby="retire-title">
      <h2 id="retire-title" className="card-title">{isRetired ? "Đưa trở lại danh sách" : "Ra khỏi danh sách"}</h2>
      <p className="small muted">{isRetired ? "Được dự thi và được tính vào tình hình tham gia như trước." : "Khi chuyển đi nơi khác, nghỉ hưu, thôi sinh hoạt. Không dự thi được nữa; các lượt thi đã làm vẫn giữ nguyên."}</p>
      <details open={state !== undefined}>
        <summary>{isRetired ? "Đưa trở lại" : "Đưa ra khỏi danh sách"}</summary>
        <form method="post" className="stack" noValidate>
          <ErrorSummary state={state} />
          {!isRetired && <TextField name="fromDay" label="Từ ngày" type="date" state={state} defaultValue={today} max={today} />}
          <TextField name="rosterReason" label="Lý do" state={state} autoComplete="off" />
          <p><button className={isRetired ? "btn quiet" : "btn danger"} name="intent" value={isRetired ? "restore" : "retire"}>{isRetired ? "Đưa trở lại" : "Đưa ra khỏi danh sách"}</button></p>
        </form>
      </details>
    </section>
  );
}

import { ErrorSummary } from "~/components/ui/error-summary";
import { TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import { MergeConfirmation } from "./merge-confirmation";
import type { MergeComparison } from "./merge-comparison.server";

type Props = { code: string; doubles: readonly string[]; state: FormState | undefined; compared: MergeComparison | null; personHref: string };

/** The person of this page stays; another row, known by its code, goes into it once both have been compared. */
export function MergeCard({ code, doubles, state, compared, personHref }: Props) {
  return (
    <section className="card stack" aria-labelledby="merge-title">
      <h2 id="merge-title" className="card-title">Gộp bản ghi trùng</h2>
      {doubles.length > 0 && <p className="note">Trùng họ tên và ngày sinh với mã số {doubles.join(", ")}.</p>}
      {compared === null && <p className="small muted">Giữ lại mã số {code}. Lượt thi, câu dự đoán, thư của bản ghi kia chuyển sang đây; bản ghi kia ra khỏi danh sách và tài khoản của nó bị khóa.</p>}
      <details open={state !== undefined}>
        <summary>Gộp một bản ghi vào đây</summary>
        <form method="post" className="stack" noValidate>
          <ErrorSummary state={state} />
          {compared !== null ? <MergeConfirmation {...compared} state={state} cancelHref={personHref} /> : (
            <>
              <TextField name="goesCode" label="Mã số của bản ghi trùng" state={state} defaultValue={doubles.length === 1 ? doubles[0] : ""} autoComplete="off" autoCapitalize="none" spellCheck={false} />
              <TextField name="mergeReason" label="Lý do, căn cứ" state={state} autoComplete="off" />
              <p><button className="btn quiet" name="intent" value="merge">Đối chiếu hai bản ghi</button></p>
            </>
          )}
        </form>
      </details>
    </section>
  );
}

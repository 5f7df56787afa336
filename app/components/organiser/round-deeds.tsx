import { ErrorSummary } from "~/components/ui/error-summary";
import { TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import type { RoundState } from "~/domain/contest/round";

type Props = { state: RoundState; hasOpened: boolean; mayBeReady: boolean; isPublished: boolean; newRoundId: string; /** The page of changes under the name of what is to be done there. */ changes: { label: string; href: string } | null; previewHref: string; refusal: FormState | undefined };

/** What can be done with a whole round; every button is a POST of its own. */
export function RoundDeeds({ state, hasOpened, mayBeReady, isPublished, newRoundId, changes, previewHref, refusal }: Props) {
  return (
    <div className="stack deeds">
      {state === "draft" && (
        <form method="post">
          <button className="btn wide" name="intent" value="ready" aria-describedby={mayBeReady ? undefined : "not-ready"} disabled={!mayBeReady}>Sẵn sàng mở</button>
          {!mayBeReady && <p id="not-ready" className="small muted">Bổ sung các mục còn thiếu ở trên, lưu lại, rồi bấm nút này.</p>}
        </form>
      )}
      <div className="row">
        {state !== "cancelled" && <a className="btn quiet small" href={previewHref}>Xem và làm thử một đề</a>}
        {changes !== null && <a className="btn quiet small" href={changes.href}>{changes.label}</a>}
        {state === "ready" && !hasOpened && <form method="post"><button className="btn quiet small" name="intent" value="draft">Về bản nháp</button></form>}
        <form method="post"><input type="hidden" name="newRoundId" value={newRoundId} /><button className="btn quiet small" name="intent" value="copy">Sao chép kỳ thi</button></form>
      </div>
      {state !== "cancelled" && !isPublished && (
        <details open={refusal !== undefined}>
          <summary>Hủy kỳ thi</summary>
          <form method="post" className="stack" noValidate>
            <ErrorSummary state={refusal} />
            <p className="small muted">Không ai vào thi được nữa và kỳ thi không có kết quả. Không hoàn tác được.</p>
            <TextField name="reason" label="Lý do hủy" state={refusal} autoComplete="off" />
            <p><button className="btn danger small" name="intent" value="cancel">Hủy kỳ thi này</button></p>
          </form>
        </details>
      )}
    </div>
  );
}

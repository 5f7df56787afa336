import { ErrorSummary } from "~/components/ui/error-summary";
import { TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import type { RoundRules } from "~/domain/contest/round";
import { VisibilityFields } from "./visibility-fields";

/** After the first attempt: the name and what is shown when. */
export function StartedRoundForm({ basis, name, show, state, changesHref }: { basis: string; name: string; changesHref: string; show: RoundRules["show"]; state: FormState | undefined }) {
  return (
    <form method="post" className="stack" noValidate>
      <ErrorSummary state={state} />
      <input type="hidden" name="basis" value={basis} />
      <p className="note">Đã có người vào thi, nên thời gian, ma trận đề, lượt thi và cách xếp hạng không đổi được nữa, để công bằng với người đã thi. <a href={changesHref}>Gia hạn, thêm thời gian, thêm lượt cho mọi người hoặc đóng sớm</a> thì được, có ghi lý do.</p>
      <fieldset className="card stack">
        <legend className="card-title">Tên và công khai</legend>
        <TextField name="name" label="Tên kỳ thi" state={state} defaultValue={name} autoComplete="off" />
        <VisibilityFields show={show} state={state} />
      </fieldset>
      <p className="form-buttons"><button className="btn" name="intent" value="adjust">Lưu</button></p>
    </form>
  );
}

import { ErrorSummary } from "~/components/ui/error-summary";
import { TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import type { RoundRules } from "~/domain/contest/round";
import { VisibilityFields } from "./visibility-fields";

type Props = {
  basis: string;
  name: string;
  show: RoundRules["show"];
  /** Where everybody can be given more; null once the round is over. */
  changesHref: string | null;
  seats: { readonly title: string; readonly href: string };
  state: FormState | undefined;
};

/** After the first attempt, and of a round that is over: the name and what is shown when. */
export function StartedRoundForm({ basis, name, show, changesHref, seats, state }: Props) {
  // why not <Form>: with single fetch a refused action loads nothing anew, so the form would keep the old basis.
  return (
    <form method="post" className="stack" noValidate>
      <ErrorSummary state={state} />
      <input type="hidden" name="basis" value={basis} />
      {changesHref !== null
        ? <p className="note">Đã có người vào thi, nên thời gian, ma trận đề, lượt thi và cách xếp hạng không đổi được nữa, để công bằng với người đã thi. <a href={changesHref}>Gia hạn, thêm thời gian, thêm lượt cho mọi người hoặc đóng sớm</a> thì được, có ghi lý do.</p>
        : <p className="note">Kỳ thi đã đóng, nên thời gian, ma trận đề, lượt thi và cách xếp hạng không đổi được nữa. Còn đổi được tên kỳ thi và thời điểm công khai; lượt thi của từng người xử lý ở trang <a href={seats.href}>{seats.title}</a>.</p>}
      <fieldset className="card stack">
        <legend className="card-title">Tên và công khai</legend>
        <TextField name="name" label="Tên kỳ thi" state={state} defaultValue={name} autoComplete="off" />
        <VisibilityFields show={show} state={state} />
      </fieldset>
      <p className="form-buttons"><button className="btn" name="intent" value="adjust">Lưu</button></p>
    </form>
  );
}

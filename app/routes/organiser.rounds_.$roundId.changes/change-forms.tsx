import { useState } from "react";
import { CheckField, SelectField, TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import { formatClosingMoment, toLocalInstant } from "~/domain/shared/time";

type Round = { opensAt: number; closesAt: number; minutes: number; allowed: number | null; running: number };
type Props = { round: Round; state: FormState | undefined };

const reasonHint = "Người dự thi đọc được.";

export function PostponeForm({ round, state }: Props) {
  return (
    <form method="post" className="card stack" noValidate>
      <h2>Hoãn hoặc đổi giờ</h2>
      <p className="muted">Chưa có ai vào thi nên giờ mở và giờ đóng đều dời được.</p>
      <div className="fields-2">
        <TextField name="newOpensAt" label="Mở lúc" type="datetime-local" hint="Giờ Việt Nam" state={state} defaultValue={toLocalInstant(round.opensAt)} />
        <TextField name="newClosesAt" label="Đóng lúc" type="datetime-local" hint="Giờ Việt Nam" state={state} defaultValue={toLocalInstant(round.closesAt)} />
      </div>
      <TextField name="postponeReason" label="Lý do đổi giờ" hint={reasonHint} state={state} autoComplete="off" />
      <p><button className="btn" name="intent" value="postpone">Đổi giờ</button></p>
    </form>
  );
}

/** Only more of everything; what has been given can't be taken back. */
export function LoosenForm({ round, state }: Props) {
  const kept = state?.values["attemptsLimit"];
  const [limit, setLimit] = useState(typeof kept === "string" ? kept : round.allowed === null ? "unlimited" : "limited");
  return (
    <form method="post" className="card stack" noValidate>
      <h2>Gia hạn, thêm thời gian, thêm lượt</h2>
      <p className="muted">Áp dụng cho mọi người{round.running > 0 && `, cả ${round.running} người đang làm bài`}. Chỉ tăng, không giảm lại được.</p>
      <div className="fields-2">
        <TextField name="closesAt" label="Đóng lúc" type="datetime-local" hint="Giờ Việt Nam" state={state} defaultValue={toLocalInstant(round.closesAt)} />
        <TextField name="minutes" label="Thời gian làm bài (phút)" inputMode="numeric" hint="Tính từ lúc bắt đầu" state={state} defaultValue={round.minutes} />
        <SelectField name="attemptsLimit" label="Số lượt" state={state} defaultValue={limit} onChange={(event) => setLimit(event.target.value)}>
          <option value="limited">Có giới hạn</option><option value="unlimited">Không giới hạn</option>
        </SelectField>
        <TextField name="attemptsAllowed" label="Số lượt tối đa" inputMode="numeric" state={state} defaultValue={round.allowed ?? 1} readOnly={limit === "unlimited"} />
      </div>
      <TextField name="loosenReason" label="Lý do" hint={reasonHint} state={state} autoComplete="off" />
      <p><button className="btn" name="intent" value="loosen">Áp dụng cho mọi người</button></p>
    </form>
  );
}

export function CloseEarlyForm({ round, state }: Props) {
  const running = state?.values["running"] === "collected" ? "collected" : "kept";
  return (
    <form method="post" className="card stack" noValidate>
      <h2>Đóng sớm</h2>
      <p className="muted">Sau giờ đóng không ai bắt đầu được bài mới. Hiện nay đóng lúc {formatClosingMoment(round.closesAt)}; {round.running > 0 ? `${round.running} người đang làm bài` : "không có ai đang làm bài"}.</p>
      <fieldset className="field">
        <legend>Bài đang làm</legend>
        <label className="choice"><input type="radio" name="running" value="kept" defaultChecked={running === "kept"} /><span>Được làm tiếp đến hết giờ của từng bài</span></label>
        <label className="choice"><input type="radio" name="running" value="collected" defaultChecked={running === "collected"} /><span>Thu cùng lúc đóng (phải báo trước ít nhất 5 phút)</span></label>
      </fieldset>
      <TextField name="closeReason" label="Lý do đóng sớm" hint={reasonHint} state={state} autoComplete="off" />
      <div className="fields-2">
        <TextField name="closeAt" label="Đóng lúc" type="datetime-local" hint="Giờ Việt Nam" state={state} />
      </div>
      <p><button className="btn" name="intent" value="close-at">Đóng vào giờ đã chọn</button></p>
      <div className="close-now stack">
        <h3>Hoặc đóng ngay</h3>
        <CheckField name="isSure" value="on" label="Tôi hiểu: đóng rồi thì không ai bắt đầu được nữa" state={state} />
        <p><button className="btn danger" name="intent" value="close-now">Đóng ngay bây giờ</button></p>
      </div>
    </form>
  );
}

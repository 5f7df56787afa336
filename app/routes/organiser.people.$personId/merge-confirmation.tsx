import { AccountState } from "~/components/ui/account-state";
import { TextField } from "~/components/ui/field";
import type { FormState } from "~/components/ui/form-state";
import type { MergeComparison } from "./merge-comparison.server";

type Side = MergeComparison["goes"];

/** Both records side by side; only the button here merges, and it carries what was shown. */
export function MergeConfirmation({ stays, goes, doubts, basis, state, cancelHref }: MergeComparison & { state: FormState | undefined; cancelHref: string }) {
  const isRefused = Object.keys(state?.errors ?? {}).length > 0;
  return (
    <div className="stack" role="group" aria-labelledby="merge-question">
      <h3 id="merge-question" tabIndex={-1} autoFocus={!isRefused}>Gộp {goes.fullName} (mã số {goes.code}) vào {stays.fullName} (mã số {stays.code})?</h3>
      {doubts.length > 0 && <p className="note err">{doubts.join(" ")} Chỉ gộp khi chắc chắn là cùng một người.</p>}
      <table className="compare">
        <thead><tr><td /><th scope="col">Giữ lại</th><th scope="col">Gộp vào, ra khỏi danh sách</th></tr></thead>
        <tbody>
          {rows.map(({ label, cell }) => <tr key={label}><th scope="row">{label}</th><td>{cell(stays)}</td><td>{cell(goes)}</td></tr>)}
        </tbody>
      </table>
      <p>{whatMoves(stays, goes)}Gộp rồi không tách ra được.</p>
      <input type="hidden" name="goesCode" value={goes.code} />
      <input type="hidden" name="goesId" value={goes.personId} />
      <input type="hidden" name="basis" value={basis} />
      <TextField name="mergeReason" label="Lý do, căn cứ" state={state} autoComplete="off" />
      <p className="row"><button className="btn danger" name="intent" value="merge-compared">Gộp hai bản ghi này</button><a className="btn quiet" href={cancelHref}>Bỏ qua</a></p>
    </div>
  );
}

const rows = [
  { label: "Mã số", cell: ({ code }: Side) => code },
  { label: "Họ và tên", cell: ({ fullName }: Side) => fullName },
  { label: "Ngày sinh", cell: ({ birthDate }: Side) => birthDate ?? "Chưa có" },
  { label: "Đơn vị", cell: ({ unitName }: Side) => unitName },
  { label: "Số lượt thi", cell: ({ attemptCount }: Side) => attemptCount },
  { label: "Tài khoản", cell: ({ account }: Side) => (account === null ? "Chưa có" : <>{account.login} <AccountState state={account.state} /></>) },
];

function whatMoves(stays: Side, goes: Side): string {
  const attempts = goes.attemptCount > 0 ? `${goes.attemptCount} lượt thi của mã số ${goes.code} chuyển sang mã số ${stays.code}. ` : "";
  if (goes.account === null) return attempts;
  return attempts + (stays.account === null ? `Tài khoản ${goes.account.login} thành tài khoản của mã số ${stays.code}. ` : `Tài khoản ${goes.account.login} bị khóa. `);
}

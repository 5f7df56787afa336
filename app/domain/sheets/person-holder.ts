/** Whose a code is already: a row may correct its holder, and must not put somebody else in the holder's place, with the account, attempts and results. */
import { searchForm } from "../shared/text";
import { formatDay } from "../shared/time";
import type { Remarks } from "./check-cells";
import type { PersonValue } from "./plan-people";

type Identity = Pick<PersonValue, "code" | "fullName" | "birthDate">;

/** Another name with another birth date is another person; another name alone reminds. A correction of diacritics is the same name. */
export function noteHolder(holder: Identity, { fullName, birthDate }: Identity, { warnings, reasons }: Remarks): void {
  if (searchForm(fullName) === searchForm(holder.fullName)) return;
  if (birthDate !== null && birthDate === holder.birthDate) return;
  const held = `Mã số ${holder.code} đang là của ${holder.fullName}${holder.birthDate === null ? "" : `, sinh ${formatDay(holder.birthDate)}`}`;
  if (birthDate === null || holder.birthDate === null) warnings.push(`${held}; dòng này ghi họ tên khác, có thể là người khác, kiểm tra lại.`);
  else reasons.push(`${held}; dòng này khác cả họ tên và ngày sinh. Nếu là người khác, cấp mã số khác; nếu vẫn là người đó, sửa ở trang của người đó.`);
}

import { normaliseLogin } from "~/domain/access/login";
import { areDoubles, checkBirthDate, type PersonRecord } from "~/domain/roster/person";
import { dayOf } from "~/domain/shared/time";
import type { Tx } from "~db/client.server";
import { listBlocs } from "~db/repositories/catalogue.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findCodeOwner, listBornOn } from "~db/repositories/person.server";

/** One message per field of the form. */
export type Refusals = Record<string, string>;

type Given = { readonly personId: string; readonly record: PersonRecord; /** The organiser has seen who shares name and birth date. */ readonly acceptsDouble: boolean };

/** What stands against a record, looked up under the lock of the lists; empty when it may be stored. */
export async function checkPerson(tx: Tx, { personId, record, acceptsDouble }: Given): Promise<Refusals> {
  const refusals: Refusals = {};
  const birthDate = checkBirthDate(record.birthDate, dayOf(await databaseNow(tx)));
  if (birthDate !== null) refusals["birthDate"] = birthDate;
  const owner = await findCodeOwner(tx, { code: record.code, login: normaliseLogin(record.code), exceptPersonId: personId });
  if (owner !== null) {
    refusals["code"] = owner.personId === null
      ? `Mã số ${record.code} trùng với tên tài khoản của ${owner.name}; dùng mã số khác.`
      : `Mã số ${record.code} đã là của ${owner.name}; dùng mã số khác.`;
  }
  const known = new Set((await listBlocs(tx)).map((bloc) => bloc.id));
  if (record.blocIds.some((id) => !known.has(id))) refusals["blocIds"] = "Một khối không còn trong danh mục. Mở lại trang rồi chọn lại.";
  if (Object.keys(refusals).length === 0 && !acceptsDouble) await noteDouble(tx, personId, record, refusals);
  return refusals;
}

async function noteDouble(tx: Tx, personId: string, record: PersonRecord, refusals: Refusals): Promise<void> {
  if (record.birthDate === null) return;
  const doubles = (await listBornOn(tx, record.birthDate, personId)).filter((other) => areDoubles(record, other));
  if (doubles.length > 0) refusals["acceptsDouble"] = `Trùng họ tên và ngày sinh với mã số ${doubles.map(({ code }) => code).join(", ")}. Nếu là người khác, đánh dấu xác nhận rồi lưu lại.`;
}

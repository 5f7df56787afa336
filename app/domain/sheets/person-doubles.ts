/** Doubles on a roster: a code is one person; the same name and birth date, or the same telephone, only remind. */
import { comparisonKey } from "../shared/text";
import type { PersonValue } from "./plan-people";

/** What earlier rows of the file and people outside it already use. Grows row by row. */
export type PersonDoubles = {
  readonly rowByCode: Map<string, number>;
  /** Where else, as it may stand in a message. */
  readonly placeByPerson: Map<string, string>;
  readonly placeByPhone: Map<string, string>;
};

export function personDoubles(others: readonly PersonValue[]): PersonDoubles {
  const doubles: PersonDoubles = { rowByCode: new Map(), placeByPerson: new Map(), placeByPhone: new Map() };
  for (const person of others) {
    if (person.birthDate !== null) doubles.placeByPerson.set(personKey(person), `mã số ${person.code}`);
    if (person.phone !== null) doubles.placeByPhone.set(person.phone, `mã số ${person.code}`);
  }
  return doubles;
}

/** The earlier row with this code, if any. */
export function noteCode(doubles: PersonDoubles, row: number, code: string): number | undefined {
  const earlier = doubles.rowByCode.get(code);
  if (earlier === undefined) doubles.rowByCode.set(code, row);
  return earlier;
}

/** Reminders about an accepted row, which then counts for the rows below it. */
export function noteDoubles(doubles: PersonDoubles, row: number, value: PersonValue): string[] {
  const warnings: string[] = [];
  if (value.birthDate !== null) {
    const twin = doubles.placeByPerson.get(personKey(value));
    if (twin === undefined) doubles.placeByPerson.set(personKey(value), `dòng ${row}`);
    else warnings.push(`Trùng họ tên và ngày sinh với ${twin} nhưng khác mã số; nhận là người khác, kiểm tra lại.`);
  }
  if (value.phone !== null) {
    const same = doubles.placeByPhone.get(value.phone);
    if (same === undefined) doubles.placeByPhone.set(value.phone, `dòng ${row}`);
    else warnings.push(`Số điện thoại ${value.phone} trùng với ${same}; kiểm tra lại.`);
  }
  return warnings;
}

function personKey(person: PersonValue): string {
  return `${comparisonKey(person.fullName)}|${person.birthDate ?? ""}`;
}

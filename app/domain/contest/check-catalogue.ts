import { comparisonKey } from "../shared/text";

/** Why a short list can't stand as given: a name that occurs twice by the key of comparison. Null: it can. */
export function doubleNameMessage(names: readonly string[]): string | null {
  const keys = names.map(comparisonKey);
  const double = names.find((name, index) => name !== "" && keys.indexOf(keys[index]!) !== index);
  return double === undefined ? null : `“${double}” có hai lần trong danh sách; mỗi tên chỉ ghi một lần.`;
}

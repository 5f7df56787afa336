/**
 * A person signs in with the code, and case does not count there: two codes that are one login, or a code that somebody
 * of the committee signs in with, would leave a person without an account.
 */
import { normaliseLogin } from "../access/login";

/** By login: the staff's, and where else a code stands that became it. Grows row by row. */
export type TakenLogins = {
  readonly staff: ReadonlySet<string>;
  readonly codes: Map<string, { readonly code: string; readonly place: string }>;
};

export function takenLogins({ people, staffLogins }: { readonly people: readonly { readonly code: string }[]; readonly staffLogins: readonly string[] }): TakenLogins {
  const codes = people.map(({ code }) => [normaliseLogin(code), { code, place: "trong danh sách đã có" }] as const);
  return { staff: new Set(staffLogins), codes: new Map(codes) };
}

/** Why the code can't be a login, at most one reason; a code that can be counts for the rows below it. */
export function noteLogin({ staff, codes }: TakenLogins, row: number, code: string): string[] {
  const login = normaliseLogin(code);
  if (staff.has(login)) return [`Mã số ${code} trùng với tên một tài khoản của Ban Tổ chức; đổi mã số, hoặc dùng tên khác cho tài khoản đó.`];
  const other = codes.get(login);
  if (other !== undefined && other.code !== code) return [`Mã số ${code} chỉ khác mã số ${other.code} (${other.place}) ở chữ hoa, chữ thường, nên trùng tên đăng nhập; đổi mã số.`];
  codes.set(login, { code, place: `dòng ${row}` });
  return [];
}

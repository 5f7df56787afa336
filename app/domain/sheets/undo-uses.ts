/** What keeps an imported row from being taken back, as somebody reads it behind “dòng 8 Lê Ân:”. */
import type { QuestionState } from "../question/question";

export type PersonUse = {
  readonly hasAttempts: boolean;
  readonly hasPredictions: boolean;
  /** The own password is set: the first secret is used up. */
  readonly hasSignedIn: boolean;
  readonly hasRoles: boolean;
  readonly isRetired: boolean;
};

export function personReasons(use: PersonUse | undefined): string[] {
  if (use === undefined) return [];
  return [
    ...(use.hasAttempts ? ["đã vào thi"] : []),
    ...(use.hasPredictions ? ["đã dự đoán"] : []),
    ...(use.hasSignedIn ? ["đã dùng tài khoản"] : []),
    ...(use.hasRoles ? ["tài khoản đã được phân quyền"] : []),
    ...(use.isRetired ? ["đã ra khỏi danh sách"] : []),
  ];
}

export type UnitUse = {
  readonly peopleCount: number;
  readonly childIds: readonly string[];
  readonly hasAttempts: boolean;
  readonly hasRoles: boolean;
  /** A round names it in its audience. */
  readonly isInAudience: boolean;
  /** A transfer or an incident names it. */
  readonly isInHistory: boolean;
};

/** Units of the same import stand in nobody's way: they go, or back to their old place, together. */
export function unitReasons(use: UnitUse | undefined, idsOfImport: ReadonlySet<string>): string[] {
  if (use === undefined) return [];
  const children = use.childIds.filter((id) => !idsOfImport.has(id));
  return [
    ...(use.peopleCount > 0 ? [`đang có ${use.peopleCount} người`] : []),
    ...(children.length > 0 ? [`đang có ${children.length} đơn vị trực thuộc`] : []),
    ...(use.hasAttempts ? ["đã có người vào thi"] : []),
    ...(use.hasRoles ? ["đã có tài khoản được phân quyền cho đơn vị"] : []),
    ...(use.isInAudience ? ["đã được chọn trong một kỳ thi"] : []),
    ...(use.isInHistory ? ["đã có lần chuyển đơn vị hoặc biên bản sự cố"] : []),
  ];
}

/** `eligible`: the highest number that somebody gave for it; nought is no reason. */
export function deletionReasons(use: UnitUse | undefined, eligible: number): string[] {
  return [...unitReasons(use, new Set()), ...(eligible > 0 ? [`có ${eligible} người thuộc diện dự thi`] : [])];
}

export type QuestionUse = { readonly state: QuestionState; /** The revision that the import wrote. */ readonly isInAttempts: boolean };

export function questionReasons(use: QuestionUse | undefined): string[] {
  if (use === undefined) return [];
  if (use.isInAttempts) return ["đã ra trong đề thi"];
  if (use.state === "approved") return ["đã được duyệt; chuyển về chờ duyệt rồi hoàn tác"];
  return use.state === "retired" ? ["đã ngừng dùng; chuyển về chờ duyệt rồi hoàn tác"] : [];
}

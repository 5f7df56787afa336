import type { Role } from "~/domain/access/policy";

/** Accounts of the demo besides those of the roster; `demo:remove` removes exactly these and the roster's. */
export const demoStaff: readonly { login: string; displayName: string; role: Role; unitCode: string | null }[] = [
  { login: "quantri", displayName: "Quản trị hệ thống", role: "administrator", unitCode: null },
  { login: "bantochuc", displayName: "Thư ký Ban Tổ chức", role: "organiser", unitCode: null },
  { login: "lanhdao", displayName: "Lãnh đạo Công an huyện", role: "leadership", unitCode: "CAH" },
  { login: "daumoi-d01", displayName: "Đầu mối Đội Tổng hợp", role: "coordinator", unitCode: "D01" },
  { login: "daumoi-x05", displayName: "Đầu mối Công an xã Tịnh Hà", role: "coordinator", unitCode: "X05" },
];

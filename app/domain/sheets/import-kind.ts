/** What can be imported. */
export type ImportKind = "units" | "people" | "questions";

export const importKinds: readonly ImportKind[] = ["units", "people", "questions"];

export const importKindLabels: Record<ImportKind, string> = {
  units: "Đơn vị",
  people: "Người dự thi",
  questions: "Câu hỏi",
};

/** What can be imported. */
export type ImportKind = "units" | "people" | "questions";

export const importKinds: readonly ImportKind[] = ["units", "people", "questions"];

export const importKindLabels: Record<ImportKind, string> = {
  units: "Đơn vị",
  people: "Người dự thi",
  questions: "Câu hỏi",
};

/** What a file of the kind is called. */
export const importFileWords: Record<ImportKind, string> = {
  units: "danh sách đơn vị",
  people: "danh sách người dự thi",
  questions: "ngân hàng câu hỏi",
};

/** What a participant may ask of the committee. */
export type NoteKind = "wrong-unit" | "correction" | "deletion";

export const noteKindLabels: Record<NoteKind, string> = {
  "wrong-unit": "Sai đơn vị",
  correction: "Yêu cầu chỉnh sửa",
  deletion: "Yêu cầu xóa dữ liệu",
};

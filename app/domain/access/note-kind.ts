/** What a participant may ask of the committee about the own data; each is a right that the text of the consent names. */
export const ownDataKinds = ["correction", "restriction", "deletion", "withdrawal"] as const;

/** What a participant may ask of the committee. */
export type NoteKind = "wrong-unit" | (typeof ownDataKinds)[number];

export const noteKindLabels: Record<NoteKind, string> = {
  "wrong-unit": "Sai đơn vị",
  correction: "Yêu cầu chỉnh sửa",
  restriction: "Yêu cầu hạn chế xử lý",
  deletion: "Yêu cầu xóa dữ liệu",
  withdrawal: "Rút lại sự đồng ý",
};

export type NoteDeed = "correct" | "retire" | "forget";

/** What the committee does on a note. Limiting and withdrawing end the taking part; what was counted before stays counted. */
export const noteKindDeeds: Record<NoteKind, NoteDeed> = {
  "wrong-unit": "correct", correction: "correct", restriction: "retire", deletion: "forget", withdrawal: "retire",
};

/**
 * What was asked for and may not have been done, so that whoever asked is owed a word when the note is closed; null: none. Forgetting
 * somebody closes their notes itself, so a note that is still open tells that it has not been done; of a correction nothing tells.
 * A wrong unit is no request about the own data: nothing is owed, since its sender reads at any time in which unit they stand.
 */
export function deedOwed(kind: NoteKind, isOnRoster: boolean): NoteDeed | null {
  const deed = noteKindDeeds[kind];
  return kind === "wrong-unit" || (deed === "retire" && !isOnRoster) ? null : deed;
}

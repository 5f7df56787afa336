import type { Tx } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { listBlocs, listLevels, upsertBloc, upsertNamed } from "~db/repositories/catalogue.server";

/** What blocs and levels an installation starts with. All of it is data that organisers change later; age and gender only remind. */
export const startingLevels = ["Nhận biết", "Thông hiểu", "Vận dụng"] as const;

/** The youth union's statute lets members stay until they are 35. */
export const startingBlocs = [
  { name: "CBCS", onlyGender: null, maxAge: null },
  { name: "Đoàn viên", onlyGender: null, maxAge: 35 },
  { name: "Hội viên phụ nữ", onlyGender: "female", maxAge: null },
] as const;

/** Fills the two fixed catalogues where they are empty; what is there is left alone. */
export async function ensureCatalogues(tx: Tx): Promise<void> {
  if ((await listLevels(tx)).length === 0) {
    for (const [index, name] of startingLevels.entries()) await upsertNamed(tx, "levels", { id: newId(), name, position: index + 1 });
  }
  if ((await listBlocs(tx)).length === 0) {
    for (const [index, bloc] of startingBlocs.entries()) await upsertBloc(tx, { id: newId(), position: index + 1, ...bloc });
  }
}

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

/** What the first setup proposes besides; these are the words of the usual unit list and question bank, and an import adds what is missing. */
export const proposedUnitTypes = ["Cơ quan", "Đội nghiệp vụ", "Công an xã"] as const;
export const proposedTopics = [
  "Chương trình tổng thể CCHC", "Chỉ số đánh giá CCHC", "Kiểm soát thủ tục hành chính", "Cơ chế một cửa", "TTHC trên môi trường điện tử",
  "Công tác văn thư", "Đề án 06 và dữ liệu", "Cư trú", "Căn cước và định danh điện tử", "Tổ chức bộ máy", "CCHC tại đơn vị",
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

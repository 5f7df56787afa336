/**
 * What rates are reckoned on: the eligible counts that units have declared, or the people on the roster where an audience of several
 * blocs has no count of its own. Everything that shows a rate shows which of the two.
 */
export type Basis = "eligible-count" | "roster";

export const basisLabels: Record<Basis, string> = { "eligible-count": "Thuộc diện dự thi", roster: "Có tên trong danh sách" };

export const rosterBasisNote = "Kỳ thi dành cho nhiều khối, nên tỷ lệ tính trên số người có tên trong danh sách, không phải số người thuộc diện dự thi.";

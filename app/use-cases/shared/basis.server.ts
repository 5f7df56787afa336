import { createHash } from "node:crypto";

/** Names a stored state: a form that carries the basis it was made from cannot undo what somebody else has stored since. `state` lists what is in it in a fixed order. */
export function basisOf(state: unknown): string {
  return createHash("sha256").update(JSON.stringify(state)).digest("base64url");
}

/** The one refusal after which a form may go on from what is stored now. `what`: “kỳ thi này”. */
export function changedMeanwhile(what: string): string {
  return `Trong lúc đồng chí soạn, người khác đã sửa ${what}. Những gì đồng chí nhập vẫn còn ở đây: bấm Lưu lần nữa để thay bản của họ, hoặc tải lại trang để xem bản mới.`;
}

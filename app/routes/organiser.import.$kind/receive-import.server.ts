import { redirect } from "@remix-run/node";
import { type ImportKind, importKinds } from "~/domain/sheets/import-kind";
import { ok, refuse, type Result } from "~/domain/shared/result";
import { type GuardedArgs, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { readUpload, type Upload, type UploadRefusal } from "~/http/upload.server";
import { findContestId } from "~/use-cases/contest/find-contest.server";
import { largestUpload } from "~/use-cases/import/import-limits.server";
import { planImport } from "~/use-cases/import/plan-import.server";

export function importKindParam(text: string | undefined): ImportKind {
  const kind = importKinds.find((one) => one === text);
  if (kind === undefined) throw notFound();
  return kind;
}

const refusals: Record<UploadRefusal, string> = {
  missing: "Chọn tệp bảng tính rồi tải lên.",
  "too-large": "Tệp lớn quá 10 MB. Bỏ hình ảnh và trang tính thừa, hoặc chia thành nhiều tệp.",
  broken: "Tệp tải lên chưa trọn. Kiểm tra mạng rồi tải lại.",
};

/** The file of the form; without a contest nothing can be imported yet. */
export async function receiveFile({ context, request, params }: GuardedArgs): Promise<Result<Upload, string>> {
  importKindParam(params["kind"]);
  if ((await findContestId(context.app)) === null) throw redirect(paths.organiserSetup);
  const upload = await readUpload(request, "file", largestUpload);
  return upload.ok ? upload : refuse(refusals[upload.refusal]);
}

/** Plans the file and says which page shows the plan, or asks for the columns. `onRead` is called once the file is read. */
export async function planUpload({ context, params, signedIn }: GuardedArgs, upload: Upload, onRead?: () => void): Promise<Result<string, string>> {
  const planned = await planImport({ ...context.app, onRead }, { kind: importKindParam(params["kind"]), ...upload, accountId: signedIn.actor.accountId });
  if (!planned.ok) return planned;
  const { batchId, plan } = planned.value;
  return ok(plan.ok ? paths.organiserImportBatch(batchId) : paths.organiserImportColumns(batchId));
}

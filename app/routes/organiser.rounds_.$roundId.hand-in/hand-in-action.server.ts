import { data, redirect } from "@remix-run/node";
import { z } from "zod";
import { isAcceptable } from "~/domain/attempt/unsent-comparison";
import type { FormState } from "~/components/ui/form-state";
import { parseForm, refusedForm } from "~/http/form.server";
import { box } from "~/http/form-fields.server";
import { incidentIdField, reasonField, refusalErrors } from "~/http/incident-form.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { largestUnsentFile, type ReadUnsentFile, readUnsentFile } from "~/http/unsent-file.server";
import { readUpload, type UploadRefusal } from "~/http/upload.server";
import { acceptUnsentFile } from "~/use-cases/incident/accept-unsent-file.server";
import { reviewUnsentFile, type UnsentReview } from "~/use-cases/incident/review-unsent-file.server";

/** Two steps in one address: a file is uploaded and compared, then what it holds is accepted. The file travels in the second form and is read as strictly again. */
type Deps = Parameters<typeof acceptUnsentFile>[0];
type Deed = { readonly roundId: string; readonly accountId: string };
type Answer = { readonly state: FormState | undefined; readonly shown: Shown | null };
export type Shown = { readonly review: UnsentReview; readonly file: string; readonly positions: string };

const notOurs = "Tệp không phải tệp “bai-chua-gui-….json” do trang làm bài tạo ra, hoặc đã bị sửa. Xin lại tệp gốc từ người dự thi.";
const notHere = "Tệp thuộc lượt thi của kỳ thi khác. Mở trang này từ đúng kỳ thi.";
const uploadRefusals: Record<UploadRefusal, string> = { missing: "Chọn tệp rồi tải lên.", "too-large": notOurs, broken: "Tệp tải lên chưa trọn. Kiểm tra mạng rồi tải lại." };

const refused = (message: string) => data<Answer>({ state: { values: {}, errors: { file: message } }, shown: null }, 400);

export async function compareUpload(deps: Deps, { roundId }: Deed, request: Request) {
  const upload = await readUpload(request, "file", largestUnsentFile);
  if (!upload.ok) return refused(uploadRefusals[upload.refusal]);
  const file = readUnsentFile(new TextDecoder().decode(upload.value.bytes));
  if (file === null) return refused(notOurs);
  const shown = await show(deps, roundId, file);
  return shown === null ? refused(notHere) : data<Answer>({ state: undefined, shown });
}

const schema = z.object({
  incidentId: incidentIdField,
  file: z.string({ error: notOurs }).max(largestUnsentFile, notOurs),
  positions: z.string().regex(/^[\d,]{1,4000}$/, "Mở lại trang rồi tải tệp lên lần nữa.").transform((text) => text.split(",").map(Number)),
  despiteKeys: box,
  reason: reasonField,
});

export async function acceptFile(deps: Deps, deed: Deed, form: FormData) {
  const file = readUnsentFile(String(form.get("file") ?? ""));
  if (file === null) return refused(notOurs);
  const parsed = parseForm(form, schema);
  const accepted = parsed.ok ? await acceptUnsentFile(deps, { ...deed, ...parsed.value, file }) : null;
  if (accepted?.ok && parsed.ok) return redirect(withNotice(await seatOf(deps, deed.roundId, file), "da-nhan-tep"));
  const shown = await show(deps, deed.roundId, file);
  if (shown === null) return refused(notHere);
  const state = parsed.ok ? refusedForm(form, accepted && !accepted.ok ? refusalErrors(accepted.refusal) : {}) : parsed.state;
  return data<Answer>({ state, shown }, parsed.ok ? 409 : 400);
}

async function show(deps: Deps, roundId: string, file: ReadUnsentFile): Promise<Shown | null> {
  const review = await reviewUnsentFile(deps, { roundId, file });
  return review && { review, file: JSON.stringify(file), positions: review.rows.filter(isAcceptable).map((row) => row.position).join(",") };
}

async function seatOf(deps: Deps, roundId: string, file: ReadUnsentFile): Promise<string> {
  const review = await reviewUnsentFile(deps, { roundId, file });
  return review ? paths.organiserSeat(roundId, review.personId) : paths.organiserRunning(roundId);
}

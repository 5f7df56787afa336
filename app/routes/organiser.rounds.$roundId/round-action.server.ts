import { data, redirect } from "@remix-run/node";
import { z } from "zod";
import { parseForm, refusedForm } from "~/http/form.server";
import { requiredId } from "~/http/form-fields.server";
import { notFound } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { adjustStartedRound } from "~/use-cases/round/adjust-started-round.server";
import { copyRound } from "~/use-cases/round/copy-round.server";
import { editRound, roundChangedMeanwhile } from "~/use-cases/round/edit-round.server";
import type { RoundErrors } from "~/use-cases/round/round-input";
import { cancelRound, markRoundReady, returnRoundToDraft } from "~/use-cases/round/set-round-state.server";
import { cancelSchema, parseAdjustment, parseRound, withOtherLines } from "./round-schema.server";

/** The buttons of a round's page, by the `intent` of their form. */
type Deps = Parameters<typeof editRound>[0];
type Deed = { readonly roundId: string; readonly accountId: string };
/** Which form of the page a refusal belongs to. */
export type Refused = "composer" | "deeds" | "cancel";

const refused = (of: Refused, state: ReturnType<typeof refusedForm>) => data({ of, state }, 400);

export async function actOnRound(deps: Deps, deed: Deed, form: FormData) {
  const changed = withOtherLines(form);
  if (changed !== null) return data({ of: "composer" as Refused, state: refusedForm(changed, {}) });
  switch (form.get("intent")) {
    case "save":
      return save(deps, deed, form);
    case "adjust":
      return adjust(deps, deed, form);
    case "ready":
      return ready(deps, deed, form);
    case "draft":
      return toDraft(deps, deed, form);
    case "copy":
      return copy(deps, deed, form);
    case "cancel":
      return cancel(deps, deed, form);
    default:
      return refused("deeds", refusedForm(form, { form: "Yêu cầu không hợp lệ. Mở lại trang rồi thử lại." }));
  }
}

/** The form keeps the basis it was made from through every refusal, but for the one that tells of the other edit. */
function refusedEdit(form: FormData, refusal: RoundErrors) {
  if (refusal["form"] === roundChangedMeanwhile) form.delete("basis");
  return refused("composer", refusedForm(form, { ...refusal }));
}

const basisIn = (form: FormData) => String(form.get("basis"));

async function save(deps: Deps, deed: Deed, form: FormData) {
  const parsed = parseRound(form);
  if (!parsed.ok) return refused("composer", parsed.state);
  const result = await editRound(deps, { ...deed, input: parsed.value, basis: basisIn(form) });
  if (result === null) throw notFound();
  return result.ok ? redirect(withNotice(paths.organiserRound(deed.roundId), "da-luu")) : refusedEdit(form, result.refusal);
}

async function adjust(deps: Deps, deed: Deed, form: FormData) {
  const parsed = parseAdjustment(form);
  if (!parsed.ok) return refused("composer", parsed.state);
  const result = await adjustStartedRound(deps, { ...deed, ...parsed.value, basis: basisIn(form) });
  if (result === null) throw notFound();
  return result.ok ? redirect(withNotice(paths.organiserRound(deed.roundId), "da-luu")) : refusedEdit(form, result.refusal);
}

async function ready(deps: Deps, deed: Deed, form: FormData) {
  const result = await markRoundReady(deps, deed);
  if (result === null) throw notFound();
  if (result.ok) return redirect(withNotice(paths.organiserRound(deed.roundId), "da-mo"));
  const message = result.refusal.reason === "cancelled" ? "Kỳ thi đã hủy; hãy sao chép thành kỳ thi mới." : result.refusal.missing.map((item) => item.text).join(" ");
  return refused("deeds", refusedForm(form, { form: message }));
}

async function toDraft(deps: Deps, deed: Deed, form: FormData) {
  const result = await returnRoundToDraft(deps, deed);
  if (result === null) throw notFound();
  if (result.ok) return redirect(withNotice(paths.organiserRound(deed.roundId), "da-ve-nhap"));
  const message = result.refusal === "opened" ? "Kỳ thi đã mở nên không chuyển về bản nháp được; hãy đổi giờ hoặc hủy, kèm lý do." : "Kỳ thi đã hủy; hãy sao chép thành kỳ thi mới.";
  return refused("deeds", refusedForm(form, { form: message }));
}

async function copy(deps: Deps, deed: Deed, form: FormData) {
  const parsed = parseForm(form, z.object({ newRoundId: requiredId("Mở lại trang rồi thử lại.") }));
  if (!parsed.ok) return refused("deeds", parsed.state);
  if (!(await copyRound(deps, { ...deed, ...parsed.value }))) throw notFound();
  return redirect(withNotice(paths.organiserRound(parsed.value.newRoundId), "da-sao-chep"));
}

async function cancel(deps: Deps, deed: Deed, form: FormData) {
  const parsed = parseForm(form, cancelSchema);
  if (!parsed.ok) return refused("cancel", parsed.state);
  const result = await cancelRound(deps, { ...deed, ...parsed.value });
  if (result === null) throw notFound();
  if (!result.ok) {
    const message = result.refusal === "published" ? "Kết quả đã công bố nên không hủy được nữa." : "Kết quả đã công bố của kỳ thi khác, xếp hạng theo cả cuộc thi, tính cả bài của kỳ thi này nên không hủy được nữa.";
    return refused("deeds", refusedForm(form, { form: message }));
  }
  return redirect(withNotice(paths.organiserRound(deed.roundId), "da-huy"));
}

import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { RoundPhaseTag } from "~/components/round/round-phase-tag";
import { RoundChangeList } from "~/components/round/round-change-list";
import { EmptyState } from "~/components/ui/empty-state";
import { ErrorSummary } from "~/components/ui/error-summary";
import { changesTitle } from "~/domain/contest/phase-words";
import { formatClosing, formatInstant } from "~/domain/shared/time";
import { refusedForm } from "~/http/form.server";
import { guarded, notFound } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { changeRound, checkChange } from "~/use-cases/round/change-round.server";
import { loadRoundChanges } from "~/use-cases/round/load-round-changes.server";
import { CloseEarlyForm, LoosenForm, PostponeForm } from "./change-forms";
import { parseChange } from "./change-schema.server";

/** What can still be changed of a round that people know about, with a reason they read, and what has been changed. */
export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: view ? `${changesTitle(view.possible.length > 0)} – ${view.name}` : "Thay đổi kỳ thi" }];

export const loader = guarded("manage-contest", async ({ context, params }) => {
  const view = await loadRoundChanges(context.app, uuidParam(params["roundId"]));
  if (view === null) throw notFound();
  return { ...view, roundHref: paths.organiserRound(view.roundId) };
});

export const action = guarded("manage-contest", async ({ context, params, request, signedIn }) => {
  const roundId = uuidParam(params["roundId"]);
  const form = await request.formData();
  const parsed = parseChange(form);
  if (parsed === null) return data({ state: refusedForm(form, { form: "Yêu cầu không hợp lệ. Mở lại trang rồi thử lại." }) }, 400);
  if (!parsed.ok) {
    const against = parsed.wish === null ? {} : await checkChange(context.app, { roundId, wish: parsed.wish });
    return data({ state: { ...parsed.state, errors: { ...against, ...parsed.state.errors } } }, 400);
  }
  const result = await changeRound(context.app, { accountId: signedIn.actor.accountId, roundId, ...parsed.value });
  if (result === null) throw notFound();
  if (!result.ok) return data({ state: refusedForm(form, { ...result.refusal }) }, 400);
  return redirect(withNotice(paths.organiserRoundChanges(roundId), "da-doi-ky-thi"));
});

const nothing: Record<string, string> = {
  draft: "Kỳ thi đang là bản nháp, người dự thi không thấy: sửa thẳng trong trang kỳ thi.",
  cancelled: "Kỳ thi đã hủy. Hãy sao chép thành kỳ thi mới nếu muốn tổ chức lại.",
  closed: "Kỳ thi đã đóng nên không đổi được nữa.",
};

export default function RoundChanges() {
  const view = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  const { possible, phase, changes } = view;
  return (
    <>
      <div className="head">
        <div>
          <h1>{changesTitle(possible.length > 0)}</h1>
          <p className="row muted num"><b>{view.name}</b> <RoundPhaseTag phase={phase} /> <span><span className="nb">{formatInstant(view.opensAt)}</span> – <span className="nb">{formatClosing(view.closesAt)}</span></span></p>
        </div>
        <a className="btn quiet" href={view.roundHref}>Về kỳ thi</a>
      </div>
      <ErrorSummary state={state} />
      <div className="form-wide stack">
        {possible.length === 0 && <EmptyState title={phase === "draft" ? "Không cần báo thay đổi" : "Không đổi được nữa"}>{nothing[phase] ?? nothing["closed"]}</EmptyState>}
        {possible.includes("postpone") && <PostponeForm round={view} state={state} />}
        {possible.includes("loosen") && <LoosenForm round={view} state={state} />}
        {possible.includes("close-early") && <CloseEarlyForm round={view} state={state} />}
        {changes.length > 0 && <section className="stack"><h2>Đã thay đổi</h2><RoundChangeList changes={changes} /></section>}
      </div>
    </>
  );
}

import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { OpeningChecklist, RuleText } from "~/components/organiser/round-aside";
import { RoundDeeds } from "~/components/organiser/round-deeds";
import { RoundForm } from "~/components/organiser/round-form";
import { valuesOf } from "~/components/organiser/round-values";
import { StartedRoundForm } from "~/components/organiser/started-round-form";
import { RoundChangeList } from "~/components/round/round-change-list";
import { RoundPhaseTag } from "~/components/round/round-phase-tag";
import { ErrorSummary } from "~/components/ui/error-summary";
import { mayBeReady } from "~/domain/contest/opening-checklist";
import { hasOpened, isPastClosing } from "~/domain/contest/phase";
import { changesTitle, seatListTitle } from "~/domain/contest/phase-words";
import { daysOfRound } from "~/domain/contest/round-days";
import { formatClosing, formatInstant } from "~/domain/shared/time";
import { guarded, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { makeId } from "~/use-cases/contest/make-id.server";
import { loadComposer } from "~/use-cases/round/load-composer.server";
import { actOnRound, type Refused } from "./round-action.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.view.round.name ?? "Kỳ thi" }];

export const loader = guarded("manage-contest", async ({ context, params }) => {
  const view = await loadComposer(context.app, uuidParam(params["roundId"]));
  if (view === null) throw notFound();
  const outOfForceHref = paths.organiserQuestionsOutOfForce({ ...daysOfRound(view.round), state: "approved" });
  return { view, newRoundId: makeId(), checklistLinks: { force: { text: "Xem các câu đã duyệt không có hiệu lực", href: outOfForceHref } } };
});

export const action = guarded("manage-contest", async ({ context, request, params, signedIn }) =>
  actOnRound(context.app, { roundId: uuidParam(params["roundId"]), accountId: signedIn.actor.accountId }, await request.formData()));

export default function Round() {
  const { view, newRoundId, checklistLinks } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const stateOf = (form: Refused) => (refused?.of === form ? refused.state : undefined);
  return (
    <>
      <RoundHead view={view} />
      <ErrorSummary state={stateOf("deeds")} />
      <div className="composer">
        <aside className="card stack" aria-label={view.state === "draft" ? "Trước khi mở" : "Trạng thái"}>
          <h2 className="card-title">{view.state === "draft" ? "Trước khi mở" : "Trạng thái"}</h2>
          {view.state === "cancelled" ? <p>Hãy sao chép nếu muốn tổ chức lại.</p> : !isPastClosing(view.phase) && <OpeningChecklist items={view.state === "draft" ? view.checklist : view.checklist.filter(({ key }) => key !== "window")} links={checklistLinks} />}
          <RoundDeeds state={view.state} hasOpened={view.isStarted || hasOpened(view.phase)} mayBeReady={mayBeReady(view.checklist)} isPublished={view.publishedAt !== null} newRoundId={newRoundId} changes={changesLink(view)} previewHref={paths.organiserSetPreview(view.roundId)} refusal={stateOf("cancel")} />
        </aside>
        <Editor view={view} state={stateOf("composer")} />
        <aside className="stack" aria-label="Thể lệ">
          <RuleText sentences={view.ruleText} note={view.state === "cancelled" ? "Của kỳ thi trước khi hủy, không còn áp dụng." : "Được viết từ các quy định đã lưu; người dự thi đọc ở trang bắt đầu."} />
          <details className="small muted">
            <summary>Hạt giống bốc thăm</summary>
            <p><code className="seed">{view.lotsSeed}</code></p>
            <p>Dãy ký tự lấy ngẫu nhiên khi tạo kỳ thi. Khi mọi tiêu chí khác đều bằng nhau, thứ tự bốc thăm được tính từ dãy này: không ai chọn trước được, và ai cũng tính lại được.</p>
          </details>
        </aside>
      </div>
    </>
  );
}

type View = ReturnType<typeof useLoaderData<typeof loader>>["view"];

function RoundHead({ view: { roundId, round, phase, publishedAt, attempts, persons } }: { view: View }) {
  const hasResults = !round.isTrial && hasOpened(phase);
  return (
    <div className="head">
      <div>
        <h1>{round.name}</h1>
        <p className="row muted num">
          <RoundPhaseTag phase={phase} />{round.isTrial && <span className="tag mute">Thi thử</span>}
          <span>{phase === "cancelled" && "trước khi hủy: "}<span className="nb">{formatInstant(round.opensAt)}</span> – <span className="nb">{formatClosing(round.closesAt)}</span></span>
          {attempts > 0 && <span>{persons} người đã vào thi · {attempts} lượt</span>}
          {publishedAt !== null && <span>Công bố lúc {formatInstant(publishedAt)}</span>}
        </p>
      </div>
      <div className="row">
        {phase !== "draft" && phase !== "before" && <a className="btn quiet" href={paths.organiserRunning(roundId)}>{seatListTitle(phase)}</a>}
        {hasResults && <><a className="btn quiet" href={paths.organiserStandings(roundId)}>Xếp hạng</a><a className="btn quiet" href={paths.participation(roundId)}>Tham gia</a></>}
        <a className="btn quiet" href={paths.organiserRounds}>Về các kỳ thi</a>
      </div>
    </div>
  );
}

function changesLink({ roundId, state, mayChange, changes }: View) {
  if (mayChange) return { label: changesTitle(true), href: paths.organiserRoundChanges(roundId) };
  return state === "ready" && changes.length > 0 ? { label: changesTitle(false), href: paths.organiserRoundChanges(roundId) } : null;
}

function Editor({ view, state }: { view: View; state: Parameters<typeof RoundForm>[0]["state"] }) {
  if (view.state === "cancelled") return <section className="card stack"><h2 className="card-title">Đã thay đổi</h2><RoundChangeList changes={view.changes} /></section>;
  // why: a form that was refused still shows what it was made from.
  const basis = String(state?.values["basis"] ?? view.basis);
  const isOver = isPastClosing(view.phase);
  if (view.isStarted || isOver) {
    const seats = { title: seatListTitle(view.phase), href: paths.organiserRunning(view.roundId) };
    return <StartedRoundForm basis={basis} name={view.round.name} show={view.round.rules.show} changesHref={isOver ? null : paths.organiserRoundChanges(view.roundId)} seats={seats} state={state} />;
  }
  return <RoundForm initial={valuesOf(view.round)} state={state} topics={view.topics} levels={view.levels} blocs={view.blocs} units={view.units} kinds={view.kinds} hidden={{ basis }} submitLabel="Lưu" known={view.state === "ready" ? { windowHref: paths.organiserRoundChanges(view.roundId), hasOpened: hasOpened(view.phase) } : null} />;
}

import { data, type LinksFunction, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { questionHtml } from "~/components/exam/question-html";
import { EmptyState } from "~/components/ui/empty-state";
import { ErrorSummary } from "~/components/ui/error-summary";
import { formatPoints } from "~/domain/shared/points";
import { parseChoices } from "~/http/attempt-form.server";
import { refusedForm } from "~/http/form.server";
import { guarded, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { gradeTrial, newSeed, previewSet } from "~/use-cases/round/preview-set.server";
import examStyles from "~/styles/exam.css?url";
import { QuestionKey } from "./question-key";

/** One set as a participant would get it, to be seen and tried before the round opens. Nothing of it is stored. */
export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: `Xem thử đề thi${view ? ` – ${view.name}` : ""}` }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: examStyles }];

const isSeed = (text: string | null): text is string => text !== null && /^[0-9a-f]{8,64}$/.test(text);

export const loader = guarded("manage-contest", async ({ context, params, request }) => {
  const roundId = uuidParam(params["roundId"]);
  const { searchParams } = new URL(request.url);
  const [wanted, showsKeys] = [searchParams.get("seed"), searchParams.get("keys") === "1"];
  const seed = isSeed(wanted) ? wanted : newSeed();
  const preview = await previewSet(context.app, { roundId, seed });
  if (preview === null) throw notFound();
  const shared = { roundHref: paths.organiserRound(roundId) };
  if (!preview.ok) return { ...shared, name: preview.refusal.name, set: null };
  const { fingerprint, ...set } = preview.value;
  const shown = showsKeys ? await gradeTrial(context.app, { roundId, seed, fingerprint, responses: new Map() }) : null;
  return {
    ...shared,
    name: set.name,
    set: {
      ...set, fingerprint,
      keys: shown?.keys ?? null,
      formAction: paths.organiserSetPreview(roundId, { seed, ...(showsKeys ? { keys: "1" } : {}) }),
      otherHref: paths.organiserSetPreview(roundId, { seed: newSeed(), ...(showsKeys ? { keys: "1" } : {}) }),
      keysHref: paths.organiserSetPreview(roundId, { seed, ...(showsKeys ? {} : { keys: "1" }) }),
    },
  };
});

const staleMessage = "Kỳ thi hoặc ngân hàng vừa thay đổi nên đề này không còn như cũ. Hãy rút đề khác rồi làm thử lại.";

export const action = guarded("manage-contest", async ({ context, params, request }) => {
  const roundId = uuidParam(params["roundId"]);
  const form = await request.formData();
  const seed = new URL(request.url).searchParams.get("seed");
  const preview = isSeed(seed) ? await previewSet(context.app, { roundId, seed }) : null;
  const responses = preview?.ok ? parseChoices(form, preview.value.items.map(({ position }) => position)) : null;
  const graded = isSeed(seed) && responses !== null
    ? await gradeTrial(context.app, { roundId, seed, fingerprint: String(form.get("fingerprint")), responses: new Map(responses.map(({ position, choiceIds }) => [position, { kind: "choices", choiceIds }])) })
    : null;
  if (graded === null || responses === null) return data({ state: refusedForm(form, { form: staleMessage }), trial: null }, 409);
  return { state: undefined, trial: { ...graded, responses } };
});

export default function SetPreview() {
  const { name, set, roundHref } = useLoaderData<typeof loader>();
  const acted = useActionData<typeof action>();
  return (
    <>
      <div className="head">
        <div>
          <h1>Xem thử đề thi</h1>
          <p className="muted num">{name}{set && ` · ${set.items.length} câu · ${formatPoints(set.totalPoints)} điểm · ${set.minutes} phút`}</p>
        </div>
        <a className="btn quiet" href={roundHref}>Về kỳ thi</a>
      </div>
      <ErrorSummary state={acted?.state} />
      {set === null
        ? <EmptyState title="Chưa rút được đề" action={<a className="btn" href={roundHref}>Xem điều còn thiếu</a>}>Ngân hàng chưa đủ câu đã duyệt cho ma trận đề của kỳ thi này.</EmptyState>
        : <TrialForm set={set} trial={acted?.trial ?? null} />}
    </>
  );
}

type DrawnSet = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["set"]>;
type Trial = NonNullable<ReturnType<typeof useActionData<typeof action>>>["trial"];

function TrialForm({ set, trial }: { set: DrawnSet; trial: Trial }) {
  const keys = trial?.keys ?? set.keys;
  const chosenAt = (position: number) => trial?.responses.find((response) => response.position === position)?.choiceIds ?? [];
  return (
    <form method="post" action={set.formAction} className="reading stack" autoComplete="off">
      <input type="hidden" name="fingerprint" value={set.fingerprint} />
      <p className="note">Đề được rút đúng như cho người dự thi. Làm thử ở đây không lưu lại và không được tính; thứ tự câu và phương án theo quy định của kỳ thi.</p>
      <p className="row">
        <a className="btn quiet small" href={set.otherHref}>Rút đề khác</a>
        <a className="btn quiet small" href={set.keysHref}>{set.keys === null ? "Hiện đáp án" : "Ẩn đáp án"}</a>
      </p>
      {trial && <p className="note ok" role="status"><b className="num">{formatPoints(trial.score.score)}/{formatPoints(trial.score.maxScore)} điểm</b>, đúng {trial.score.correctCount}/{set.items.length} câu. Đáp án hiện dưới từng câu.</p>}
      {set.items.map((item) => (
        <div className="tried" key={item.position}>
          <div dangerouslySetInnerHTML={{ __html: questionHtml({ ...item, chosen: chosenAt(item.position), isFlagged: false }, set.items.length) }} />
          <QuestionKey item={item} keyed={keys?.find(({ position }) => position === item.position)} grade={trial?.score.perItem.find(({ position }) => position === item.position)} />
        </div>
      ))}
      <p className="row"><button className="btn">Chấm thử</button></p>
    </form>
  );
}

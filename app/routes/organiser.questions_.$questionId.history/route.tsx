import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { LegalText } from "~/components/ui/legal-text";
import { formatMoment } from "~/domain/shared/time";
import { guarded, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { loadQuestionHistory } from "~/use-cases/question/load-question-history.server";
import { DifferenceTable } from "./difference-table";

/** What has happened to a question: each revision with what it changed, each change of state, by whom and when. */
export const meta: MetaFunction<typeof loader> = ({ data: view }) => [{ title: `Lịch sử câu hỏi${view?.code ? ` ${view.code}` : ""}` }];

export const loader = guarded("author-questions", async ({ context, params }) => {
  const history = await loadQuestionHistory(context.app, uuidParam(params["questionId"]));
  if (history === null) throw notFound();
  return { ...history, questionHref: paths.organiserQuestion(history.questionId) };
});

export default function QuestionHistory() {
  const { code, content, steps, questionHref } = useLoaderData<typeof loader>();
  return (
    <>
      <div className="head">
        <div>
          <h1>Lịch sử câu hỏi{code !== null && ` ${code}`}</h1>
          <p className="muted"><LegalText text={content} /></p>
        </div>
        <a className="btn quiet" href={questionHref}>Về câu hỏi</a>
      </div>
      <ol className="history form-wide" reversed>
        {steps.map((step) => (
          <li className="card stack" key={`${step.kind}${step.at}${step.kind === "revision" ? step.number : step.to}`}>
            <div className="head">
              <h2 className="card-title">
                {step.kind === "revision" ? `Phiên bản ${step.number}` : `Trạng thái: ${step.from === null ? "" : `${step.from} → `}${step.to}`}
                {step.kind === "revision" && step.isCurrent && <> <span className="tag">Đang dùng</span></>}
              </h2>
              <p className="small muted num">{formatMoment(step.at)} · {step.by ?? "Hệ thống"}</p>
            </div>
            {step.kind === "revision" && (step.differences.length > 0
              ? <DifferenceTable differences={step.differences} />
              : <p className="muted">{step.number === 1 ? "Bản đầu tiên." : "Nội dung như phiên bản trước."}</p>)}
          </li>
        ))}
      </ol>
    </>
  );
}

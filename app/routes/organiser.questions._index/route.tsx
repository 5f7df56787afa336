import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ConfirmBulk, UndoBulk } from "~/components/organiser/bulk-outcome";
import { BankFilterForm } from "~/components/organiser/bank-filter-form";
import { BankTable } from "~/components/organiser/bank-table";
import { ShortRounds } from "~/components/organiser/short-rounds";
import { EmptyState } from "~/components/ui/empty-state";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Pager } from "~/components/ui/pager";
import { formatDay } from "~/domain/shared/time";
import { guarded } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { readToday } from "~/use-cases/contest/read-today.server";
import { loadQuestionBank } from "~/use-cases/question/load-question-bank.server";
import { countUndoable } from "~/use-cases/question/undo-question-states.server";
import { changeStates } from "./bulk-action.server";
import { bankFilter, bankParameters, readBankQuery } from "./bank-query.server";

export const meta: MetaFunction = () => [{ title: "Ngân hàng câu hỏi" }];

export const loader = guarded("author-questions", async ({ context, request }) => {
  const query = readBankQuery(request.url);
  const filter = bankFilter(query, await readToday(context.app));
  const undoable = query.batch === null ? 0 : await countUndoable(context.app, query.batch);
  const { rows, warnings, reuse, ...view } = await loadQuestionBank(context.app, filter, query.page);
  const parameters = bankParameters(query);
  return {
    ...view,
    query,
    undo: query.batch === null || undoable === 0 ? null : { batchId: query.batch, count: undoable },
    reuse: reuse.map(({ roundId, roundName, count }) => ({ roundName, count, href: paths.organiserRound(roundId) })),
    day: filter.force?.first ?? view.today,
    listHref: paths.organiserQuestionList(parameters),
    rows: rows.map((row) => ({ ...row, href: paths.organiserQuestion(row.questionId) })),
    warnings: warnings.map(({ roundName, count, first, last }) => ({
      roundName, count, first, last,
      href: paths.organiserQuestionsOutOfForce({ first, last }),
    })),
  };
});

export const action = guarded("author-questions", async ({ context, request, signedIn }) =>
  changeStates(context.app, { accountId: signedIn.actor.accountId, query: readBankQuery(request.url) }, await request.formData()));

export default function QuestionBank() {
  const view = useLoaderData<typeof loader>();
  const acted = useActionData<typeof action>();
  const { counts, warnings, reuse, shortRounds, rows, query, undo, listHref } = view;
  return (
    <>
      <div className="head">
        <div>
          <h1>Ngân hàng câu hỏi</h1>
          <p className="muted num">{counts.total} câu · {counts.approved} đã duyệt · {counts.pending} chờ duyệt{counts.retired > 0 && ` · ${counts.retired} ngừng dùng`}</p>
        </div>
        <div className="row">
          <a className="btn quiet" href={paths.organiserImport("questions")}>Nhập từ tệp</a>
          <a className="btn" href={paths.organiserNewQuestion}>Soạn câu hỏi</a>
        </div>
      </div>
      <ErrorSummary state={acted?.state} />
      {acted?.confirm && <ConfirmBulk {...acted.confirm} action={listHref} cancelHref={listHref} />}
      {undo && <UndoBulk {...undo} action={listHref} />}
      <ShortRounds items={shortRounds} pendingHref={paths.organiserQuestionList({ state: "pending" })} />
      {warnings.length > 0 && (
        <div className="note">
          <p><b>Có câu không có hiệu lực</b> trong thời gian kỳ thi:</p>
          <ul>
            {warnings.map(({ roundName, count, first, last, href }) => (
              <li key={roundName + href}>{roundName} ({first === last ? formatDay(first) : `${formatDay(first)} – ${formatDay(last)}`}): <a href={href} aria-label={`Xem ${count} câu không có hiệu lực trong ${roundName}`}>{count} câu</a></li>
            ))}
          </ul>
        </div>
      )}
      {reuse.map(({ roundName, count, href }) => (
        <p className="note" key={href}><b>{count} câu đã lộ đáp án</b> ở kỳ thi trước mà “{roundName}” vẫn có thể rút vào đề. <a href={href}>Xem kỳ thi</a></p>
      ))}
      {counts.total === 0 ? (
        <EmptyState title="Ngân hàng chưa có câu hỏi" action={<a className="btn" href={paths.organiserImport("questions")}>Nhập từ tệp</a>}>Nhập từ bảng tính .xlsx, hoặc soạn từng câu.</EmptyState>
      ) : (
        <BankList view={view} rows={rows} query={query} />
      )}
    </>
  );
}

type View = ReturnType<typeof useLoaderData<typeof loader>>;

function BankList({ view, rows, query }: { view: View; rows: View["rows"]; query: View["query"] }) {
  return (
    <>
      <BankFilterForm values={query} topics={view.topics} levels={view.levels} today={view.today} clearHref={paths.organiserQuestions} />
      {rows.length === 0 ? (
        <EmptyState title="Không có câu nào phù hợp" action={<a className="btn quiet" href={paths.organiserQuestions}>Bỏ lọc</a>}>Thử ít từ hơn, hoặc bỏ bớt điều kiện lọc.</EmptyState>
      ) : (
        <BankTable key={view.listHref + view.page} items={rows} total={view.total} day={view.day} action={view.listHref} />
      )}
      <Pager page={view.page} pageCount={view.pageCount} total={view.total} noun="câu" hrefOf={(page) => `${view.listHref}${view.listHref.includes("?") ? "&" : "?"}page=${page}`} />
    </>
  );
}

import { redirect, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { EmptyState } from "~/components/ui/empty-state";
import { RoundList } from "~/components/organiser/round-list";
import { SetupSteps } from "~/components/organiser/setup-steps";
import { ShortRounds } from "~/components/organiser/short-rounds";
import { guarded } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { roundItem } from "../organiser/round-item";
import { setupStepItems } from "../organiser/setup-step-items";
import { loadDashboard } from "~/use-cases/contest/load-dashboard.server";

export const meta: MetaFunction = () => [{ title: "Bảng điều khiển" }];

export const loader = guarded("manage-contest", async ({ context }) => {
  const view = await loadDashboard(context.app);
  if (view === null) throw redirect(paths.organiserSetup);
  const { contestName, rounds, shortRounds, questions, units, people, eligible, pendingNotes } = view;
  return {
    contestName, shortRounds, questions, units, people, eligible, pendingNotes,
    steps: setupStepItems(view.steps),
    rounds: rounds.map(roundItem),
  };
});

export default function Dashboard() {
  const { contestName, steps, rounds, shortRounds, questions, units, people, eligible, pendingNotes } = useLoaderData<typeof loader>();
  const next = steps.find((step) => !step.isDone) ?? null;
  return (
    <>
      <div className="head">
        <div>
          <h1>Bảng điều khiển</h1>
          <p className="muted">{contestName}</p>
        </div>
        {next && <a className="btn" href={next.href}>Việc tiếp theo: {lowerFirst(next.title)}</a>}
      </div>
      <ShortRounds items={shortRounds} pendingHref={paths.organiserQuestionList({ state: "pending" })} />
      <dl className="kpi">
        <Figure label={`đơn vị, ${eligible} người thuộc diện dự thi`} value={units} />
        <Figure label="người trong danh sách" value={people} />
        <Figure label={questions.pending > 0 ? `câu đã duyệt, ${questions.pending} câu chờ duyệt` : "câu đã duyệt"} value={questions.approved} />
        <Figure label={<>thư chờ xử lý · <a href={paths.organiserNotes}>Xem</a></>} value={pendingNotes} />
      </dl>
      <section className="columns">
        <div className="stack">
          <h2>Chuẩn bị cuộc thi</h2>
          <SetupSteps steps={steps} nextKey={next?.key ?? null} />
        </div>
        <div className="stack">
          <div className="head"><h2>Các kỳ thi</h2><a className="btn quiet small" href={paths.organiserNewRound}>Tạo kỳ thi</a></div>
          {rounds.length > 0 ? <RoundList rounds={rounds} /> : <EmptyState title="Chưa có kỳ thi" action={<a className="btn" href={paths.organiserNewRound}>Tạo kỳ thi</a>}>Nên tạo một kỳ thi thử trước kỳ thi đầu tiên.</EmptyState>}
        </div>
      </section>
    </>
  );
}

function Figure({ value, label }: { value: number; label: React.ReactNode }) {
  return <div><dt className="muted small">{label}</dt><dd><b>{value.toLocaleString("vi-VN")}</b></dd></div>;
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

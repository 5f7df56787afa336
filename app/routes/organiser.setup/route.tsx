import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Fragment } from "react";
import { SetupForm } from "~/components/organiser/setup-form";
import { SetupSteps } from "~/components/organiser/setup-steps";
import { withAddedRow } from "~/http/added-row.server";
import { refusedForm } from "~/http/form.server";
import { guarded } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { loadDashboard } from "~/use-cases/contest/load-dashboard.server";
import { loadSetup, type SetupView } from "~/use-cases/contest/load-setup.server";
import { setUpContest } from "~/use-cases/contest/set-up-contest.server";
import { setupStepItems } from "../organiser/setup-step-items";
import { parseSetup } from "./setup-schema.server";

export const meta: MetaFunction = () => [{ title: "Thiết lập ban đầu" }];

export const loader = guarded("manage-contest", async ({ context }) => {
  const [setup, dashboard] = await Promise.all([loadSetup(context.app), loadDashboard(context.app)]);
  return { ...setup, steps: dashboard && setupStepItems(dashboard.steps) };
});

export const action = guarded("manage-contest", async ({ context, request, signedIn }) => {
  const form = await request.formData();
  const added = withAddedRow(form);
  if (added !== null) return data({ state: refusedForm(added.form, {}) });
  const parsed = parseSetup(form);
  if (!parsed.ok) return data({ state: parsed.state }, 400);
  const result = await setUpContest(context.app, { accountId: signedIn.actor.accountId, ...parsed.value });
  if (!result.ok) return data({ state: refusedForm(form, result.refusal) }, 400);
  return redirect(withNotice(paths.organiserSetup, "da-thiet-lap"));
});

export default function Setup() {
  const { head, lists, steps } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  if (steps !== null && refused === undefined) {
    const next = steps.find((step) => !step.isDone);
    return (
      <>
        <div className="head"><h1>Thiết lập ban đầu</h1>{next && <a className="btn" href={next.href}>Việc tiếp theo: {next.title.toLowerCase()}</a>}</div>
        <section className="columns">
          <div className="stack"><h2>Các bước tiếp theo</h2><SetupSteps steps={steps} nextKey={next?.key ?? null} /></div>
          <div className="stack"><h2>Đã thiết lập</h2><SetupSummary head={head} lists={lists} /></div>
        </section>
      </>
    );
  }
  return (
    <>
      <div>
        <h1>Thiết lập ban đầu</h1>
        <p className="muted">Sửa các mục gợi ý cho đúng với cơ quan: ghi thêm ở dòng trống, xóa tên để bỏ một dòng. Mục có dấu * là bắt buộc. Mọi mục đều sửa được sau. Sau bước này là nhập đơn vị, người dự thi, câu hỏi từ tệp, rồi soạn kỳ thi.</p>
      </div>
      <SetupForm head={head} lists={lists} state={refused?.state} />
    </>
  );
}

function SetupSummary({ head, lists: { blocs, unitTypes, levels, topics } }: SetupView) {
  const facts = [
    ["Cuộc thi", head.name],
    ["Cơ quan", head.agency],
    ["Liên hệ", head.contact],
    ["Người ký", head.signers.map(({ title, name }) => [title, name].filter(Boolean).join(" ")).join("; ") || "Chưa ghi; cần có để ký sổ kết quả"],
    ...([["Khối", blocs], ["Loại đơn vị", unitTypes], ["Mức độ", levels], ["Chủ đề", topics]] as const).map(([label, entries]) => [label, entries.filter(({ id }) => id !== "").map(({ name }) => name).join(", ")]),
  ];
  return (
    <div className="card stack">
      <dl className="facts">{facts.map(([label, text]) => <Fragment key={label}><dt>{label}</dt><dd>{text || "–"}</dd></Fragment>)}</dl>
      <p><a href={paths.organiserContest}>Sửa ở trang Cuộc thi</a></p>
    </div>
  );
}

import { data, redirect, type LinksFunction, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { z } from "zod";
import { DocumentShell } from "~/components/ui/document-shell";
import { ErrorSummary } from "~/components/ui/error-summary";
import { TextArea } from "~/components/ui/field";
import { Steps } from "~/components/ui/steps";
import { parseForm } from "~/http/form.server";
import { guardedOnboarding, notFound } from "~/http/guard.server";
import { homePath, landingPath } from "~/http/landing";
import { withNotice } from "~/http/notices";
import { forwardUnless, returnToOf } from "~/http/onboarding.server";
import type { loader as rootLoader } from "~/root";
import styles from "~/styles/accounts.css?url";
import { confirmOwnUnit, loadOwnUnit } from "~/use-cases/accounts/own-unit.server";

/** The own unit, confirmed once; who finds it wrong tells the committee and goes on. */
export const meta: MetaFunction = () => [{ title: "Xác nhận đơn vị" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("confirm") }),
  z.object({
    intent: z.literal("report"),
    complaint: z.string({ error: "Ghi đơn vị đúng của đồng chí." }).min(3, "Ghi đơn vị đúng của đồng chí.").max(1_000, "Nội dung dài quá 1.000 ký tự. Hãy viết ngắn lại."),
  }),
]);

export const loader = guardedOnboarding(async ({ context, request, signedIn }) => {
  forwardUnless("unit", signedIn, request);
  const { personId } = signedIn.actor;
  const unit = personId === null ? null : await loadOwnUnit(context.app, personId);
  if (!unit) throw notFound();
  return {
    code: unit.code,
    fullName: unit.fullName,
    unitName: unit.unitName,
    parentName: unit.parentName,
    account: { displayName: signedIn.displayName, homePath: homePath(signedIn.actor) },
  };
});

export const action = guardedOnboarding(async ({ context, request, signedIn }) => {
  forwardUnless("unit", signedIn, request);
  const parsed = parseForm(await request.formData(), form);
  if (!parsed.ok) return data({ state: parsed.state }, 400);
  const complaint = parsed.value.intent === "report" ? parsed.value.complaint : null;
  await confirmOwnUnit(context.app, { accountId: signedIn.actor.accountId, complaint });
  const next = landingPath(signedIn.actor, returnToOf(request));
  throw redirect(complaint === null ? next : withNotice(next, "da-gui"));
});

export default function OwnUnit() {
  const { code, fullName, unitName, parentName, account } = useLoaderData<typeof loader>();
  const root = useRouteLoaderData<typeof rootLoader>("root");
  const state = useActionData<typeof action>()?.state;
  return (
    <DocumentShell contestName={root?.contestName ?? ""} contact={root?.contact} account={account}>
      <main id="main" className="page narrow">
        <Steps labels={["Mật khẩu", "Đồng ý", "Đơn vị"]} current={3} />
        <h1>Đây có phải đơn vị của đồng chí?</h1>
        <ErrorSummary state={state} />
        <div className="card stack">
          <p className="unit-card"><b>{unitName}</b>{parentName && <span className="muted">Thuộc {parentName}</span>}</p>
          <dl className="facts"><dt>Họ và tên</dt><dd>{fullName}</dd><dt>Mã số</dt><dd className="num">{code}</dd></dl>
        </div>
        <form method="post">
          <button className="btn wide" name="intent" value="confirm">Đúng, tiếp tục</button>
        </form>
        <details className="fold after-form" open={Boolean(state)}>
          <summary>Không đúng đơn vị?</summary>
          <form method="post" className="stack" noValidate>
            <TextArea name="complaint" label="Đơn vị đúng của đồng chí" hint="Ban Tổ chức sẽ sửa trong danh sách. Đồng chí vẫn dự thi được ngay; lượt thi bắt đầu trước khi sửa được tính về đơn vị đang ghi." state={state} maxLength={1_000} required />
            <button className="btn quiet wide" name="intent" value="report">Gửi Ban Tổ chức và tiếp tục</button>
          </form>
        </details>
      </main>
    </DocumentShell>
  );
}

import { data, type LinksFunction, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { IssuedSlips } from "~/components/organiser/issued-slips";
import { SlipCounts, ThisMachineOnly } from "~/components/organiser/slip-plan";
import { SlipSheet } from "~/components/organiser/slip-sheet";
import { ErrorSummary } from "~/components/ui/error-summary";
import { mayDo } from "~/domain/access/policy";
import { formatInstant } from "~/domain/shared/time";
import printModule from "~/enhance/print.ts?worker&url";
import { parseForm, refusedForm } from "~/http/form.server";
import { guarded, notFound } from "~/http/guard.server";
import { isLoopback } from "~/http/loopback";
import { paths } from "~/http/paths";
import { slipAddress } from "~/http/slip-address.server";
import { seenIssueField } from "~/http/slip-form.server";
import { uuidParam } from "~/http/uuid-param.server";
import styles from "~/styles/slips.css?url";
import { findContestHead } from "~/use-cases/contest/find-contest-head.server";
import { issueSlips, planSlips, type IssueSlipsRefusal } from "~/use-cases/accounts/slips.server";

/** A document: what issues the secrets of one unit, and the sheets that are printed from it, once. */
export const meta: MetaFunction = () => [{ title: "Phiếu tài khoản" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

const form = z.object({
  scope: z.enum(["missing", "all"], { error: "Chọn in cho ai." }),
  seenIssue: seenIssueField,
});

const messages: Record<Exclude<IssueSlipsRefusal, "not-found">, Record<string, string>> = {
  "issued-meanwhile": { form: "Đơn vị này vừa được cấp mã ở lần bấm khác hoặc bởi người khác. Nếu đã có bản in, dùng bản đó; nếu không, chọn lại và in lần nữa." },
  nobody: { form: "Không còn ai cần phiếu. Chọn “Tất cả người chưa có mật khẩu” nếu muốn in lại." },
};

export const loader = guarded("issue-secrets", async ({ context, params, request }) => {
  const plan = await planSlips(context.app, uuidParam(params["unitId"]));
  if (!plan) throw notFound();
  const { unitName, withPassword, withSecret, missing, latestIssue } = plan;
  const address = slipAddress(context.app.env.publicUrl, request);
  return {
    unitName, withPassword, withSecret, missing, seenIssue: latestIssue ?? "", issuedAt: latestIssue === null ? null : formatInstant(latestIssue), listHref: paths.organiserSlipUnits,
    address: address.host, isThisMachineOnly: isLoopback(address.hostname),
  };
});

export const action = guarded("issue-secrets", async ({ context, request, params, signedIn }) => {
  const formData = await request.formData();
  const parsed = parseForm(formData, form);
  if (!parsed.ok) return data({ state: parsed.state, sheet: null }, 400);
  // why first: issued secrets are shown once, so nothing may fail afterwards.
  const head = await findContestHead(context.app);
  const issued = await issueSlips(context.app, {
    ...parsed.value,
    unitId: uuidParam(params["unitId"]),
    issuedBy: signedIn.actor.accountId,
    mayIncludeHighRoles: mayDo(signedIn.actor, "manage-accounts"),
  });
  if (!issued.ok) {
    if (issued.refusal === "not-found") throw notFound();
    return data({ state: refusedForm(formData, messages[issued.refusal]), sheet: null }, 409);
  }
  const sheet = {
    contestName: head?.name ?? "",
    contact: head?.contact ?? "",
    address: slipAddress(context.app.env.publicUrl, request).host,
    unitName: issued.value.unitName,
    slips: issued.value.slips.map(({ login, displayName, secret, expiresAt }) => ({ login, displayName, secret, expiresAt: formatInstant(expiresAt) })),
  };
  return data({ state: undefined, sheet }, 200);
});

export default function Slips() {
  const { listHref } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  if (!result?.sheet) return <Plan />;
  return (
    <IssuedSlips title={`${result.sheet.slips.length} phiếu của ${result.sheet.unitName}`} listHref={listHref} printModule={printModule}>
      <SlipSheet {...result.sheet} />
    </IssuedSlips>
  );
}

function Plan() {
  const { unitName, withPassword, withSecret, missing, seenIssue, issuedAt, listHref, address, isThisMachineOnly } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  const isDone = missing + withSecret === 0;
  return (
    <main id="main" className="page reading">
      <p><a href={listHref}>Phiếu tài khoản</a></p>
      <h1>{unitName}</h1>
      <ErrorSummary state={state} />
      {isThisMachineOnly && !isDone && <ThisMachineOnly address={address} />}
      <SlipCounts missing={missing} withSecret={withSecret} withPassword={withPassword} />
      {isDone ? (
        <p className="note ok">Mọi người của đơn vị đã có mật khẩu riêng, không cần phiếu. Ai quên mật khẩu: cấp lại mã ở trang tài khoản của người đó.</p>
      ) : (
        <form method="post" className="card stack" noValidate>
          <input type="hidden" name="seenIssue" value={seenIssue} />
          <fieldset id="scope">
            <legend>In phiếu cho ai?</legend>
            <label className="choice"><input type="radio" name="scope" value="missing" defaultChecked={missing > 0} disabled={missing === 0} required /><span>Người chưa có phiếu ({missing})</span></label>
            <label className="choice"><input type="radio" name="scope" value="all" required /><span>Tất cả người chưa có mật khẩu ({missing + withSecret}){withSecret > 0 && <span className="muted small block">Phiếu đã in trước đây{issuedAt && ` (gần nhất ${issuedAt})`} hết tác dụng.</span>}</span></label>
          </fieldset>
          <div><button className="btn">Cấp mã và hiện phiếu</button></div>
        </form>
      )}
    </main>
  );
}

import { data, type LinksFunction, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { IssuedSlips } from "~/components/organiser/issued-slips";
import { SlipCounts, ThisMachineOnly } from "~/components/organiser/slip-plan";
import { SlipSheet } from "~/components/organiser/slip-sheet";
import { ErrorSummary } from "~/components/ui/error-summary";
import { mayDo } from "~/domain/access/policy";
import { mostSlipsAtOnce } from "~/domain/access/slip-batch";
import { formatCount } from "~/domain/shared/count";
import { formatInstant } from "~/domain/shared/time";
import printModule from "~/enhance/print.ts?worker&url";
import { parseForm, refusedForm } from "~/http/form.server";
import { guarded } from "~/http/guard.server";
import { isLoopback } from "~/http/loopback";
import { paths } from "~/http/paths";
import { slipAddress } from "~/http/slip-address.server";
import { seenIssueField } from "~/http/slip-form.server";
import styles from "~/styles/slips.css?url";
import { issueAllSlips, planAllSlips } from "~/use-cases/accounts/all-slips.server";
import { findContestHead } from "~/use-cases/contest/find-contest-head.server";

/** A document: what issues the secrets of all units at once, and the sheets that are printed from it, once. */
export const meta: MetaFunction = () => [{ title: "Phiếu tài khoản của tất cả đơn vị" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

const form = z.object({ scope: z.enum(["missing", "latest"], { error: "Chọn in cho ai." }), seenIssue: seenIssueField });

const messages = {
  "issued-meanwhile": "Vừa có phiếu được cấp ở lần bấm khác hoặc bởi người khác. Nếu đã có bản in, dùng bản đó; nếu không, chọn “In lại lần cấp gần nhất”.",
  nobody: "Không còn ai cần phiếu. Tài khoản của Ban Tổ chức và quản trị do quản trị in.",
};

export const loader = guarded("issue-secrets", async ({ context, request, signedIn: { actor } }) => {
  const { latestIssue, ...plan } = await planAllSlips(context.app, { mayIncludeHighRoles: mayDo(actor, "manage-accounts") });
  const address = slipAddress(context.app.env.publicUrl, request);
  return {
    ...plan, seenIssue: latestIssue?.at ?? "", lost: latestIssue && { ...latestIssue, at: formatInstant(latestIssue.at) }, listHref: paths.organiserSlipUnits,
    address: address.host, isThisMachineOnly: isLoopback(address.hostname),
  };
});

export const action = guarded("issue-secrets", async ({ context, request, signedIn: { actor } }) => {
  const formData = await request.formData();
  const parsed = parseForm(formData, form);
  if (!parsed.ok) return data({ state: parsed.state, sheets: null }, 400);
  const issuer = { issuedBy: actor.accountId, mayIncludeHighRoles: mayDo(actor, "manage-accounts") };
  // why first: issued secrets are shown once, so nothing may fail afterwards.
  const head = await findContestHead(context.app);
  const issued = await issueAllSlips(context.app, { ...parsed.value, ...issuer });
  if (!issued.ok) {
    // why: pressed once more with “missing” chosen, it would issue the next units', and the print that was lost would no longer be the latest.
    if (issued.refusal === "issued-meanwhile") formData.delete("scope");
    return data({ state: refusedForm(formData, { form: messages[issued.refusal] }), sheets: null }, 409);
  }
  const shared = { contestName: head?.name ?? "", contact: head?.contact ?? "", address: slipAddress(context.app.env.publicUrl, request).host };
  const sheets = issued.value.map(({ unitName, slips }) => ({
    ...shared, unitName, slips: slips.map(({ login, displayName, secret, expiresAt }) => ({ login, displayName, secret, expiresAt: formatInstant(expiresAt) })),
  }));
  return data({ state: undefined, sheets }, 200);
});

export default function AllSlips() {
  const { listHref } = useLoaderData<typeof loader>();
  const sheets = useActionData<typeof action>()?.sheets;
  if (!sheets) return <Plan />;
  const slips = sheets.reduce((sum, sheet) => sum + sheet.slips.length, 0);
  return (
    <IssuedSlips title={`${formatCount(slips)} phiếu của ${formatCount(sheets.length)} đơn vị`} listHref={listHref} printModule={printModule}>
      {sheets.map((sheet) => <SlipSheet key={sheet.slips[0]!.login} {...sheet} />)}
    </IssuedSlips>
  );
}

function Plan() {
  const { withPassword, withSecret, missing, withheld, next, latest, seenIssue, lost, listHref, address, isThisMachineOnly } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  const chosen = state ? state.values["scope"] : "missing";
  const isDone = next.slips + latest.slips === 0;
  return (
    <main id="main" className="page reading">
      <p><a href={listHref}>Phiếu tài khoản</a></p>
      <h1>Tất cả đơn vị</h1>
      <ErrorSummary state={state} />
      {isThisMachineOnly && !isDone && <ThisMachineOnly address={address} />}
      <SlipCounts missing={missing} withSecret={withSecret} withPassword={withPassword} />
      {withheld > 0 && <p className="note">Chưa kể {formatCount(withheld)} tài khoản của Ban Tổ chức và quản trị chưa có phiếu: do quản trị in.</p>}
      {isDone ? <p className="note ok">Không còn ai cần phiếu. Cần in lại: chọn đơn vị ở trang <a href={listHref}>Phiếu tài khoản</a>.</p> : (
        <form method="post" className="card stack" noValidate>
          <input type="hidden" name="seenIssue" value={seenIssue} />
          <fieldset id="scope">
            <legend>In phiếu cho ai?</legend>
            <label className="choice"><input type="radio" name="scope" value="missing" defaultChecked={chosen === "missing" && missing > 0} disabled={missing === 0} required /><span>Người chưa có phiếu: {missing === 0 ? "không còn ai" : sizeText(next)}<span className="muted small block">Phiếu đã in trước đây vẫn dùng được.{next.slips < missing && ` Mỗi lần in nhiều nhất ${formatCount(mostSlipsAtOnce)} phiếu, không tách đơn vị; còn ${formatCount(missing - next.slips)} phiếu in ở lần sau.`}</span></span></label>
            {lost && latest.slips > 0 && <label className="choice"><input type="radio" name="scope" value="latest" defaultChecked={chosen === "latest"} required /><span>In lại lần cấp gần nhất cho tất cả đơn vị ({lost.by}, {lost.at}, {formatCount(lost.units)} đơn vị): {formatCount(latest.slips)} phiếu, {formatCount(latest.pages)} trang A4<span className="muted small block">Khi bản in bị hỏng hoặc mất. Phiếu đã in lần đó hết tác dụng, kể cả phiếu đã phát.</span></span></label>}
          </fieldset>
          <p className="muted small">Mỗi đơn vị bắt đầu ở trang mới, mười phiếu một trang.</p>
          <div><button className="btn">Cấp mã và hiện phiếu</button></div>
        </form>
      )}
    </main>
  );
}

function sizeText({ slips, units, pages }: { slips: number; units: number; pages: number }): string {
  return `${formatCount(slips)} phiếu của ${formatCount(units)} đơn vị, ${formatCount(pages)} trang A4`;
}

import { data, type LinksFunction, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { useNonce } from "~/components/nonce";
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
import { uuidParam } from "~/http/uuid-param.server";
import styles from "~/styles/slips.css?url";
import { findContestHead } from "~/use-cases/contest/find-contest-head.server";
import { issueSlips, planSlips, type IssueSlipsRefusal } from "~/use-cases/accounts/slips.server";

/** A document: what issues the secrets of one unit, and the sheets that are printed from it, once. */
export const meta: MetaFunction = () => [{ title: "Phiếu tài khoản" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

const form = z.object({
  scope: z.enum(["missing", "all"], { error: "Chọn in cho ai." }),
  seenIssue: z.string().regex(/^\d{0,15}$/, "Biểu mẫu không hợp lệ. Hãy mở lại trang.").transform((text) => (text === "" ? null : Number(text))),
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
  const [issued, head] = await Promise.all([
    issueSlips(context.app, {
      ...parsed.value,
      unitId: uuidParam(params["unitId"]),
      issuedBy: signedIn.actor.accountId,
      mayIncludeHighRoles: mayDo(signedIn.actor, "manage-accounts"),
    }),
    findContestHead(context.app),
  ]);
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
  const { unitName, listHref } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const nonce = useNonce();
  if (!result?.sheet) return <Plan />;
  return (
    <main id="main" className="slips">
      <div className="page no-print">
        <p><a href={listHref}>Phiếu tài khoản</a></p>
        <h1>{result.sheet.slips.length} phiếu của {unitName}</h1>
        <p className="note">Mã bí mật chỉ hiện lần này. In ngay (<kbd>Ctrl</kbd>+<kbd>P</kbd>, khổ A4, tỷ lệ 100%), kiểm tra đủ phiếu rồi mới đóng trang. Không tải lại trang.</p>
        <div className="row"><button type="button" className="btn" data-print="" hidden>In phiếu</button><a className="btn quiet" href={listHref}>Đã in xong</a></div>
      </div>
      <SlipSheet {...result.sheet} />
      <script type="module" src={printModule} nonce={nonce} />
    </main>
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
      {isThisMachineOnly && !isDone && <p className="note err">Phiếu sẽ ghi địa chỉ <b>{address}</b>, chỉ mở được trên chính máy chủ này. Trước khi in, đề nghị quản trị đặt PUBLIC_URL là địa chỉ người dự thi sẽ mở, rồi khởi động lại.</p>}
      <div className="kpi">
        <div><b>{missing}</b>chưa có phiếu</div>
        <div><b>{withSecret}</b>đã có phiếu</div>
        <div><b>{withPassword}</b>đã có mật khẩu</div>
      </div>
      {isDone ? (
        <p className="note ok">Mọi người của đơn vị đã có mật khẩu riêng, không cần phiếu. Ai quên mật khẩu: cấp lại mã ở trang tài khoản của người đó.</p>
      ) : (
        <form method="post" className="card stack" noValidate>
          <input type="hidden" name="seenIssue" value={seenIssue} />
          <fieldset>
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

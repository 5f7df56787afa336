import { data, redirect, type LinksFunction, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { z } from "zod";
import { DocumentShell } from "~/components/ui/document-shell";
import { ErrorSummary } from "~/components/ui/error-summary";
import { CheckField } from "~/components/ui/field";
import { Steps } from "~/components/ui/steps";
import { parseForm } from "~/http/form.server";
import { guardedOnboarding } from "~/http/guard.server";
import { homePath } from "~/http/landing";
import { forwardUnless, returnToOf } from "~/http/onboarding.server";
import { type ConsentRefusal, paths, withReturnTo } from "~/http/paths";
import type { loader as rootLoader } from "~/root";
import styles from "~/styles/accounts.css?url";
import { giveConsent, loadConsent } from "~/use-cases/accounts/consent.server";

/** Consent to the processing of personal data: the text and version in force, never ticked beforehand. */
export const meta: MetaFunction = () => [{ title: "Đồng ý xử lý dữ liệu cá nhân" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

const form = z.object({
  agree: z.literal("on", { error: "Biểu mẫu không hợp lệ. Hãy mở lại trang." }).optional(),
  version: z.string().regex(/^\d{1,9}$/, "Biểu mẫu không hợp lệ. Hãy mở lại trang.").transform(Number),
});

/** Nothing is typed here that would have to be kept, so a refusal leads to an address: “Back” never asks to send the form again. */
const refusals: Record<ConsentRefusal, Record<string, string>> = {
  "chua-danh-dau": { agree: "Đánh dấu ô đồng ý để tiếp tục. Nếu không đồng ý, hãy liên hệ Ban Tổ chức." },
  "da-cap-nhat": { form: "Nội dung vừa được Ban Tổ chức cập nhật. Hãy đọc lại rồi đồng ý." },
};
const refusalIn = z.enum(["chua-danh-dau", "da-cap-nhat"]).nullable().catch(null);

export const loader = guardedOnboarding(async ({ context, request, signedIn }) => {
  forwardUnless("consent", signedIn, request);
  const { text, version, agency } = await loadConsent(context.app);
  const refusal = refusalIn.parse(new URL(request.url).searchParams.get("loi"));
  const state = refusal === null ? undefined : { values: {}, errors: refusals[refusal] };
  return { state, isRenewal: signedIn.onboarding === null, text, version, agency, account: { displayName: signedIn.displayName, homePath: homePath(signedIn.actor) } };
});

export const action = guardedOnboarding(async ({ context, request, signedIn }) => {
  forwardUnless("consent", signedIn, request);
  const parsed = parseForm(await request.formData(), form);
  if (!parsed.ok) return data({ state: parsed.state }, 400);
  const returnTo = returnToOf(request);
  if (parsed.value.agree === undefined) throw redirect(paths.refusedConsent("chua-danh-dau", returnTo));
  const given = await giveConsent(context.app, { accountId: signedIn.actor.accountId, version: parsed.value.version });
  if (!given.ok) throw redirect(paths.refusedConsent("da-cap-nhat", returnTo));
  throw redirect(withReturnTo(paths.confirmUnit, returnTo));
});

export default function Consent() {
  const { isRenewal, text, version, agency, account, state: refused } = useLoaderData<typeof loader>();
  const root = useRouteLoaderData<typeof rootLoader>("root");
  const state = useActionData<typeof action>()?.state ?? refused;
  return (
    <DocumentShell contestName={root?.contestName ?? ""} contact={root?.contact} account={account}>
      <main id="main" className="page narrow">
        {!isRenewal && <Steps labels={["Mật khẩu", "Đồng ý", "Đơn vị"]} current={2} />}
        <h1>Xử lý dữ liệu cá nhân</h1>
        {isRenewal && <p className="note">Ban Tổ chức vừa cập nhật nội dung này. Hãy đọc lại và đồng ý trước lượt thi tiếp theo; các bài đã nộp vẫn giữ nguyên.</p>}
        <p className="lead">Ban Tổ chức đề nghị đồng chí đồng ý để dữ liệu của mình được xử lý như sau, theo <span className="nb">Luật 91/2025/QH15</span>.</p>
        {agency && <dl className="facts"><dt>Cơ quan tổ chức</dt><dd>{agency}</dd></dl>}
        <ErrorSummary state={state} />
        <div className="card consent-text">{text.split("\n").filter(Boolean).map((line) => <ConsentLine key={line} line={line} />)}</div>
        <form method="post" className="stack" noValidate>
          <input type="hidden" name="version" value={version} />
          <CheckField name="agree" label="Tôi đã đọc và đồng ý để Ban Tổ chức xử lý dữ liệu cá nhân của tôi cho mục đích nêu trên." state={state} required />
          <button className="btn wide">Tiếp tục</button>
        </form>
        <p className="small muted">Không đồng ý thì chưa thể dự thi trên trang này. Hãy đăng xuất và liên hệ Ban Tổ chức.</p>
      </main>
    </DocumentShell>
  );
}

/** “Mục đích: …”: what stands before the first colon is the heading of the paragraph. */
function ConsentLine({ line }: { line: string }) {
  const at = line.indexOf(": ");
  return at > 0 && at <= 40 ? <p><strong>{line.slice(0, at + 1)}</strong>{line.slice(at + 1)}</p> : <p>{line}</p>;
}

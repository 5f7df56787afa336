import { data, redirect, type HeadersFunction, type LinksFunction, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { useNonce } from "~/components/nonce";
import { DocumentShell } from "~/components/ui/document-shell";
import { ErrorSummary } from "~/components/ui/error-summary";
import { TextField } from "~/components/ui/field";
import { Steps } from "~/components/ui/steps";
import { maximumPasswordLength, minimumPasswordLength } from "~/domain/access/password-policy";
import revealModule from "~/enhance/reveal.ts?worker&url";
import { parseForm, refusedForm } from "~/http/form.server";
import { guardedOnboarding } from "~/http/guard.server";
import { homePath } from "~/http/landing";
import { noticeOf, withNotice } from "~/http/notices";
import { startSession } from "~/http/onboarding.server";
import { paths } from "~/http/paths";
import { inWords, tryLater } from "~/http/retry.server";
import type { loader as rootLoader } from "~/root";
import styles from "~/styles/accounts.css?url";
import { changePassword, setFirstPassword } from "~/use-cases/accounts/set-own-password.server";
import { changeForm, firstForm, messageOf } from "./form";

/** The own password: set at the first sign-in, changed later by whoever knows the current one. */
export const meta: MetaFunction = () => [{ title: "Mật khẩu" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

export const loader = guardedOnboarding(async ({ request, signedIn }) => ({
  isFirst: signedIn.onboarding === "password",
  isParticipant: signedIn.actor.personId !== null,
  login: signedIn.login,
  account: { displayName: signedIn.displayName, homePath: homePath(signedIn.actor) },
  notice: noticeOf(request),
}));

export const action = guardedOnboarding(async ({ context, request, signedIn }) => {
  const { accountId } = signedIn.actor;
  const isFirst = signedIn.onboarding === "password";
  const formData = await request.formData();
  const parsed = parseForm(formData, isFirst ? firstForm : changeForm);
  if (!parsed.ok) return data({ state: parsed.state }, 400);
  const { newPassword: password, currentPassword: current = "" } = parsed.value;
  const set = isFirst
    ? await setFirstPassword(context.app, { accountId, password })
    : await changePassword(context.app, { accountId, current, password, address: context.clientAddress });
  if (!set.ok) {
    const { refusal } = set;
    if (refusal === "already-set") throw redirect(paths.signIn());
    if (typeof refusal !== "object" || "uncounted" in refusal) return data({ state: refusedForm(formData, messageOf(refusal)) }, 400);
    const wait = inWords(refusal.seconds);
    const message = refusal.reason === "busy" ? `Nhiều người đang đăng nhập cùng lúc. Hãy thử lại sau ${wait}.` : `Đã nhập sai nhiều lần. Hãy chờ ${wait} rồi thử lại.`;
    return tryLater(refusedForm(formData, { form: message }), refusal.reason === "busy" ? 503 : 429, refusal.seconds);
  }
  throw await startSession(context.app.sessions, request, { accountId, ...(isFirst ? {} : { to: withNotice(paths.ownPassword, "da-doi-mat-khau") }) });
});

export default function OwnPassword() {
  const { isFirst, isParticipant, login, account, notice } = useLoaderData<typeof loader>();
  const root = useRouteLoaderData<typeof rootLoader>("root");
  const state = useActionData<typeof action>()?.state;
  const nonce = useNonce();
  const password = { type: "password", required: true, maxLength: 1_024, autoCapitalize: "none", autoCorrect: "off", spellCheck: false, "data-reveal": "" } as const;
  return (
    <DocumentShell contestName={root?.contestName ?? ""} contact={root?.contact} account={account}>
      <main id="main" className="page narrow">
        {isFirst && isParticipant && <Steps labels={["Mật khẩu", "Đồng ý", "Đơn vị"]} current={1} />}
        <h1>{isFirst ? "Đặt mật khẩu riêng" : "Đổi mật khẩu"}</h1>
        {notice && <p className="note ok" role="status">{notice}</p>}
        {isFirst && <p className="lead">Từ lần sau, đăng nhập bằng mật khẩu này. Mã bí mật trên phiếu hết tác dụng khi đặt xong.</p>}
        <ErrorSummary state={state} />
        <form method="post" className="stack" noValidate>
          <input type="text" name="username" autoComplete="username" defaultValue={login} hidden readOnly />
          {!isFirst && <TextField {...password} name="currentPassword" label="Mật khẩu hiện tại" state={state} autoComplete="current-password" />}
          <TextField {...password} name="newPassword" label="Mật khẩu mới" state={state} autoComplete="new-password"
            hint={`Từ ${minimumPasswordLength} đến ${maximumPasswordLength} ký tự, chữ nào cũng được. Dễ nhớ và khó đoán nhất là vài từ không liên quan đến nhau. Không dùng họ tên, mã số, ngày sinh, số điện thoại.`} />
          <TextField {...password} name="repeatPassword" label="Nhập lại mật khẩu mới" state={state} autoComplete="new-password" />
          <button className="btn wide">{isFirst ? "Lưu và tiếp tục" : "Đổi mật khẩu"}</button>
        </form>
        {!isFirst && <p><a href={account.homePath}>Quay lại</a></p>}
      </main>
      <script type="module" src={revealModule} nonce={nonce} />
    </DocumentShell>
  );
}

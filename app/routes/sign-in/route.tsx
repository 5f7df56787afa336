import { data, redirect, type HeadersFunction, type LinksFunction, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { z } from "zod";
import { useNonce } from "~/components/nonce";
import { DocumentShell } from "~/components/ui/document-shell";
import { ErrorSummary } from "~/components/ui/error-summary";
import { TextField } from "~/components/ui/field";
import { maximumLoginLength } from "~/domain/access/login";
import signInModule from "~/enhance/sign-in.ts?worker&url";
import { readDeviceCookie, serialiseDeviceCookie } from "~/http/device-cookie";
import { parseForm, refusedForm } from "~/http/form.server";
import { open } from "~/http/guard.server";
import { noticeOf } from "~/http/notices";
import { nextPath, startSession } from "~/http/onboarding.server";
import { paths } from "~/http/paths";
import { inWords, tryLater } from "~/http/retry.server";
import type { loader as rootLoader } from "~/root";
import styles from "~/styles/accounts.css?url";
import { signIn } from "~/use-cases/accounts/sign-in.server";

export const meta: MetaFunction = () => [{ title: "Đăng nhập" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];
/** Lets `Retry-After` of the action reach the page. */
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders;

const form = z.object({
  account: z.string({ error: "Nhập mã số hoặc tài khoản." }).min(1, "Nhập mã số hoặc tài khoản.").max(maximumLoginLength, "Mã số hoặc tài khoản quá dài. Hãy nhập lại."),
  password: z.string({ error: "Nhập mật khẩu hoặc mã bí mật." }).min(1, "Nhập mật khẩu hoặc mã bí mật.").max(1_024, "Mật khẩu quá dài. Hãy nhập lại."),
});

const noCookieMessage =
  "Trang đang mở qua http nên trình duyệt không giữ được phiên đăng nhập. Hãy mở trang bằng địa chỉ bắt đầu bằng https://; nếu không có, đề nghị quản trị đặt PUBLIC_URL.";

export const loader = open(async ({ context, request, signedIn }) => {
  if (signedIn) throw redirect(nextPath(signedIn, request));
  return { notice: noticeOf(request), mayKeepCookie: context.app.sessions.mayKeepCookie(request) };
});

export const action = open(async ({ context, request }) => {
  const formData = await request.formData();
  if (!context.app.sessions.mayKeepCookie(request)) return data({ state: refusedForm(formData, { form: noCookieMessage }) }, 400);
  const parsed = parseForm(formData, form);
  if (!parsed.ok) return data({ state: parsed.state }, 400);
  const { account: login, password } = parsed.value;
  const outcome = await signIn(context.app, { login, password, address: context.clientAddress, deviceToken: readDeviceCookie(request) });
  const refused = (message: string) => refusedForm(formData, { form: message });
  if (outcome.outcome === "refused") {
    return data({ state: refused("Tài khoản, mật khẩu hoặc mã bí mật không đúng. Hãy kiểm tra lại từng ký tự; nếu vẫn không được, liên hệ Ban Tổ chức để được cấp lại mã.") }, 400);
  }
  if (outcome.outcome === "wait") {
    return tryLater(refused(`Đã nhập sai nhiều lần. Hãy chờ ${inWords(outcome.seconds)} rồi thử lại. Mã bí mật trên phiếu còn hạn vẫn dùng được ngay.`), 429, outcome.seconds);
  }
  if (outcome.outcome === "busy") {
    return tryLater(refused(`Nhiều người đang đăng nhập cùng lúc. Hãy thử lại sau ${inWords(outcome.seconds)}.`), 503, outcome.seconds);
  }
  throw await startSession(context.app.sessions, request, { accountId: outcome.accountId, cookies: [serialiseDeviceCookie(outcome.deviceToken)] });
}, { mayTakeLong: true });

export default function SignIn() {
  const { notice, mayKeepCookie } = useLoaderData<typeof loader>();
  const root = useRouteLoaderData<typeof rootLoader>("root");
  const state = useActionData<typeof action>()?.state;
  const nonce = useNonce();
  return (
    <DocumentShell contestName={root?.contestName ?? ""} contact={root?.contact}>
      <main id="main" className="page narrow">
        <h1>Đăng nhập</h1>
        {notice && <p className="note" role="status">{notice}</p>}
        {!mayKeepCookie && <p className="note err">{noCookieMessage}</p>}
        <ErrorSummary state={state} />
        {mayKeepCookie && (
          <form method="post" className="stack" noValidate>
            <TextField name="account" label="Mã số hoặc tài khoản" hint="Ghi trên phiếu, ví dụ 001005." state={state} autoComplete="username" autoCapitalize="none" autoCorrect="off" spellCheck={false} required maxLength={maximumLoginLength} />
            <TextField name="password" type="password" label="Mật khẩu hoặc mã bí mật" hint="Lần đầu: nhập mã bí mật trên phiếu, có hay không có dấu gạch đều được." state={state} autoComplete="current-password" autoCapitalize="none" autoCorrect="off" spellCheck={false} required maxLength={1_024} data-reveal="" />
            <button className="btn wide">Đăng nhập</button>
          </form>
        )}
        <p className="small muted">Mất phiếu hoặc quên mật khẩu: liên hệ Ban Tổ chức để được cấp lại mã bí mật.</p>
        <p className="small"><a className="touch" href={paths.privacy}>Dữ liệu cá nhân và cookie</a></p>
      </main>
      <script type="module" src={signInModule} nonce={nonce} />
    </DocumentShell>
  );
}

import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { SlipSheet } from "~/components/organiser/slip-sheet";
import { PrintButton } from "~/components/participation/print-button";
import { AccountState } from "~/components/ui/account-state";
import { CheckField } from "~/components/ui/field";
import { ErrorSummary } from "~/components/ui/error-summary";
import { IssuedSecretNote } from "~/components/ui/issued-secret";
import { RoleFields } from "~/components/ui/role-fields";
import { mayDo, mayResetSecretOf, roleLabels } from "~/domain/access/policy";
import { formatInstant } from "~/domain/shared/time";
import { guarded, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import styles from "~/styles/accounts-organiser.css?url";
import slipStyles from "~/styles/slips.css?url";
import { listUnitsToChoose, loadAccount } from "~/use-cases/accounts/list-accounts.server";
import { changeAccount } from "./action.server";

/** One account: its state, its roles, its secret. */
export const meta: MetaFunction = () => [{ title: "Tài khoản" }];
export const links: LinksFunction = () => [slipStyles, styles].map((href) => ({ rel: "stylesheet", href }));

export const loader = guarded("issue-secrets", async ({ context, params, signedIn }) => {
  const account = await loadAccount(context.app, uuidParam(params["accountId"]));
  if (!account) throw notFound();
  const mayManage = mayDo(signedIn.actor, "manage-accounts");
  const units = mayManage ? await listUnitsToChoose(context.app) : [];
  const isOwn = account.id === signedIn.actor.accountId;
  return {
    login: account.login,
    displayName: account.displayName,
    unitName: account.unitName,
    isParticipant: account.isParticipant,
    state: account.state,
    mergedInto: account.mergedInto && { ...account.mergedInto, href: paths.organiserPerson(account.mergedInto.id) },
    secretExpiresAt: account.secretExpiresAt === null ? null : formatInstant(account.secretExpiresAt),
    lastSignInAt: account.lastSignInAt === null ? null : formatInstant(account.lastSignInAt),
    roles: account.grants.map(({ id, role, unitName }) => ({ id, label: roleLabels[role], unitName, mayRevoke: mayManage && !(isOwn && role === "administrator") })),
    units: units.map(({ id, name, depth }) => ({ id, name, depth })),
    mayManage,
    isOwn,
    ownPasswordHref: paths.ownPassword,
    mayReset: account.state !== "disabled" && mayResetSecretOf(signedIn.actor, account.grants),
    mayDisable: mayManage && !isOwn && account.mergedInto === null && !account.isForgotten,
    listHref: paths.organiserAccounts,
  };
});

export const action = guarded("issue-secrets", changeAccount);

export default function Account() {
  const { login, displayName, unitName, isParticipant, state, secretExpiresAt, lastSignInAt, mergedInto, listHref } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  return (
    <div className={result?.issued ? "stack reading-width has-slip" : "stack reading-width"}>
      <p><a href={listHref}>Tài khoản</a></p>
      <div className="head"><h1>{displayName}</h1><AccountState state={state} /></div>
      {result?.issued && <IssuedSecretNote {...result.issued}><div><PrintButton>In phiếu</PrintButton></div></IssuedSecretNote>}
      {result?.issued && <div className="slip-print"><SlipSheet {...result.issued.slip} unitName={unitName ?? ""} slips={[result.issued]} /></div>}
      {mergedInto && <p className="note">Người dùng của tài khoản này đã được gộp vào <a href={mergedInto.href}>{mergedInto.fullName}, mã số {mergedInto.code}</a>. Không mở khóa tài khoản này; dùng tài khoản của người đó.</p>}
      <ErrorSummary state={result?.state} />
      <dl className="facts">
        <dt>Tài khoản</dt><dd className="num">{login}</dd>
        {isParticipant && <><dt>Đơn vị</dt><dd>{unitName}</dd></>}
        <dt>Đăng nhập gần nhất</dt><dd className="num">{lastSignInAt ?? "Chưa lần nào"}</dd>
        {state === "secret-issued" && <><dt>Mã bí mật hết hạn</dt><dd className="num">{secretExpiresAt}</dd></>}
      </dl>
      <Roles />
      <Secret />
      <Lock />
    </div>
  );
}

function Roles() {
  const { roles, units, isParticipant, mayManage } = useLoaderData<typeof loader>();
  const state = useActionData<typeof action>()?.state;
  return (
    <section className="card stack" aria-labelledby="roles">
      <h2 id="roles">Vai trò</h2>
      <ul className="plain">
        {isParticipant && <li>Người dự thi</li>}
        {roles.map((role) => (
          <li key={role.id} className="row">
            <span>{role.label}{role.unitName && <span className="muted"> · {role.unitName}</span>}</span>
            {role.mayRevoke && (
              <Form method="post"><input type="hidden" name="grantId" value={role.id} /><button className="link-button" name="intent" value="revoke-role" aria-label={`Bỏ vai trò ${role.label}`}>Bỏ</button></Form>
            )}
          </li>
        ))}
        {!isParticipant && roles.length === 0 && <li className="muted">Chưa có vai trò nào: tài khoản đăng nhập được nhưng không xem được gì.</li>}
      </ul>
      {mayManage && (
        <details className="fold" open={Boolean(state?.errors["role"] ?? state?.errors["unitId"])}>
          <summary>Thêm vai trò</summary>
          <Form method="post" className="stack">
            <RoleFields units={units} state={state} />
            <div><button className="btn quiet" name="intent" value="grant-role">Thêm vai trò</button></div>
          </Form>
        </details>
      )}
      {mayManage && <p className="muted small">Đổi vai trò sẽ đăng xuất tài khoản này trên mọi thiết bị.</p>}
    </section>
  );
}

function Secret() {
  const { mayReset, isOwn, ownPasswordHref, state } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (state === "disabled") return null;
  return (
    <section className="card stack" aria-labelledby="secret">
      <h2 id="secret">Mã bí mật</h2>
      {isOwn ? <p>Đây là tài khoản đang đăng nhập. Mã bí mật của mình do người khác trong Ban Tổ chức cấp lại; còn nhớ mật khẩu thì <a href={ownPasswordHref}>đổi mật khẩu</a>.</p> : mayReset ? (
        <>
          <p>Cấp lại khi người dùng mất phiếu hoặc quên mật khẩu. Mật khẩu và mã cũ hết tác dụng, tài khoản bị đăng xuất trên mọi thiết bị; bài đang làm vẫn còn.</p>
          <Form method="post" className="stack" key={answer?.issued?.secret}>
            <CheckField name="confirmed" label="Đã xác minh người yêu cầu, đồng ý bỏ mật khẩu và mã cũ" state={answer?.state} />
            <div><button className="btn quiet" name="intent" value="reset-secret">Cấp lại mã bí mật</button></div>
          </Form>
        </>
      ) : (
        <p className="muted">Mã bí mật của thành viên Ban Tổ chức và quản trị do quản trị cấp lại.</p>
      )}
    </section>
  );
}

function Lock() {
  const { mayDisable, state } = useLoaderData<typeof loader>();
  if (!mayDisable) return null;
  const isDisabled = state === "disabled";
  return (
    <section className="card stack" aria-labelledby="lock">
      <h2 id="lock">{isDisabled ? "Mở khóa tài khoản" : "Khóa tài khoản"}</h2>
      <p>{isDisabled ? "Tài khoản đăng nhập lại được bằng mật khẩu đã có." : "Tài khoản bị đăng xuất ngay và không đăng nhập được. Kết quả thi vẫn giữ nguyên."}</p>
      <Form method="post"><button className={isDisabled ? "btn quiet" : "btn danger"} name="intent" value={isDisabled ? "enable" : "disable"}>{isDisabled ? "Mở khóa" : "Khóa tài khoản"}</button></Form>
    </section>
  );
}

import { AccountState } from "~/components/ui/account-state";

type Props = { account: { readonly login: string; readonly state: Parameters<typeof AccountState>[0]["state"]; readonly href: string } | null; slipsHref: string };

/** How the person signs in, and where a slip or a new secret comes from. */
export function AccountCard({ account, slipsHref }: Props) {
  return (
    <section className="card stack" aria-labelledby="account-title">
      <h2 id="account-title" className="card-title">Tài khoản</h2>
      {account === null ? <p>Chưa có tài khoản: mã số trùng với tên một tài khoản khác. Đổi mã số rồi lưu.</p> : (
        <>
          <p className="row"><span className="num">{account.login}</span><AccountState state={account.state} /></p>
          <p className="row"><a href={account.href}>Mở tài khoản, cấp lại mã</a><a href={slipsHref}>In phiếu của đơn vị</a></p>
        </>
      )}
    </section>
  );
}

import type { ReactNode } from "react";

export type ShellAccount = { displayName: string; homePath: string };

type Props = { contestName: string; contact?: string | undefined; account?: ShellAccount | null | undefined; children: ReactNode };

/** Frame of participant and public pages: brand, who is signed in, sign-out, contact. Plain links and forms only. */
export function DocumentShell({ contestName, contact, account, children }: Props) {
  return (
    <>
      <header className="bar-top">
        <div className="in">
          <a className="brandmark" href="/"><i aria-hidden="true" />{contestName}</a>
          <span className="grow" />
          {account ? (
            <>
              <a href={account.homePath}>{account.displayName}</a>
              <form method="post" action="/sign-out"><button className="link-button">Đăng xuất</button></form>
            </>
          ) : (
            <a href="/sign-in">Đăng nhập</a>
          )}
        </div>
      </header>
      {children}
      {contact && <footer className="page muted small no-print"><p>Ban Tổ chức: {contact}</p></footer>}
    </>
  );
}

import { type ReactNode, useEffect, useRef } from "react";

/** Frame of organiser pages: side bar on a desk, one scrolling row of links on a phone; who is signed in; sign-out. */
export type NavItem = { readonly label: string; readonly href: string; readonly isCurrent: boolean; readonly count?: number | undefined };
export type NavGroup = { readonly title: string | null; readonly items: readonly NavItem[] };

type Props = {
  contestName: string;
  homePath: string;
  groups: readonly NavGroup[];
  account: { readonly displayName: string; readonly roles: string };
  passwordPath: string;
  signOutPath: string;
  notice: string | null;
  children: ReactNode;
};

export function AppShell({ contestName, homePath, groups, account, passwordPath, signOutPath, notice, children }: Props) {
  return (
    <div className="shell">
      <header className="side no-print">
        <a className="brandmark" href={homePath}><i aria-hidden="true" /><span>{contestName}</span></a>
        <Navigation groups={groups} />
        <div className="who">
          <p><span className="who-name">{account.displayName}</span> <span className="muted small">{account.roles}</span></p>
          <a href={passwordPath}>Đổi mật khẩu</a>
          <form method="post" action={signOutPath}><button className="link-button">Đăng xuất</button></form>
        </div>
      </header>
      <main id="main" className="app-main">
        {notice && <p className="note ok" role="status">{notice}</p>}
        {children}
      </main>
    </div>
  );
}

/** Scrolls the list of links, down on a desk and along on a phone, to the current entry, and never the page: its heading stays in sight. */
function bringIntoSight(entry: HTMLElement | null): void {
  const list = entry?.closest("nav");
  if (!entry || !list) return;
  const [at, listAt] = [entry.getBoundingClientRect(), list.getBoundingClientRect()];
  list.scrollTop += Math.max(0, at.bottom - listAt.bottom);
  list.scrollLeft += at.left - listAt.left - (listAt.width - at.width) / 2;
}

function Navigation({ groups }: { groups: readonly NavGroup[] }) {
  const current = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    bringIntoSight(current.current);
    // why twice: letters that come later make the list longer.
    void document.fonts.ready.then(() => bringIntoSight(current.current));
  }, []);
  return (
    <nav aria-label="Ban Tổ chức">
      {groups.map((group) => (
        <div className="nav-group" key={group.title ?? ""}>
          {group.title && <p className="nav-title">{group.title}</p>}
          <ul>
            {group.items.map((item) => (
              <li key={item.href}>
                <a href={item.href} aria-current={item.isCurrent ? "page" : undefined} ref={item.isCurrent ? current : undefined}>
                  {item.label}
                  {item.count ? <span className="nav-count num">{item.count}<span className="visually-hidden"> mục chờ xử lý</span></span> : null}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

import type { LinksFunction } from "@remix-run/node";
import { Outlet, useLoaderData, useNavigation, useRouteLoaderData } from "@remix-run/react";
import { mayDo, roleLabels } from "~/domain/access/policy";
import { guarded } from "~/http/guard.server";
import { paths } from "~/http/paths";
import type { loader as rootLoader } from "~/root";
import leadershipStyles from "~/styles/leadership.css?url";

/** Frame of the leadership pages: brand, who is signed in, sign-out, the ways to the guide and to another password. Coordinators come here too, with their own subtree. */
export const handle = { app: true };
export const links: LinksFunction = () => [{ rel: "stylesheet", href: leadershipStyles }];

export const loader = guarded("read-participation", async ({ signedIn }) => ({
  displayName: signedIn.displayName,
  roles: [...new Set(signedIn.actor.grants.map(({ role }) => roleLabels[role]))].join(", "),
  homePath: paths.participation(),
  organiserPath: mayDo(signedIn.actor, "manage-contest") ? paths.organiser : null,
  roundsPath: mayDo(signedIn.actor, "sit-round") ? paths.rounds : null,
  guidePath: paths.participationGuide,
  passwordPath: paths.ownPassword,
  signOutPath: paths.signOut,
}));

export default function ParticipationLayout() {
  const { displayName, roles, homePath, organiserPath, roundsPath, guidePath, passwordPath, signOutPath } = useLoaderData<typeof loader>();
  const root = useRouteLoaderData<typeof rootLoader>("root");
  const isLoading = useNavigation().state !== "idle";
  return (
    <>
      <header className="bar-top no-print">
        <div className="in">
          <a className="brandmark" href={homePath}><i aria-hidden="true" />{root?.contestName}</a>
          <span className="grow" />
          {organiserPath && <a href={organiserPath}>Trang Ban Tổ chức</a>}
          {roundsPath && <a href={roundsPath}>Vào thi</a>}
          <span className="who"><b>{displayName}</b> <span className="muted small">{roles}</span></span>
          <form method="post" action={signOutPath}><button className="link-button">Đăng xuất</button></form>
        </div>
      </header>
      <p className={isLoading ? "loading-line busy no-print" : "loading-line no-print"} role="status">{isLoading && <span className="visually-hidden">Đang tải số liệu…</span>}</p>
      <Outlet />
      <footer className="page foot small no-print"><p className="row"><a href={guidePath}>Hướng dẫn</a><a href={passwordPath}>Đổi mật khẩu</a></p></footer>
    </>
  );
}

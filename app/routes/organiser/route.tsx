import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { Outlet, useLoaderData, useLocation } from "@remix-run/react";
import { useState } from "react";
import { AppShell } from "~/components/ui/app-shell";
import { mayDo, roleLabels } from "~/domain/access/policy";
import { guarded } from "~/http/guard.server";
import { noticeOf } from "~/http/notices";
import { paths } from "~/http/paths";
import { loadOrganiserFrame } from "~/use-cases/contest/load-organiser-frame.server";
import organiserStyles from "~/styles/organiser.css?url";
import { navigation } from "./navigation";

export const handle = { app: true };
export const meta: MetaFunction = () => [{ title: "Ban Tổ chức" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: organiserStyles }];

export const loader = guarded("manage-contest", async ({ context, request, signedIn }) => {
  const { contestName, pendingNotes } = await loadOrganiserFrame(context.app);
  const roles = [...new Set(signedIn.actor.grants.map((grant) => roleLabels[grant.role]))].join(", ");
  return { contestName, pendingNotes, displayName: signedIn.displayName, roles, mayManageAccounts: mayDo(signedIn.actor, "manage-accounts"), notice: noticeOf(request) };
});

export default function OrganiserLayout() {
  const frame = useLoaderData<typeof loader>();
  const { contestName, pendingNotes, displayName, roles, mayManageAccounts } = frame;
  const { pathname, key } = useLocation();
  // why: a refused form asks the frame for nothing anew, and what it says must not stand beside the notice of the form before.
  const [shown, setShown] = useState({ frame, key });
  if (shown.frame !== frame) setShown({ frame, key });
  const notice = shown.key === key ? frame.notice : null;
  return (
    <AppShell
      contestName={contestName ?? "Thiết lập cuộc thi"}
      homePath={paths.organiser}
      groups={navigation(pathname, { hasContest: contestName !== null, mayManageAccounts, pendingNotes })}
      account={{ displayName, roles }}
      passwordPath={paths.ownPassword}
      signOutPath={paths.signOut}
      notice={notice}
    >
      <Outlet />
    </AppShell>
  );
}

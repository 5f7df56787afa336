import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { isRouteErrorResponse, Links, Meta, Outlet, Scripts, ScrollRestoration, useLocation, useMatches, useRouteError, useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { isAppPage } from "./components/app-page";
import { useNonce } from "./components/nonce";
import { ErrorPage, errorTitle } from "./components/ui/error-page";
import type { UnsentForm } from "./components/ui/form-state";
import { HtmlDocument } from "./components/ui/html-document";
import { TryLaterPage } from "./components/ui/try-later-page";
import { open } from "./http/guard.server";
import { findContestHead } from "./use-cases/contest/find-contest-head.server";
import baseStyles from "./styles/base.css?url";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: baseStyles },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

/** Pages have titles of their own; these are for what is shown in place of one. */
export const meta: MetaFunction = ({ error }) => [{ title: error === undefined ? "Thi trực tuyến" : errorTitle(isRouteErrorResponse(error) ? error.status : 500) }];

export const loader = open(async ({ context }) => {
  const head = await findContestHead(context.app);
  return { contestName: head?.name ?? "Nền tảng thi trực tuyến", contact: head?.contact ?? "", reference: context.reference };
});

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  const isApp = isAppPage(useMatches());
  return (
    <HtmlDocument head={<><Meta /><Links /></>}>
      {children}
      {isApp && <ScrollRestoration nonce={nonce} />}
      {isApp && <Scripts nonce={nonce} />}
    </HtmlDocument>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const root = useRouteLoaderData<typeof loader>("root");
  const { pathname, search } = useLocation();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  if (isRouteErrorResponse(error) && status === 503) return <TryLaterPage address={pathname + search} unsent={error.data as UnsentForm | null} contact={root?.contact} />;
  return <ErrorPage status={status} contestName={root?.contestName} reference={root?.reference} contact={root?.contact} />;
}

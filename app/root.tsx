import type { LinksFunction } from "@remix-run/node";
import { isRouteErrorResponse, Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches, useRouteError, useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { useNonce } from "./components/nonce";
import { ErrorPage } from "./components/ui/error-page";
import { open } from "./http/guard.server";
import { findContestHead } from "./use-cases/contest/find-contest-head.server";
import baseStyles from "./styles/base.css?url";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: baseStyles },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export const loader = open(async ({ context }) => {
  const head = await findContestHead(context.app);
  return { contestName: head?.name ?? "Nền tảng thi trực tuyến", contact: head?.contact ?? "", reference: context.reference };
});

/** Scripts only where a layout asks for them: everything else is a document (docs/decisions/002-documents.md). */
function useIsApp() {
  return useMatches().some(({ handle }) => typeof handle === "object" && handle !== null && "app" in handle && handle.app === true);
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  const isApp = useIsApp();
  return (
    <html lang="vi">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Meta />
        <Links />
      </head>
      <body>
        <a className="skip" href="#main">Đến nội dung chính</a>
        {children}
        {isApp && <ScrollRestoration nonce={nonce} />}
        {isApp && <Scripts nonce={nonce} />}
      </body>
    </html>
  );
}

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const root = useRouteLoaderData<typeof loader>("root");
  const status = isRouteErrorResponse(error) ? error.status : 500;
  return <ErrorPage status={status} reference={root?.reference} contact={root?.contact} />;
}

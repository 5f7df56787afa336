import type { LoaderFunctionArgs } from "@remix-run/node";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { ErrorPage, errorTitle } from "./components/ui/error-page";
import { TryLaterPage } from "./components/ui/try-later-page";
import { retrySeconds } from "./http/retry.server";
import { zippedPage } from "./page-response.server";
import baseStyles from "./styles/base.css?url";
import { findContestHead } from "./use-cases/contest/find-contest-head.server";

/**
 * Remix shows the page of an error only where a page was asked for. Here a file that is refused becomes one too, in a browser
 * that followed a link: the reason, and a way back. Whoever asks for no page (`fetch`) gets the bare answer. Same status either way.
 */
type Loader = (args: LoaderFunctionArgs) => Promise<Response>;

/** `backOf`: the page that offers the file. */
export function orRefusalPage(load: Loader, backOf: (params: LoaderFunctionArgs["params"]) => string): Loader {
  return async (args) => {
    try {
      return await load(args);
    } catch (thrown) {
      const status = refusedStatus(thrown);
      if (status === null || !asksForPage(args.request)) throw thrown;
      return refusalPage(args, status, backOf(args.params));
    }
  };
}

const asksForPage = ({ headers }: Request) => /\btext\/html\b/.test(headers.get("Accept") ?? "");

/** Null for what is no refusal: a redirect to the sign-in, an error nobody expected. */
function refusedStatus(thrown: unknown): number | null {
  if (thrown instanceof Response) return thrown.status >= 400 ? thrown.status : null;
  const isData = typeof thrown === "object" && thrown !== null && "type" in thrown && thrown.type === "DataWithResponseInit";
  return isData ? ((thrown as unknown as { init: ResponseInit | null }).init?.status ?? null) : null;
}

async function refusalPage({ request, context }: LoaderFunctionArgs, status: number, backHref: string): Promise<Response> {
  const head = await findContestHead(context.app).catch(() => null);
  const { pathname, search } = new URL(request.url);
  const page = status === 503
    ? <TryLaterPage address={pathname + search} unsent={null} contact={head?.contact} />
    : <ErrorPage status={status} contestName={head?.name} contact={head?.contact} fileOf={backHref} />;
  const { body, headers } = zippedPage(`<!DOCTYPE html>${renderToStaticMarkup(document(errorTitle(status, true), page))}`, request, new Headers());
  if (status === 503) for (const name of ["Retry-After", "Refresh"]) headers.set(name, String(retrySeconds()));
  return new Response(body, { status, headers });
}

function document(title: string, page: ReactElement): ReactElement {
  return (
    <html lang="vi">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="stylesheet" href={baseStyles} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      </head>
      <body>{page}</body>
    </html>
  );
}

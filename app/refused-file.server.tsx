import type { LoaderFunctionArgs } from "@remix-run/node";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { ErrorPage, errorTitle } from "./components/ui/error-page";
import { HtmlDocument } from "./components/ui/html-document";
import { TryLaterPage } from "./components/ui/try-later-page";
import { logFailure } from "./log-failure.server";
import { zippedPage } from "./page-response.server";
import baseStyles from "./styles/base.css?url";
import { findContestHead } from "./use-cases/contest/find-contest-head.server";

/**
 * Remix shows the page of an error only where a page was asked for. Here a file that is refused or fails becomes one too, in a browser
 * that followed a link: the reason, and a way back. Whoever asks for no page (`fetch`) gets the bare answer. Same status either way.
 */
type Loader = (args: LoaderFunctionArgs) => Promise<Response>;

/** `backOf`: the page that offers the file. */
export function orRefusalPage(load: Loader, backOf: (params: LoaderFunctionArgs["params"]) => string): Loader {
  return async (args) => {
    try {
      return await load(args);
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      if (refusal === null || !asksForPage(args.request)) throw thrown;
      if (refusal.status === 500) logFailure(thrown, args);
      const { pathname, search } = new URL(args.request.url);
      if (refusal.status === 503) return busyPage(args.request, pathname + search, refusal.headers);
      return refusalPage(args, refusal.status, backOf(args.params));
    }
  };
}

const asksForPage = ({ headers }: Request) => /\btext\/html\b/.test(headers.get("Accept") ?? "");

type Refusal = { readonly status: number; readonly headers: Headers };

/** Null for a redirect to the sign-in. An error nobody expected is a 500. */
function refusalOf(thrown: unknown): Refusal | null {
  if (thrown instanceof Response) return thrown.status >= 400 ? thrown : null;
  const isData = typeof thrown === "object" && thrown !== null && "type" in thrown && thrown.type === "DataWithResponseInit";
  const init = isData ? (thrown as unknown as { init: ResponseInit | null }).init : null;
  return { status: init?.status ?? 500, headers: new Headers(init?.headers) };
}

/** Comes back by itself. Nothing is asked of the database for it: that is what is busy. */
function busyPage(request: Request, address: string, headers: Headers): Response {
  headers.set("Refresh", headers.get("Retry-After")!);
  return page(request, 503, <TryLaterPage address={address} unsent={null} />, headers);
}

async function refusalPage({ request, context }: LoaderFunctionArgs, status: number, backHref: string): Promise<Response> {
  const contest = await findContestHead(context.app).catch(() => null);
  return page(request, status, <ErrorPage status={status} contestName={contest?.name} contact={contest?.contact} reference={context.reference} fileOf={backHref} />);
}

function page(request: Request, status: number, shown: ReactElement, given = new Headers()): Response {
  const head = (
    <>
      <title>{errorTitle(status, true)}</title>
      <link rel="stylesheet" href={baseStyles} />
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    </>
  );
  const { body, headers } = zippedPage(`<!DOCTYPE html>${renderToStaticMarkup(<HtmlDocument head={head}>{shown}</HtmlDocument>)}`, request, given);
  return new Response(body, { status, headers });
}

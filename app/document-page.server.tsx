import type { AppLoadContext, EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { NonceContext } from "./components/nonce";

export const renderTimeoutMs = 10_000;

export function remixPage(context: EntryContext, url: string, { nonce }: AppLoadContext): ReactElement {
  return (
    <NonceContext.Provider value={nonce}>
      <RemixServer context={context} url={url} nonce={nonce} abortDelay={renderTimeoutMs} />
    </NonceContext.Provider>
  );
}

/** Nothing of a document hydrates: neither React's markers nor the loader data are of use in it. What it throws Remix renders as the error page. */
export function renderDocument({ serverHandoffStream: _unread, ...context }: EntryContext, url: string, loadContext: AppLoadContext): string {
  return `<!DOCTYPE html>${renderToStaticMarkup(remixPage(context, url, loadContext))}`;
}

import { useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { DocumentShell, type ShellAccount } from "./document-shell";

type Props = { width: "reading" | "narrow" | "wide"; account?: ShellAccount | null; children: ReactNode };

/** A whole participant or public page in the shell of the current contest. */
export function DocumentPage({ width, account, children }: Props) {
  const root = useRouteLoaderData("root") as { contestName?: string; contact?: string } | undefined;
  return (
    <DocumentShell contestName={root?.contestName ?? ""} contact={root?.contact} account={account}>
      <main id="main" className={width === "wide" ? "page" : `page ${width}`}>{children}</main>
    </DocumentShell>
  );
}

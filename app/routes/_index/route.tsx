import type { MetaFunction } from "@remix-run/node";
import { useRouteLoaderData } from "@remix-run/react";
import { DocumentShell } from "~/components/ui/document-shell";
import type { loader as rootLoader } from "~/root";

export const meta: MetaFunction = ({ matches }) => {
  const root = matches.find(({ id }) => id === "root")?.data as { contestName?: string } | undefined;
  return [{ title: root?.contestName ?? "Nền tảng thi trực tuyến" }];
};

export default function Home() {
  const root = useRouteLoaderData<typeof rootLoader>("root");
  return (
    <DocumentShell contestName={root?.contestName ?? ""} contact={root?.contact}>
      <main id="main" className="page reading">
        <h1>{root?.contestName}</h1>
        <p><a className="btn" href="/rounds">Vào thi</a></p>
      </main>
    </DocumentShell>
  );
}

import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useNonce } from "~/components/nonce";
import printModule from "~/enhance/print.ts?worker&url";
import { seatListTitle } from "~/domain/contest/phase-words";
import { guarded, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import styles from "~/styles/incident-record.css?url";
import { loadIncidentRecord } from "~/use-cases/incident/load-incident-record.server";
import { isEmptyRecord, RecordSheet } from "./record-sheet";

/** A document: the incidents of a round in office layout, to be printed and signed. */
export const meta: MetaFunction<typeof loader> = ({ data: record }) => [{ title: `Biên bản sự cố${record ? ` – ${record.round.name}` : ""}` }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: styles }];

export const loader = guarded("manage-contest", async ({ context, params }) => {
  const record = await loadIncidentRecord(context.app, uuidParam(params["roundId"]));
  if (record === null) throw notFound();
  return record;
});

export default function Incidents() {
  const record = useLoaderData<typeof loader>();
  const nonce = useNonce();
  return (
    <main id="main" className="page">
      <div className="head no-print">
        <p><a href={paths.organiserRunning(record.round.roundId)}>{seatListTitle(record.round.phase)}</a></p>
        {!isEmptyRecord(record) && <button type="button" className="btn" data-print="" hidden>In biên bản</button>}
      </div>
      <RecordSheet record={record} />
      <script type="module" src={printModule} nonce={nonce} />
    </main>
  );
}

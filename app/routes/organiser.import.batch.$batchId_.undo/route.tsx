import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ErrorSummary } from "~/components/ui/error-summary";
import type { FormState } from "~/components/ui/form-state";
import { TableFrame } from "~/components/ui/table-frame";
import { formatInstant } from "~/domain/shared/time";
import { guarded, notFound } from "~/http/guard.server";
import { withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { findImport } from "~/use-cases/import/find-import.server";
import { previewUndo, undoImport } from "~/use-cases/import/undo-import.server";

export const meta: MetaFunction = () => [{ title: "Hoàn tác lần nhập" }];

const listedBlockers = 50;

export const loader = guarded("manage-roster", async ({ context, params }) => {
  const batch = await findImport(context.app, uuidParam(params["batchId"]));
  if (batch === null || batch === "unmapped") throw notFound();
  const batchHref = paths.organiserImportBatch(batch.batchId);
  const undo = batch.mayBeUndone ? await previewUndo(context.app, batch.batchId) : null;
  if (undo === null) throw redirect(batchHref);
  return {
    kind: batch.kind, fileName: batch.fileName, committedAt: batch.committedAt, batchHref,
    removed: undo.remove.length, restored: undo.restore.length,
    blockerCount: undo.blockers.length, blockers: undo.blockers.slice(0, listedBlockers),
  };
});

export const action = guarded("manage-roster", async ({ context, params, signedIn }) => {
  const batchId = uuidParam(params["batchId"]);
  const result = await undoImport(context.app, { batchId, accountId: signedIn.actor.accountId });
  if (result.outcome === "not-found") throw notFound();
  if (result.outcome === "undone") return redirect(withNotice(paths.organiserImportBatch(batchId), "da-hoan-tac"));
  const message = result.undo === null ? "Có dữ liệu khác vừa dùng đến các dòng của lần nhập này nên chưa hoàn tác." : "Chưa hoàn tác: các dòng dưới đây đang được dùng.";
  return data({ state: { values: {}, errors: { form: message } } satisfies FormState }, 409);
});

const nouns = { units: "đơn vị", people: "người", questions: "câu hỏi" } as const;

export default function UndoImport() {
  const { kind, fileName, committedAt, batchHref, removed, restored, blockerCount, blockers } = useLoaderData<typeof loader>();
  return (
    <>
      <div className="head">
        <div>
          <h1>Hoàn tác lần nhập</h1>
          <p className="muted"><span className="file-name">{fileName}</span>{committedAt !== null && <> · ghi lúc <span className="num nb">{formatInstant(committedAt)}</span></>}</p>
        </div>
        <a className="btn quiet" href={batchHref}>Về lần nhập này</a>
      </div>
      <ErrorSummary state={useActionData<typeof action>()?.state} />
      {blockerCount === 0 ? (
        <form method="post" className="card confirm">
          <p className="num"><WhatHappens removed={removed} restored={restored} noun={nouns[kind]} />{kind === "people" && removed > 0 && " Phiếu tài khoản đã in của những người bị xóa không dùng được nữa."}</p>
          <button className="btn danger">Hoàn tác</button>
        </form>
      ) : (
        <>
          <p className="card num">Chưa hoàn tác được: <b>{blockerCount} dòng</b> đã được dùng hoặc đã sửa sau lần nhập này. Hoàn tác là cả lần nhập hoặc không dòng nào, nên dữ liệu được giữ nguyên.</p>
          <TableFrame label="Các dòng đang được dùng" stacked>
            <table>
              <thead><tr><th className="r">Dòng</th><th>Nội dung</th><th>Vì sao</th></tr></thead>
              <tbody>{blockers.map(({ row, name, reasons }) => <tr key={row}><td className="r" data-label="Dòng">{row}</td><td className="lead">{name}</td><td>{reasons.join("; ")}</td></tr>)}</tbody>
            </table>
          </TableFrame>
          {blockerCount > blockers.length && <p className="muted num">… và {blockerCount - blockers.length} dòng khác.</p>}
        </>
      )}
    </>
  );
}

function WhatHappens({ removed, restored, noun }: { removed: number; restored: number; noun: string }) {
  if (removed + restored === 0) return <>Các dòng mà lần nhập này đã tạo không còn nữa, nên hoàn tác không đổi dữ liệu nào.</>;
  return (
    <>
      Sẽ {removed > 0 && <><b>xóa {removed} {noun}</b> mà lần nhập này đã tạo</>}
      {removed > 0 && restored > 0 && " và "}
      {restored > 0 && <><b>trả {restored} {noun}</b> về như trước khi nhập</>}.
    </>
  );
}

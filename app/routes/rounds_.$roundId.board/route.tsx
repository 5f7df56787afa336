import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { DocumentPage } from "~/components/ui/document-page";
import { EmptyState } from "~/components/ui/empty-state";
import { Pager } from "~/components/ui/pager";
import { formatMoment } from "~/domain/shared/time";
import { formatPoints } from "~/domain/shared/points";
import { notFound, open } from "~/http/guard.server";
import { homePath } from "~/http/landing";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { loadBoard } from "~/use-cases/standings/load-board.server";
import boardStyles from "~/styles/board.css?url";

/** The board for everybody, as far as the rules of the round allow: rank, display name, unit, score. */
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Bảng xếp hạng${data ? ` – ${data.round.name}` : ""}` }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: boardStyles }];

export const loader = open(async ({ context, params, request, signedIn }) => {
  const roundId = uuidParam(params["roundId"]);
  const wanted = Number.parseInt(new URL(request.url).searchParams.get("page") ?? "1", 10);
  const view = await loadBoard(context.app, { roundId, viewerPersonId: signedIn?.actor.personId ?? null, page: Number.isSafeInteger(wanted) ? wanted : 1 });
  if (!view) throw notFound();
  const { round, sentence, changed, board } = view;
  return { round, sentence, changed, board, account: signedIn && { displayName: signedIn.displayName, homePath: homePath(signedIn.actor) }, back: signedIn && signedIn.actor.personId !== null ? { href: paths.rounds, label: "Các kỳ thi" } : { href: paths.home, label: "Trang chủ" } };
});

export default function Board() {
  const { round, sentence, changed, board, account, back } = useLoaderData<typeof loader>();
  return (
    <DocumentPage width="reading" account={account}>
      <div>
        <p className="no-print"><a href={back.href}>← {back.label}</a></p>
        <p className="muted">{round.name}</p>
        <h1>Bảng xếp hạng</h1>
      </div>
      {board ? (
        <>
          <p className="muted">{sentence} <span className="nb">Số liệu lúc {formatMoment(board.asOf)}.</span></p>
          {changed !== null && <p className="note">{changed}</p>}
          <BoardTable round={round} board={board} />
        </>
      ) : (
        <EmptyState title="Bảng xếp hạng chưa hiện" action={<a className="btn quiet" href={back.href}>{back.label}</a>}>{sentence}</EmptyState>
      )}
    </DocumentPage>
  );
}

type View = ReturnType<typeof useLoaderData<typeof loader>>;
type BoardView = NonNullable<View["board"]>;

function BoardTable({ round, board }: { round: View["round"]; board: BoardView }) {
  const hrefOf = (page: number) => paths.roundBoard(round.roundId, page);
  if (board.total === 0 && board.apart.length === 0) {
    return <EmptyState title="Chưa có ai trên bảng">Bảng xếp hạng có tên người dự thi sau khi có bài hợp lệ đầu tiên.</EmptyState>;
  }
  return (
    <>
      {board.viewer && (
        <p className="note ok">
          Đồng chí xếp hạng <b className="num">{board.viewer.rank}</b> trên {board.total} người.
          {board.viewer.page !== board.page && <> <a href={hrefOf(board.viewer.page)}>Đến trang có tên đồng chí</a></>}
        </p>
      )}
      <table className="board">
        <caption className="visually-hidden">Bảng xếp hạng {round.name}, {board.total} người</caption>
        <thead><tr><th scope="col" className="r">Hạng</th><th scope="col">Họ và tên, đơn vị</th><th scope="col" className="r">Điểm{board.maxScore !== null && <> <span className="nb">/ {formatPoints(board.maxScore)}</span></>}</th></tr></thead>
        <tbody>{board.rows.map((row, index) => <Row key={`${board.page}-${index}`} row={row} />)}</tbody>
        {board.apart.length > 0 && (
          <tbody>
            <tr className="group"><th colSpan={3} scope="colgroup">Thành viên Ban Tổ chức có dự thi, không xếp hạng</th></tr>
            {board.apart.map((row, index) => <Row key={`apart-${index}`} row={row} />)}
          </tbody>
        )}
      </table>
      <p className="muted small">Người bằng điểm được xếp trước hay sau theo thứ tự xếp hạng trong thể lệ.</p>
      <Pager page={board.page} pageCount={board.pageCount} total={board.total} noun="người" hrefOf={hrefOf} />
    </>
  );
}

function Row({ row }: { row: BoardView["rows"][number] }) {
  return (
    <tr className={row.isViewer ? "me" : undefined}>
      <td className="r rank">{row.rank ?? "–"}</td>
      <th scope="row">{row.name}{row.isViewer && <span className="tag">Đồng chí</span>}<span className="unit">{row.unitName}</span></th>
      <td className="r score">{formatPoints(row.score)}</td>
    </tr>
  );
}

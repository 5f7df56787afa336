import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { RoundCard } from "~/components/round/round-card";
import { DocumentPage } from "~/components/ui/document-page";
import { Notice } from "~/components/ui/notice";
import { incidentSentence } from "~/domain/attempt/incident-text";
import { isGoingOn } from "~/domain/contest/phase";
import { guarded } from "~/http/guard.server";
import { noticeOf } from "~/http/notices";
import { paths } from "~/http/paths";
import { listMyRounds } from "~/use-cases/attempt/list-my-rounds.server";
import examStyles from "~/styles/exam.css?url";

export const meta: MetaFunction = () => [{ title: "Các kỳ thi" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: examStyles }];

export const loader = guarded("sit-round", async ({ context, request, signedIn }) => {
  const { rounds } = await listMyRounds(context.app, { personId: signedIn.actor.personId });
  return {
    displayName: signedIn.displayName,
    notice: noticeOf(request),
    rounds: rounds.map(({ incidents, ...round }) => ({
      ...round,
      startUrl: paths.round(round.roundId),
      attemptUrl: round.openAttempt && paths.attempt(round.openAttempt.attemptId),
      boardUrl: round.showsBoard ? paths.roundBoard(round.roundId) : null,
      decisions: incidents.map((incident) => ({ number: incident.number, at: incident.at, sentence: incidentSentence(incident), reason: incident.reason })),
      results: round.closedAttempts.map(({ attemptId, number }) => ({ number, url: paths.attemptResult(attemptId) })),
    })),
  };
});

export default function Rounds() {
  const { displayName, notice, rounds } = useLoaderData<typeof loader>();
  const open = rounds.filter(({ phase }) => isGoingOn(phase));
  const ahead = rounds.filter(({ phase }) => phase === "before");
  const past = rounds.filter((round) => !open.includes(round) && !ahead.includes(round));
  return (
    <DocumentPage width="reading" account={{ displayName, homePath: paths.rounds }}>
      <h1>Các kỳ thi</h1>
      <Notice text={notice} />
      {rounds.length === 0 && <p className="empty">Chưa có kỳ thi nào dành cho khối hoặc đơn vị của đồng chí. Khi Ban Tổ chức mở kỳ thi, kỳ thi sẽ hiện ở đây.</p>}
      {open.map((round) => <RoundCard key={round.roundId} round={round} />)}
      {ahead.length > 0 && <h2>Sắp mở</h2>}
      {ahead.map((round) => <RoundCard key={round.roundId} round={round} />)}
      {past.length > 0 && <h2>Đã kết thúc</h2>}
      {past.map((round) => <RoundCard key={round.roundId} round={round} />)}
      <p className="small"><a href={paths.ownData}>Dữ liệu của tôi</a> · <a href={paths.ownPassword}>Đổi mật khẩu</a></p>
    </DocumentPage>
  );
}

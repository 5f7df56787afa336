import type { LinksFunction, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { phaseText } from "~/components/participation/round-line";
import { RoundPhaseTag } from "~/components/round/round-phase-tag";
import { DocumentPage } from "~/components/ui/document-page";
import { formatCount } from "~/domain/shared/count";
import { formatClosingMoment, formatDay, formatMoment } from "~/domain/shared/time";
import { open } from "~/http/guard.server";
import { homePath } from "~/http/landing";
import { paths } from "~/http/paths";
import { loadHome } from "~/use-cases/reports/load-home.server";
import homeStyles from "~/styles/home.css?url";

/** The public front page: what, when, one button, the rules in short, prizes, how it goes. */
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.contest?.name ?? "Nền tảng thi trực tuyến" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: homeStyles }];

export const loader = open(async ({ context, signedIn }) => {
  const view = await loadHome(context.app);
  return {
    account: signedIn && { displayName: signedIn.displayName, homePath: homePath(signedIn.actor) },
    entrance: signedIn && signedIn.actor.personId === null ? { path: homePath(signedIn.actor), label: homePath(signedIn.actor) === paths.organiser ? "Trang Ban Tổ chức" : "Tình hình tham gia" } : { path: paths.rounds, label: "Vào thi" },
    signInPath: paths.signIn(),
    contest: view && { ...view, rounds: view.rounds.map((round) => ({ ...round, boardHref: round.hasBoard ? paths.roundBoard(round.roundId) : null })) },
  };
});

type View = ReturnType<typeof useLoaderData<typeof loader>>;
type Contest = NonNullable<View["contest"]>;

export default function Home() {
  const { account, contest, entrance, signInPath } = useLoaderData<typeof loader>();
  if (!contest) {
    return (
      <DocumentPage width="reading" account={account}>
        <h1>Nền tảng thi trực tuyến</h1>
        <p className="note">Chưa có cuộc thi nào. Người quản trị đăng nhập để thiết lập cuộc thi đầu tiên.</p>
        <p><a className="btn" href={signInPath}>Đăng nhập</a></p>
      </DocumentPage>
    );
  }
  const { rules, prizes } = contest;
  return (
    <DocumentPage width="wide" account={account}>
      <Hero contest={contest} entrance={entrance} />
      <Figures contest={contest} />
      <div className="home-grid">
        <div className="stack">
          {rules && <section className="card" aria-labelledby="rules"><h2 id="rules">Thể lệ · {rules.roundName}</h2><ol className="rules">{rules.sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ol></section>}
        </div>
        <div className="stack">
          <Rounds rounds={contest.rounds} />
          {prizes && <section className="card" aria-labelledby="prizes"><h2 id="prizes">Giải thưởng</h2><p className="keep-lines">{prizes}</p></section>}
        </div>
      </div>
    </DocumentPage>
  );
}

function Hero({ contest, entrance }: { contest: Contest; entrance: View["entrance"] }) {
  const { name, agency, description, days, rounds } = contest;
  const openRound = rounds.find(({ phase, isTrial }) => phase === "open" && !isTrial) ?? rounds.find(({ phase }) => phase === "open");
  return (
    <section className="hero">
      {agency && <p className="muted">{agency}</p>}
      <h1>Cuộc thi {name.startsWith("Cuộc thi") ? name.slice(8).trim() : name}</h1>
      {days && <p className="dates">{days.first === days.last ? `Ngày ${formatDay(days.first)}` : `Từ ${formatDay(days.first)} đến ${formatDay(days.last)}`}</p>}
      {description && <p className="keep-lines">{description}</p>}
      <div className="row">
        <a className="btn start" href={entrance.path}>{entrance.path === paths.rounds && !openRound ? "Xem các kỳ thi" : entrance.label}</a>
        {openRound && <p className="muted"><b>{openRound.name}</b> <span className="nb">{phaseText(openRound)}</span></p>}
      </div>
    </section>
  );
}

function Figures({ contest: { figures, asOf } }: { contest: Contest }) {
  if (figures.attempts === 0) return null;
  return (
    <section aria-label="Số liệu cuộc thi">
      <div className="kpi">
        <div><span className="muted small">Số người có bài hợp lệ</span><b>{formatCount(figures.persons)}</b></div>
        <div><span className="muted small">Số lượt thi</span><b>{formatCount(figures.attempts)}</b></div>
        <div><span className="muted small">Số bài hợp lệ</span><b>{formatCount(figures.validEntries)}</b></div>
      </div>
      <p className="small muted as-of">Số liệu lúc {formatMoment(asOf)}, không tính thi thử</p>
    </section>
  );
}

function Rounds({ rounds }: { rounds: Contest["rounds"] }) {
  return (
    <section className="card" aria-labelledby="rounds">
      <h2 id="rounds">Các kỳ thi</h2>
      {rounds.length === 0 && <p className="muted">Ban Tổ chức chưa công bố lịch thi.</p>}
      <ul className="rounds">
        {rounds.map((round) => (
          <li key={round.roundId}>
            <div className="row"><b>{round.name}</b><RoundPhaseTag phase={round.phase} />{round.isTrial && <span className="tag mute">Thi thử</span>}</div>
            <p className="small muted num"><span className="nb">Từ {formatMoment(round.opensAt)}</span> <span className="nb">đến {formatClosingMoment(round.closesAt)}</span></p>
            {round.boardHref ? <a className="board-link" href={round.boardHref}>Bảng xếp hạng</a> : round.boardSentence && <p className="small muted">{round.boardSentence}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

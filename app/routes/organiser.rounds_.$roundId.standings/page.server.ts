import { type GuardedArgs, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { loadCollectiveStandings } from "~/use-cases/standings/load-collective-standings.server";
import { loadStandings, type StandingsView } from "~/use-cases/standings/load-standings.server";
import { collectiveTables } from "../participation/collective-tables.server";

const pageSize = 100;

/** One of the two lists at a time; the individual one by pages of a hundred. */
export async function loadPage({ context, params, request }: GuardedArgs) {
  const roundId = uuidParam(params["roundId"]);
  const query = new URL(request.url).searchParams;
  const isCollective = query.get("view") === "units";
  const standings = await loadStandings(context.app, { roundId });
  if (!standings) throw notFound();
  const { asOf, round, stage, closedForEverybodyAt } = standings;
  const { show } = standings.rules;
  const collective = isCollective && !round.isTrial ? await loadCollectiveStandings(context.app, { roundId, scope: "all", scoreScope: "all" }) : null;
  return {
    asOf, round, stage, closedForEverybodyAt, show,
    tabs: [
      { name: "Cá nhân", href: paths.organiserStandings(roundId), isCurrent: !isCollective },
      { name: "Tập thể", href: paths.organiserStandings(roundId, { view: "units" }), isCurrent: isCollective },
    ],
    individual: isCollective ? null : individualPage(standings, Number(query.get("page") ?? "1")),
    collective: collective && collectiveTables(collective, roundId),
    settingsHref: `${paths.organiserContest}#measures`,
    boardHref: paths.roundBoard(roundId),
    recordHref: paths.organiserIncidents(roundId),
    workbookHref: paths.workbook(roundId),
  };
}

function individualPage({ ranked, apart, rules, actual }: StandingsView, wanted: number) {
  const pageCount = Math.max(1, Math.ceil(ranked.length / pageSize));
  const page = Number.isSafeInteger(wanted) ? Math.min(Math.max(1, wanted), pageCount) : 1;
  return {
    page, pageCount, actual,
    total: ranked.length,
    chain: rules.tieBreak,
    prediction: rules.prediction,
    ranked: ranked.slice((page - 1) * pageSize, page * pageSize),
    apart: page === pageCount ? apart : [],
  };
}

export type StandingsPage = Awaited<ReturnType<typeof loadPage>>;

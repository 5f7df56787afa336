import { mayDo, scopeOf } from "~/domain/access/policy";
import { isInPeriod, periodLabel, periodTick, stepTrend } from "~/domain/participation/trend-steps";
import { dayOf } from "~/domain/shared/time";
import { type GuardedArgs, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { loadParticipation, lowRatePercent, type ParticipationView } from "~/use-cases/participation/load-participation.server";
import { blocFilter, linkedClasses } from "../participation/linked-classes.server";

/** What the page shows: the figures of the reader's scope, with addresses; scores only of the units where the reader may see results. */
export async function loadPage({ context, params, request, signedIn }: GuardedArgs) {
  const { actor } = signedIn;
  const bloc = new URL(request.url).searchParams.get("bloc");
  const blocId = bloc === null ? null : uuidParam(bloc);
  const view = await loadParticipation(context.app, {
    roundId: uuidParam(params["roundId"]), blocId, scope: scopeOf(actor, "read-participation"), scoreScope: scopeOf(actor, "read-individual-results"),
  });
  if (!view) throw notFound();
  const { round, asOf, figures, attemptsToday, scores, scopeNames, rootUnitId } = view;
  const classes = linkedClasses(view.classes, round.roundId, blocId);
  return {
    asOf, figures, scores, lowRatePercent, scopeNames, classes,
    attemptsToday: round.phase === "closed" ? undefined : attemptsToday,
    round: { ...round, href: paths.participation(round.roundId) },
    otherRounds: view.otherRounds.map((other) => ({ ...other, href: paths.participation(other.roundId) })),
    segments: segments(view),
    blocName: view.blocs.find((each) => each.blocId === blocId)?.name ?? null,
    listHref: rootUnitId === null ? null : `${paths.participationUnit(round.roundId, rootUnitId, blocFilter(blocId))}#chua-tham-gia`,
    trend: trend(view),
    standingsHref: paths.participationStandings(round.roundId),
    workbookHref: mayDo(actor, "export-reports") ? paths.workbook(round.roundId) : null,
    unitsPath: mayDo(actor, "manage-contest") ? paths.organiserUnits : null,
  };
}

/** Null before anybody has entered. */
function trend({ days, figures, asOf }: ParticipationView) {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined || figures.attempts === 0) return null;
  const { step, periods } = stepTrend(days);
  return {
    step, firstDay: first.day, lastDay: last.day,
    periods: periods.map(({ firstDay, lastDay, ...counts }) => ({
      ...counts, label: periodLabel(step, { firstDay, lastDay }), tick: periodTick(step, firstDay), isCurrent: isInPeriod({ firstDay, lastDay }, dayOf(asOf)),
    })),
  };
}

export type ParticipationPage = Awaited<ReturnType<typeof loadPage>>;

function segments({ round, blocs, blocId }: ParticipationView) {
  const all = { name: "Tất cả khối", href: paths.participation(round.roundId), isCurrent: blocId === null };
  return [all, ...blocs.map((bloc) => ({ name: bloc.name, href: paths.participation(round.roundId, { bloc: bloc.blocId }), isCurrent: bloc.blocId === blocId }))];
}

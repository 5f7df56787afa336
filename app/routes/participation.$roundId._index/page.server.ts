import { mayDo, scopeOf } from "~/domain/access/policy";
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
    days: view.days.map((day) => ({ ...day, isToday: day.day === dayOf(asOf) })),
    standingsHref: paths.participationStandings(round.roundId),
    workbookHref: mayDo(actor, "export-reports") ? paths.workbook(round.roundId) : null,
    unitsPath: mayDo(actor, "manage-contest") ? paths.organiserUnits : null,
  };
}

export type ParticipationPage = Awaited<ReturnType<typeof loadPage>>;

function segments({ round, blocs, blocId }: ParticipationView) {
  const all = { name: "Tất cả khối", href: paths.participation(round.roundId), isCurrent: blocId === null };
  return [all, ...blocs.map((bloc) => ({ name: bloc.name, href: paths.participation(round.roundId, { bloc: bloc.blocId }), isCurrent: bloc.blocId === blocId }))];
}

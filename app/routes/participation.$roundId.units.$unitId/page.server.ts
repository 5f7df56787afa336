import { scopeOf } from "~/domain/access/policy";
import { isBeforeClosing } from "~/domain/contest/phase";
import { reminderText } from "~/domain/participation/reminder-text";
import { type GuardedArgs, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { findContestHead } from "~/use-cases/contest/find-contest-head.server";
import { lowRatePercent } from "~/use-cases/participation/load-participation.server";
import { loadUnitParticipation, type UnitParticipationView } from "~/use-cases/participation/load-unit-participation.server";
import { blocFilter, linkedClasses } from "../participation/linked-classes.server";

/** A unit inside the reader's scope; a foreign one and a missing one give the same 404. */
export async function loadPage({ context, params, request, signedIn }: GuardedArgs) {
  const query = new URL(request.url).searchParams;
  const [bloc, isOwnOnly] = [query.get("bloc"), query.has("own")];
  const blocId = bloc === null ? null : uuidParam(bloc);
  const [roundId, unitId] = [uuidParam(params["roundId"]), uuidParam(params["unitId"])];
  const view = await loadUnitParticipation(context.app, { roundId, unitId, blocId, isOwnOnly, scope: scopeOf(signedIn.actor, "read-participation"), scoreScope: scopeOf(signedIn.actor, "read-individual-results") });
  if (!view) throw notFound();
  const { asOf, round, unit, figures, notEntered, entered } = view;
  const hrefOf = (id: string | null) => paths.participationUnit(roundId, unitId, blocFilter(id, view.isOwnOnly));
  const blocs = view.blocs.map((each) => ({ ...each, href: hrefOf(each.blocId), isCurrent: each.blocId === blocId }));
  return {
    asOf, unit, figures, notEntered, entered, blocs, lowRatePercent,
    reminder: await reminderOf(context.app, view, new URL(request.url).origin),
    round: { ...round, href: paths.participation(roundId, blocFilter(blocId)) },
    above: view.above.map((each) => ({ name: each.name, href: paths.participationUnit(roundId, each.unitId, blocFilter(blocId)) })),
    segments: [{ name: "Tất cả khối", href: hrefOf(null), isCurrent: blocId === null }, ...blocs.map(({ name, href, isCurrent }) => ({ name, href, isCurrent }))],
    isOwnOnly: view.isOwnOnly,
    wholeHref: paths.participationUnit(roundId, unitId, blocFilter(blocId)),
    blocName: blocs.find((each) => each.isCurrent)?.name ?? null,
    classes: linkedClasses(view.classes, roundId, blocId),
  };
}

/** While somebody can still be reminded: the round is not over, and somebody is missing. */
async function reminderOf(app: GuardedArgs["context"]["app"], { round, unit, blocId, isOwnOnly, notEntered: { isCut, named, unnamed, units } }: UnitParticipationView, origin: string) {
  // why: whoever sits at this moment needs no message; the list and its file mark them. A list that is cut has only some of the people.
  const people = isCut ? [] : units.flatMap((each) => each.people);
  const names = people.filter(({ isSitting }) => !isSitting).map(({ fullName }) => fullName);
  const sitting = people.length - names.length;
  if (!isBeforeClosing(round.phase) || named - sitting + (unnamed ?? 0) === 0) return null;
  const contest = await findContestHead(app);
  const { name: roundName, roundId, closesAt } = round;
  return {
    fileHref: paths.reminders(roundId, unit.unitId, blocFilter(blocId, isOwnOnly)),
    text: reminderText({ contestName: contest?.name ?? "", roundName, closesAt, unitName: unit.name, address: app.env.publicUrl ?? origin, names, named: named - sitting, sitting, unnamed }),
  };
}

export type UnitPage = Awaited<ReturnType<typeof loadPage>>;

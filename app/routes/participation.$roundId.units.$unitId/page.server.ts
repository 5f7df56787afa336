import { scopeOf } from "~/domain/access/policy";
import { type GuardedArgs, notFound } from "~/http/guard.server";
import { paths } from "~/http/paths";
import { uuidParam } from "~/http/uuid-param.server";
import { lowRatePercent } from "~/use-cases/participation/load-participation.server";
import { loadUnitParticipation } from "~/use-cases/participation/load-unit-participation.server";
import { blocFilter, linkedClasses } from "../participation/linked-classes.server";

/** A unit inside the reader's scope; a foreign one and a missing one give the same 404. */
export async function loadPage({ context, params, request, signedIn }: GuardedArgs) {
  const bloc = new URL(request.url).searchParams.get("bloc");
  const blocId = bloc === null ? null : uuidParam(bloc);
  const [roundId, unitId] = [uuidParam(params["roundId"]), uuidParam(params["unitId"])];
  const view = await loadUnitParticipation(context.app, { roundId, unitId, blocId, scope: scopeOf(signedIn.actor, "read-participation") });
  if (!view) throw notFound();
  const { asOf, round, unit, figures, notEntered } = view;
  const hrefOf = (id: string | null) => paths.participationUnit(roundId, unitId, blocFilter(id));
  const blocs = view.blocs.map((each) => ({ ...each, href: hrefOf(each.blocId), isCurrent: each.blocId === blocId }));
  return {
    asOf, unit, figures, notEntered, blocs, lowRatePercent,
    round: { ...round, href: paths.participation(roundId, blocFilter(blocId)) },
    above: view.above.map((each) => ({ name: each.name, href: paths.participationUnit(roundId, each.unitId, blocFilter(blocId)) })),
    segments: [{ name: "Tất cả khối", href: hrefOf(null), isCurrent: blocId === null }, ...blocs.map(({ name, href, isCurrent }) => ({ name, href, isCurrent }))],
    blocName: blocs.find((each) => each.isCurrent)?.name ?? null,
    classes: linkedClasses(view.classes, roundId, blocId),
  };
}

export type UnitPage = Awaited<ReturnType<typeof loadPage>>;

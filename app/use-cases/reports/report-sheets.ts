/** Facts of a round → the five sheets of the office workbook, limited to the units the reader may see. Ranks stay those of the whole round. */
import { hasAnybody } from "~/domain/participation/participation";
import { missingCount } from "~/domain/participation/rate";
import { isValidEntry } from "~/domain/participation/valid-entry";
import type { OfficeBlock, ReportContext, ReportSheet } from "~/domain/sheets/report";
import { type AttemptDetail, attemptsReport } from "~/domain/sheets/report-attempts";
import { type NotEnteredUnit, notEnteredReport } from "~/domain/sheets/report-not-entered";
import { type ParticipationFigures, type ParticipationReport, participationReport } from "~/domain/sheets/report-participation";
import { type CollectiveReport, collectiveReport, type IndividualReport, individualReport } from "~/domain/sheets/report-standings";
import { shownFigures, sumFigures } from "../participation/figures";
import { notEnteredUnits } from "../participation/not-entered-units";
import { collectiveView } from "../standings/collective-view.server";
import { classesOf } from "../standings/load-collective-standings.server";
import { standingViews } from "../standings/load-standings.server";
import type { ReportInput } from "./report-input.server";

export function reportSheets(input: ReportInput, withPhones: boolean): ReportSheet[] {
  const context = reportContext(input);
  const counted = participation(input);
  return [
    participationReport(context, counted),
    individualReport(context, individual(input)),
    collectiveReport(context, collective(input)),
    attemptsReport(context, attemptDetails(input)),
    notEnteredReport(context, { withPhones, units: notEntered(input), total: { basis: counted.basis, notEntered: missingCount(counted.total.entered, counted.total.eligible) } }),
  ];
}

export function officeBlock({ contest }: Pick<ReportInput, "contest">): OfficeBlock {
  const { superiorBody, agency, place, signers } = contest;
  return { superiorBody, agency, place, signers, documentNumber: null, date: null, recipients: [] };
}

function reportContext(input: ReportInput): ReportContext {
  const { contest, facts, asOf, scopeNames } = input;
  const whole = figuresOfUnits(input, [...input.scopeUnitIds]);
  const scope = scopeNames.length === 0 ? "" : ` · Phạm vi: ${scopeNames.join("; ")}`;
  return {
    contestName: contest.name,
    roundName: `${facts.round.name}${scope}`,
    asOf,
    counts: { persons: whole.entered, attempts: whole.attempts, validEntries: whole.validEntries },
    stage: input.stage,
  };
}

function participation(input: ReportInput): ParticipationReport {
  const { participation: counted, unitOf, blocs } = input.facts;
  const units = counted.units.filter(({ unitId, subtree }) => input.scopeUnitIds.has(unitId) && hasAnybody(subtree.all));
  const types = [...new Set(units.map(({ unitId }) => unitOf.get(unitId)!))].toSorted((a, b) => a.typePosition - b.typePosition);
  const top = Math.min(...units.map((unit) => unit.depth));
  return {
    blocNames: blocs.map((bloc) => bloc.name),
    units: units.map((unit) => ({ name: unitOf.get(unit.unitId)!.name, depth: unit.depth - top, figures: figuresOfUnits(input, [unit.unitId]) })),
    classes: [...new Map(types.map((unit) => [unit.typeId, unit.typeName]))].map(([typeId, name]) => {
      const members = units.filter(({ unitId }) => unitOf.get(unitId)!.typeId === typeId).map(({ unitId }) => unitId);
      return { name, unitCount: members.length, figures: figuresOfUnits(input, members) };
    }),
    total: figuresOfUnits(input, units.map(({ unitId }) => unitId)),
    basis: counted.total.all.basis,
  };
}

/** Each unit alone, added up. */
function figuresOfUnits({ facts }: ReportInput, unitIds: readonly string[]): ParticipationFigures {
  const owns = unitIds.map((unitId) => facts.participation.byUnit.get(unitId)!.own);
  const { eligible, entered, attempts, validEntries } = sumFigures(owns.map(({ all }) => shownFigures(all)));
  return {
    eligible, entered, attempts, validEntries,
    blocs: facts.blocs.map(({ blocId }) => sumFigures(owns.map(({ byBloc }) => shownFigures(byBloc.get(blocId)!)))),
  };
}

function individual({ facts, ranking, scopeUnitIds }: ReportInput): IndividualReport {
  const { ranked, apart } = standingViews(ranking);
  return {
    chain: ranking.appliedChain,
    isPredictionAwaited: facts.round.rules.tieBreak.includes("prediction") && !ranking.appliedChain.includes("prediction"),
    prediction: facts.round.rules.prediction,
    lotsSeed: facts.round.lotsSeed,
    standings: [...ranked, ...apart].filter((standing) => scopeUnitIds.has(standing.unitId)),
  };
}

function collective({ facts, entries, contest, ranking, scopeUnitIds }: ReportInput): CollectiveReport {
  const view = collectiveView({ facts, entries, ranking, rules: { ...contest.collective, minimumRatePercent: contest.minimumRatePercent } });
  return { ...view, classes: classesOf(view, scopeUnitIds).map(({ name, rows }) => ({ name, standings: rows })) };
}

function* attemptDetails({ facts, ranking, attempts, scopeUnitIds }: ReportInput): Generator<AttemptDetail> {
  const counted = new Set([...ranking.ranked, ...ranking.apart].map(({ entry }) => entry.attemptId));
  const byStart = attempts.toSorted((a, b) => a.startedAt - b.startedAt || (a.attemptId < b.attemptId ? -1 : 1));
  for (const attempt of byStart) {
    if (!scopeUnitIds.has(attempt.unitId)) continue;
    yield {
      code: attempt.personCode,
      name: attempt.personName,
      unitName: facts.unitOf.get(attempt.unitId)!.name,
      attemptNumber: attempt.number,
      state: attempt.state,
      startedAt: attempt.startedAt,
      awaySeconds: attempt.awaySeconds,
      submittedAt: attempt.submittedAt,
      answeredCount: attempt.answeredCount,
      score: attempt.score,
      isValidEntry: isValidEntry(attempt),
      isCounted: counted.has(attempt.attemptId),
    };
  }
}

function notEntered({ facts, roster, scopeUnitIds }: ReportInput): NotEnteredUnit[] {
  const unitIds = facts.participation.tree.preOrder.filter((unitId) => scopeUnitIds.has(unitId));
  return notEnteredUnits(facts, roster, unitIds, null)
    .filter((unit) => unit.people.length > 0 || (unit.unnamed ?? 0) > 0)
    .map((unit) => ({
      unitName: facts.unitOf.get(unit.unitId)!.name,
      unnamed: unit.unnamed ?? 0,
      people: unit.people.map(({ code, fullName, rank, jobTitle, phone, blocIds }) => {
        const blocNames = facts.blocs.filter(({ blocId }) => blocIds.includes(blocId)).map(({ name }) => name);
        return { code, name: fullName, rank, jobTitle, phone, blocNames };
      }),
    }));
}

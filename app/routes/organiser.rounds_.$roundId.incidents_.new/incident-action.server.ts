import { data, redirect } from "@remix-run/node";
import type { z } from "zod";
import type { FormState } from "~/components/ui/form-state";
import type { IncidentObjection, IncidentResult, Recorded } from "~/use-cases/incident/record-incident.server";
import { refusedForm } from "~/http/form.server";
import { refusalErrors } from "~/http/incident-form.server";
import { type NoticeCode, withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { checkExtraTime, giveExtraTime } from "~/use-cases/incident/give-extra-time.server";
import { checkReopening, reopenAttempts } from "~/use-cases/incident/reopen-attempts.server";
import { checkVoid, voidAttempt } from "~/use-cases/incident/void-attempt.server";
import { extraTimeForm, kindField, type ParsedIncident, parseIncident, reopeningForm, voidForm, type Why } from "./incident-schema.server";

/** Carries out what the form asks for; back to where it came from when it is done. */
type Deps = Parameters<typeof giveExtraTime>[0];
type Deed = { readonly roundId: string; readonly accountId: string; /** The page of the person, or the list. */ readonly backTo: string };

type Kind = z.output<typeof kindField>;
const notices: Record<Kind, NoticeCode> = { "extra-time": "da-cho-them-gio", reopening: "da-mo-lai", void: "da-huy-luot" };
/** Where the closing has cut the minutes that were asked for. */
const cutNotices: Partial<Record<Kind, NoticeCode>> = { "extra-time": "da-cho-them-gio-den-gio-dong", reopening: "da-mo-lai-den-gio-dong" };

export async function recordFromForm(deps: Deps, { backTo, ...deed }: Deed, form: FormData) {
  const kind = kindField.safeParse(form.get("kind"));
  if (!kind.success) return data({ state: refusedForm(form, { form: "Chọn việc cần làm." }) }, 400);
  const outcome = await deeds[kind.data](deps, deed, form);
  if ("state" in outcome) return data({ state: outcome.state }, 400);
  if (!outcome.result.ok) return data({ state: refusedForm(form, refusalErrors(outcome.result.refusal)) }, 409);
  return redirect(withNotice(backTo, noticeAfter(kind.data, outcome.result.value)));
}

function noticeAfter(kind: Kind, { wasCutAtClosing }: Recorded): NoticeCode {
  return (wasCutAtClosing && cutNotices[kind]) || notices[kind];
}

type Outcome = { readonly result: IncidentResult } | { readonly state: FormState };
type Run = (deps: Deps, deed: Omit<Deed, "backTo">, form: FormData) => Promise<Outcome>;

const deeds: Record<Kind, Run> = {
  "extra-time": (deps, deed, form) => run(parseIncident(form, extraTimeForm), (wish, why) => giveExtraTime(deps, { ...deed, ...wish, ...why }), (wish) => checkExtraTime(deps, { ...deed, ...wish })),
  reopening: (deps, deed, form) => run(parseIncident(form, reopeningForm), (wish, why) => reopenAttempts(deps, { ...deed, ...wish, ...why }), (wish) => checkReopening(deps, { ...deed, ...wish })),
  void: (deps, deed, form) => run(parseIncident(form, voidForm), (wish, why) => voidAttempt(deps, { ...deed, ...wish, ...why }), (wish) => checkVoid(deps, { ...deed, ...wish })),
};

/** All there is to mend at once: beside what is not typed well, what the rules have against the rest. */
async function run<Wish>(parsed: ParsedIncident<Wish>, record: (wish: Wish, why: Why) => Promise<IncidentResult>, check: (wish: Wish) => Promise<IncidentObjection | null>): Promise<Outcome> {
  if (parsed.ok) return { result: await record(parsed.wish, parsed.why) };
  const objection = parsed.wish === null ? null : await check(parsed.wish);
  return { state: { ...parsed.state, errors: { ...(objection === null ? {} : refusalErrors(objection)), ...parsed.state.errors } } };
}

export function backFrom(roundId: string, personId: string | null): string {
  return personId === null ? paths.organiserRunning(roundId) : paths.organiserSeat(roundId, personId);
}

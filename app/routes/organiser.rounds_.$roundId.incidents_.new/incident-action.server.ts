import { data, redirect } from "@remix-run/node";
import type { z } from "zod";
import type { IncidentScope } from "~/use-cases/incident/incident-scope.server";
import type { IncidentResult, Recorded } from "~/use-cases/incident/record-incident.server";
import { parseForm, refusedForm } from "~/http/form.server";
import { refusalErrors } from "~/http/incident-form.server";
import { type NoticeCode, withNotice } from "~/http/notices";
import { paths } from "~/http/paths";
import { giveExtraTime } from "~/use-cases/incident/give-extra-time.server";
import { reopenAttempts } from "~/use-cases/incident/reopen-attempts.server";
import { voidAttempt } from "~/use-cases/incident/void-attempt.server";
import { extraTimeForm, kindField, reopeningForm, voidForm } from "./incident-schema.server";

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

type Outcome = { readonly result: IncidentResult } | { readonly state: ReturnType<typeof refusedForm> };
type Run = (deps: Deps, deed: Omit<Deed, "backTo">, form: FormData) => Promise<Outcome>;

const deeds: Record<Kind, Run> = {
  "extra-time": async (deps, deed, form) => {
    const parsed = parseForm(form, extraTimeForm);
    if (!parsed.ok) return parsed;
    const scope = scopeOf(parsed.value);
    return scope === null ? noUnit(form) : { result: await giveExtraTime(deps, { ...deed, ...parsed.value, scope }) };
  },
  reopening: async (deps, deed, form) => {
    const parsed = parseForm(form, reopeningForm);
    if (!parsed.ok) return parsed;
    const scope = scopeOf(parsed.value);
    return scope === null ? noUnit(form) : { result: await reopenAttempts(deps, { ...deed, ...parsed.value, scope }) };
  },
  void: async (deps, deed, form) => {
    const parsed = parseForm(form, voidForm);
    return parsed.ok ? { result: await voidAttempt(deps, { ...deed, ...parsed.value }) } : parsed;
  },
};

function scopeOf({ attemptId, unitId }: { attemptId: string | null; unitId: string | null }): IncidentScope | null {
  if (attemptId !== null) return { attemptId };
  return unitId === null ? null : { unitId };
}

const noUnit = (form: FormData) => ({ state: refusedForm(form, { unitId: "Chọn đơn vị." }) });

export function backFrom(roundId: string, personId: string | null): string {
  return personId === null ? paths.organiserRunning(roundId) : paths.organiserSeat(roundId, personId);
}

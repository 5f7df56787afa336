import { z } from "zod";
import type { FormState } from "~/components/ui/form-state";
import type { IncidentScope } from "~/use-cases/incident/incident-scope.server";
import { box, isUuid, oneOf, optionalId, requiredId, requiredMoment, wholeNumber } from "~/http/form-fields.server";
import { parseForm, refusedForm } from "~/http/form.server";
import { incidentIdField, reasonField } from "~/http/incident-form.server";

export const kindField = oneOf(["extra-time", "reopening", "void"], "Chọn việc cần làm.");

/** `attemptId` empty means the unit. */
const scope = z.object({ attemptId: optionalId, unitId: optionalId }).transform(({ attemptId, unitId }, context): { scope: IncidentScope } => {
  if (attemptId !== null) return { scope: { attemptId } };
  if (unitId !== null) return { scope: { unitId } };
  context.addIssue({ code: "custom", message: "Chọn đơn vị.", path: ["unitId"] });
  return z.NEVER;
});
const time = { minutes: wholeNumber("số phút", 1, 600), mayPassClosing: box };
const why = z.object({ incidentId: incidentIdField, reason: reasonField });

/** One form per kind: what it is about, and what is given. With the reason these are read apart: what is typed well can be judged although something else is not. */
type IncidentForm<About, Terms> = { readonly about: z.ZodType<About>; readonly terms: z.ZodType<Terms> };
export const extraTimeForm = { about: scope, terms: z.object(time) };
export const reopeningForm = { about: scope, terms: z.object({ ...time, expiredSince: requiredMoment("thời điểm hết giờ") }) };
export const voidForm = { about: z.object({ attemptId: requiredId("Mở lại trang rồi thử lại.") }), terms: z.object({ despitePublished: box }) };

export type Why = z.output<typeof why>;
export type ParsedIncident<Wish> = { readonly ok: true; readonly wish: Wish; readonly why: Why } | { readonly ok: false; readonly state: FormState; /** Null: what is wished is not typed well either. */ readonly wish: Wish | null };

export function parseIncident<About, Terms>(form: FormData, { about, terms }: IncidentForm<About, Terms>): ParsedIncident<About & Terms> {
  const [meant, given, reason] = [parseForm(form, about), parseForm(form, terms), parseForm(form, why)];
  const wish = meant.ok && given.ok ? { ...meant.value, ...given.value } : null;
  if (wish !== null && reason.ok) return { ok: true, wish, why: reason.value };
  const errors = [meant, given, reason].reduce((all, part) => (part.ok ? all : { ...all, ...part.state.errors }), {});
  return { ok: false, state: refusedForm(form, errors), wish };
}

/** What the address asks for; what is not understood is left out. */
export const incidentQuery = z.object({
  kind: z.enum(["extra-time", "reopening", "void"]).catch("extra-time"),
  attempt: z.string().refine(isUuid).nullable().catch(null),
  unit: z.string().refine(isUuid).nullable().catch(null),
});

import { z } from "zod";
import { box, isUuid, oneOf, optionalId, requiredId, requiredMoment, wholeNumber } from "~/http/form-fields.server";
import { incidentIdField, reasonField } from "~/http/incident-form.server";

const shared = { incidentId: incidentIdField, reason: reasonField };
const time = { minutes: wholeNumber("số phút", 1, 600), mayPassClosing: box };
const scope = { attemptId: optionalId, unitId: optionalId };

/** One shape per kind; `attemptId` empty means the unit. */
export const kindField = oneOf(["extra-time", "reopening", "void"], "Chọn việc cần làm.");
export const extraTimeForm = z.object({ ...shared, ...scope, ...time });
export const reopeningForm = z.object({ ...shared, ...scope, ...time, expiredSince: requiredMoment("thời điểm hết giờ") });
export const voidForm = z.object({ ...shared, attemptId: requiredId("Mở lại trang rồi thử lại."), despitePublished: box });

/** What the address asks for; what is not understood is left out. */
export const incidentQuery = z.object({
  kind: z.enum(["extra-time", "reopening", "void"]).catch("extra-time"),
  attempt: z.string().refine(isUuid).nullable().catch(null),
  unit: z.string().refine(isUuid).nullable().catch(null),
});

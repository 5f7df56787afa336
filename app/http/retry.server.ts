import { data } from "@remix-run/node";
import type { FormState } from "~/components/ui/form-state";

/** A form that comes back because of a limit: says how long, to people in words and to programs in `Retry-After`. */
export function tryLater(state: FormState, status: 429 | 503, seconds: number) {
  return data({ state }, { status, headers: { "Retry-After": String(seconds) } });
}

/** When to come back to something that is passing: scattered, so that a hall of phones does not come back at once. */
export const retrySeconds = () => 3 + Math.floor(Math.random() * 6);

/** “45 giây”, “5 phút”: minutes are rounded up. */
export function inWords(seconds: number): string {
  return seconds < 60 ? `${Math.max(1, Math.ceil(seconds))} giây` : `${Math.ceil(seconds / 60)} phút`;
}

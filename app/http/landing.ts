import type { Actor } from "~/domain/access/policy";
import { paths, safeReturnTo } from "./paths";

/** Where somebody goes after signing in: back to where they were going, else to the page of their role. */
export function landingPath(actor: Actor, returnTo: string | null): string {
  const home = homePath(actor);
  const wanted = safeReturnTo(returnTo, home);
  const isForParticipants = /^\/(rounds|attempts)(\/|\?|$)/.test(wanted);
  const isDeadEnd = /^\/(sign-(in|out)|account\/)/.test(wanted) || wanted === paths.home || (isForParticipants && actor.personId === null);
  return isDeadEnd ? home : wanted;
}

/** The first page of the strongest role; a committee member who also takes part lands with the committee. */
export function homePath({ grants }: Actor): string {
  if (grants.some(({ role }) => role === "organiser" || role === "administrator")) return paths.organiser;
  if (grants.length > 0) return paths.participation();
  return paths.rounds;
}

import { notFound } from "./guard.server";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A parameter of the address that has to be an id; anything else is a page that does not exist. */
export function uuidParam(value: string | undefined): string {
  if (value === undefined || !uuid.test(value)) throw notFound();
  return value.toLowerCase();
}

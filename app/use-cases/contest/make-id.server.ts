import { newId } from "~db/new-id.server";

/** An id for what an empty form will create: it travels in the form, so that sending the form twice creates one thing. */
export function makeId(): string {
  return newId();
}

import { normaliseLogin } from "~/domain/access/login";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { insertAccounts } from "~db/repositories/account.server";
import { copyNamesToAccounts, listPeopleWithoutAccount } from "~db/repositories/person-account.server";

export type RosterAccounts = {
  created: number;
  /** Codes that somebody else signs in with already; these people have no account yet. */
  conflicts: string[];
};

/**
 * Gives every person of the roster an account (login = code) and follows corrected names. Safe to repeat. The commit of a
 * roster import calls it in its transaction.
 */
export async function ensureRosterAccounts(
  { database: { db: handle } }: { database: { readonly db: Handle } },
  { now = null }: { now?: Instant | null } = {},
): Promise<RosterAccounts> {
  const people = await listPeopleWithoutAccount(handle);
  const rows = people.map(({ id, code, fullName }) => ({ id: newId(), login: normaliseLogin(code), displayName: fullName, personId: id }));
  const created = new Set<string>();
  for (let from = 0; from < rows.length; from += rowsPerStatement) {
    for (const { id } of await insertAccounts(handle, rows.slice(from, from + rowsPerStatement), now)) created.add(id);
  }
  await copyNamesToAccounts(handle);
  const conflicts = rows.flatMap((row, index) => (created.has(row.id) ? [] : [people[index]!.code]));
  return { created: created.size, conflicts };
}

const rowsPerStatement = 1_000;

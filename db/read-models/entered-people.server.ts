import { and, eq, inArray, sql } from "drizzle-orm";
import type { Handle } from "../client.server";
import { attempts, personBlocs } from "../schema";
import { type EntryRow, listEntriesWhere } from "./standings.server";

/** All valid entries of a round by whoever has entered in one of these units, in one bloc or (null) in any; which of them says where a person counts, the domain decides. */
export async function listEntriesOfUnits(handle: Handle, roundId: string, unitIds: readonly string[], blocId: string | null): Promise<EntryRow[]> {
  if (unitIds.length === 0) return [];
  const isTheirs = sql`${attempts.personId} in (select inner_attempts.person_id from ${attempts} as inner_attempts where inner_attempts.round_id = ${roundId} and ${inArray(sql`inner_attempts.unit_id`, [...unitIds])})`;
  const isInBloc = blocId === null ? undefined : sql`exists (select 1 from ${personBlocs} where ${personBlocs.personId} = ${attempts.personId} and ${personBlocs.blocId} = ${blocId})`;
  return listEntriesWhere(handle, and(eq(attempts.roundId, roundId), isTheirs, isInBloc));
}

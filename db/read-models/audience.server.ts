import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { AudienceNames } from "~/domain/contest/rules-text";
import type { Handle } from "../client.server";
import { people, personBlocs, rounds, units } from "../schema";

/** Whom a round admits, for statements over `people`; the rule of the SQL function `round_admits`, for all of them at once. */
export type Audience = { readonly blocIds: readonly string[]; readonly unitIds: readonly string[] };

/** Of people who belong to `unitOfPerson`, today's unit if not told. Undefined: everybody. */
export function isInAudience({ blocIds, unitIds }: Audience, unitOfPerson: SQL = sql`${people.unitId}`): SQL | undefined {
  return and(
    blocIds.length === 0 ? undefined : sql`exists (select 1 from ${personBlocs} where ${personBlocs.personId} = ${people.id} and ${inArray(personBlocs.blocId, [...blocIds])})`,
    unitIds.length === 0 ? undefined : sql`${unitOfPerson} in (${unitsBelow(unitIds)})`,
  );
}

/** For statements over `rounds`: the names that the rules tell. Written out, since drizzle drops the tables' names where a statement has only one. */
export const audienceNames = sql<AudienceNames>`jsonb_build_object(
  'blocs', coalesce((select jsonb_agg(b.name order by b.position) from round_blocs r join blocs b on b.id = r.bloc_id where r.round_id = rounds.id), '[]'),
  'units', coalesce((select jsonb_agg(u.name order by u.position, u.code) from round_units r join units u on u.id = r.unit_id where r.round_id = rounds.id), '[]'))`;

export async function loadAudienceNames(handle: Handle, roundId: string): Promise<AudienceNames> {
  const [row] = await handle.select({ names: audienceNames }).from(rounds).where(eq(rounds.id, roundId));
  return row?.names ?? { blocs: [], units: [] };
}

/** People of the roster whom an audience admits. */
export async function countAudience(handle: Handle, audience: Audience): Promise<number> {
  return handle.$count(people, and(isNull(people.retiredAt), isInAudience(audience)));
}

function unitsBelow(roots: readonly string[]): SQL {
  return sql`
    with recursive below as (
      select ${units.id} from ${units} where ${inArray(units.id, [...roots])}
      union
      select u.id from below join units u on u.parent_id = below.id
    )
    select id from below`;
}

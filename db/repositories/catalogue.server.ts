import { asc, eq, sql } from "drizzle-orm";
import type { Handle } from "../client.server";
import { blocs, blueprintLines, eligibleCounts, levels, personBlocs, questions, roundBlocs, topics, units, unitTypes } from "../schema";

/** Short lists that the rest refers to: blocs, levels, topics, unit types. All of them are data, none is in the code. */
export type BlocRow = typeof blocs.$inferSelect;
export type LevelRow = typeof levels.$inferSelect;
export type TopicRow = typeof topics.$inferSelect;
export type UnitTypeRow = typeof unitTypes.$inferSelect;
/** With the number of rows that refer to the entry: what is in use stays. */
export type InUse<Row> = Row & { uses: number };

const count = (text: ReturnType<typeof sql>) => sql<number>`(${text})::int`;

export async function listBlocs(handle: Handle): Promise<InUse<BlocRow>[]> {
  const uses = count(sql`(select count(*) from ${personBlocs} where ${personBlocs.blocId} = ${blocs.id})
    + (select count(*) from ${eligibleCounts} where ${eligibleCounts.blocId} = ${blocs.id})
    + (select count(*) from ${roundBlocs} where ${roundBlocs.blocId} = ${blocs.id})`);
  return handle
    .select({ id: blocs.id, name: blocs.name, position: blocs.position, onlyGender: blocs.onlyGender, maxAge: blocs.maxAge, uses })
    .from(blocs)
    .orderBy(asc(blocs.position), asc(blocs.id));
}

export async function listLevels(handle: Handle): Promise<InUse<LevelRow>[]> {
  const uses = count(sql`(select count(*) from ${questions} where ${questions.levelId} = ${levels.id})
    + (select count(*) from ${blueprintLines} where ${blueprintLines.levelId} = ${levels.id})`);
  return handle.select({ id: levels.id, name: levels.name, position: levels.position, uses }).from(levels).orderBy(asc(levels.position), asc(levels.id));
}

export async function listTopics(handle: Handle): Promise<InUse<TopicRow>[]> {
  const uses = count(sql`(select count(*) from ${questions} where ${questions.topicId} = ${topics.id})
    + (select count(*) from ${blueprintLines} where ${blueprintLines.topicId} = ${topics.id})`);
  return handle.select({ id: topics.id, name: topics.name, position: topics.position, uses }).from(topics).orderBy(asc(topics.position), asc(topics.id));
}

export async function listUnitTypes(handle: Handle): Promise<InUse<UnitTypeRow>[]> {
  const uses = count(sql`select count(*) from ${units} where ${units.typeId} = ${unitTypes.id}`);
  return handle.select({ id: unitTypes.id, name: unitTypes.name, position: unitTypes.position, uses }).from(unitTypes).orderBy(asc(unitTypes.position), asc(unitTypes.id));
}

export type NamedEntry = { readonly id: string; readonly name: string; readonly position: number };

export async function upsertBloc(handle: Handle, entry: BlocRow): Promise<void> {
  await handle.insert(blocs).values(entry).onConflictDoUpdate({ target: blocs.id, set: entry });
}

const named = { levels, topics, unitTypes };
export type NamedCatalogue = keyof typeof named;

export async function upsertNamed(handle: Handle, catalogue: NamedCatalogue, entry: NamedEntry): Promise<void> {
  const table = named[catalogue];
  await handle.insert(table).values(entry).onConflictDoUpdate({ target: table.id, set: entry });
}

export async function deleteBloc(handle: Handle, blocId: string): Promise<void> {
  await handle.delete(blocs).where(eq(blocs.id, blocId));
}

export async function deleteNamed(handle: Handle, catalogue: NamedCatalogue, entryId: string): Promise<void> {
  const table = named[catalogue];
  await handle.delete(table).where(eq(table.id, entryId));
}

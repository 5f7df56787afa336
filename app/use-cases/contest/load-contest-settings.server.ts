import type { Database, Handle } from "~db/client.server";
import { listBlocs, listLevels, listTopics, listUnitTypes } from "~db/repositories/catalogue.server";
import { findCurrentContest } from "~db/repositories/contest.server";
import type { ContestInput } from "./contest-input";
import { contestBasis, settingsOf } from "./edit-contest.server";

export type EntryView = { id: string; name: string; uses: number };
export type BlocView = EntryView & { onlyGender: "male" | "female" | null; maxAge: number | null };
export type CataloguesView = { blocs: BlocView[]; levels: EntryView[]; topics: EntryView[]; unitTypes: EntryView[] };
export type ContestSettingsView = CataloguesView & { contestId: string; settings: ContestInput; basis: string; consentVersion: number };

/** Null on an installation without a contest. */
export async function loadContestSettings({ database: { db } }: { database: Database }): Promise<ContestSettingsView | null> {
  const contest = await findCurrentContest(db);
  if (contest === null) return null;
  return { contestId: contest.id, settings: settingsOf(contest), basis: contestBasis(contest), consentVersion: contest.consentVersion, ...(await loadCatalogues(db)) };
}

export async function loadCatalogues(handle: Handle): Promise<CataloguesView> {
  const [blocs, levels, topics, unitTypes] = await Promise.all([listBlocs(handle), listLevels(handle), listTopics(handle), listUnitTypes(handle)]);
  const entry = ({ id, name, uses }: EntryView): EntryView => ({ id, name, uses });
  return {
    blocs: blocs.map((bloc) => ({ ...entry(bloc), onlyGender: bloc.onlyGender, maxAge: bloc.maxAge })),
    levels: levels.map(entry),
    topics: topics.map(entry),
    unitTypes: unitTypes.map(entry),
  };
}

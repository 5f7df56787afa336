import { unnamedContest } from "~/domain/contest/setup";
import { dayOf } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findCurrentContest } from "~db/repositories/contest.server";
import type { ContestHead } from "./contest-input";
import { type CataloguesView, loadCatalogues } from "./load-contest-settings.server";
import { headOf } from "./set-up-contest.server";
import { proposedTopics, proposedUnitTypes, startingBlocs, startingLevels } from "./starting-catalogues.server";

export type SetupView = { head: ContestHead; lists: CataloguesView };

/** What is known already, and for every list that is empty what most offices begin with; a proposal has no id until it is saved. */
export async function loadSetup({ database: { db } }: { database: Database }): Promise<SetupView> {
  const [contest, known, now] = await Promise.all([findCurrentContest(db), loadCatalogues(db), databaseNow(db)]);
  const blank = { name: "", startsOn: dayOf(now), contact: "", superiorBody: "", agency: "", place: "", signers: [] };
  const head = contest === null ? blank : { ...headOf(contest), name: contest.name === unnamedContest ? "" : contest.name };
  return {
    head,
    lists: {
      blocs: orProposed(known.blocs, startingBlocs),
      unitTypes: orProposed(known.unitTypes, proposedUnitTypes.map(named)),
      levels: orProposed(known.levels, startingLevels.map(named)),
      topics: orProposed(known.topics, proposedTopics.map(named)),
    },
  };
}

const named = (name: string) => ({ name });

function orProposed<Entry extends { id: string; uses: number }>(known: Entry[], proposed: readonly Omit<Entry, "id" | "uses">[]) {
  return known.length > 0 ? known : proposed.map((entry) => ({ ...entry, id: "", uses: 0 }));
}

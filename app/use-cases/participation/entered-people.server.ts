import { latestValidEntries } from "~/domain/participation/valid-entry";
import { boardView } from "~/domain/contest/visibility";
import { compareVietnameseNames } from "~/domain/shared/name-order";
import type { Points } from "~/domain/shared/points";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "~db/client.server";
import { listEntriesOfUnits } from "~db/read-models/entered-people.server";
import type { EntryRow } from "~db/read-models/standings.server";
import { countedEntries } from "../standings/rank-round.server";
import type { RoundFacts } from "./round-facts.server";
import { isInScope, type Scope } from "./scope";

/** Who has entered in these units, by unit and name. */
export type EnteredPerson = {
  readonly personId: string;
  readonly name: string;
  readonly unitName: string;
  /** End of the latest valid entry. */
  readonly submittedAt: Instant;
  /** Of the attempt that counts; null where the reader may not see it. */
  readonly score: Points | null;
};

type Input = { readonly unitIds: readonly string[]; readonly blocId: string | null; readonly scoreScope: Scope; readonly now: Instant };

export async function listEnteredPeople(handle: Handle, facts: RoundFacts, { unitIds, blocId, scoreScope, now }: Input): Promise<EnteredPerson[]> {
  const { rules, publishedAt } = facts.round;
  const entries = await listEntriesOfUnits(handle, facts.round.id, unitIds, blocId);
  const latest = latestValidEntries(entries.map((entry) => ({ ...entry, state: "submitted", isTrial: false, answeredCount: 1 })));
  // why live and final: then the board tells everybody name, unit and score; a frozen one tells less than this list would.
  const isPublic = ["live", "final"].includes(boardView(facts.round, now, publishedAt).kind);
  const maySee = (unitId: string) => isPublic || isInScope(facts.participation.tree, scoreScope, unitId);
  const place = new Map(unitIds.map((unitId, index) => [unitId, index]));
  return countedEntries(entries, rules.counts, rules.tieBreak)
    .map((entry) => ({ entry, at: latest.get(entry.personId)! }))
    .filter(({ at }) => place.has(at.unitId))
    .sort((a, b) => place.get(a.at.unitId)! - place.get(b.at.unitId)! || byName(a.entry, b.entry))
    .map(({ entry, at }) => ({
      personId: entry.personId,
      name: entry.personName,
      unitName: facts.unitOf.get(at.unitId)!.name,
      submittedAt: at.submittedAt!,
      score: maySee(at.unitId) ? entry.score : null,
    }));
}

function byName(left: EntryRow, right: EntryRow): number {
  return compareVietnameseNames(left.personName, right.personName) || (left.personId < right.personId ? -1 : 1);
}

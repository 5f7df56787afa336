import { doubleNameMessage } from "~/domain/contest/check-catalogue";
import { refuse, type Result } from "~/domain/shared/result";
import { comparisonKey } from "~/domain/shared/text";
import type { Tx } from "~db/client.server";
import { isUniqueViolation } from "~db/errors.server";
import { newId } from "~db/new-id.server";
import { insertAudit } from "~db/repositories/audit.server";
import {
  type BlocRow, deleteBloc, deleteNamed, listBlocs, listLevels, listTopics, listUnitTypes, type NamedCatalogue, upsertBloc, upsertNamed,
} from "~db/repositories/catalogue.server";

/** One line of a list as typed. An empty name takes a known entry out of the list; an empty id is a new entry. */
export type EntryInput = { readonly id: string; readonly name: string };
export type BlocInput = EntryInput & Pick<BlocRow, "onlyGender" | "maxAge">;

export type Catalogues = {
  readonly accountId: string;
  readonly blocs: readonly BlocInput[];
  readonly levels: readonly EntryInput[];
  readonly topics: readonly EntryInput[];
  readonly unitTypes: readonly EntryInput[];
};

export type CatalogueName = Exclude<keyof Catalogues, "accountId">;

class CatalogueRefusal extends Error {
  constructor(readonly messages: Record<string, string>) {
    super("A catalogue was refused.");
  }
}

/**
 * Stores the short lists in the order given, within a transaction that holds the lock of imports. Throws what `refuseCatalogues`
 * turns into a refusal, so that nothing of the transaction stays. Entries in use stay.
 */
export async function applyCatalogues(tx: Tx, { accountId, ...lists }: Catalogues): Promise<void> {
  const changes = [
    planChange("blocs", lists.blocs, await listBlocs(tx), blocStore(tx)),
    planChange("levels", lists.levels, await listLevels(tx), namedStore(tx, "levels")),
    planChange("topics", lists.topics, await listTopics(tx), namedStore(tx, "topics")),
    planChange("unitTypes", lists.unitTypes, await listUnitTypes(tx), namedStore(tx, "unitTypes")),
  ];
  const refusals = changes.flatMap(({ list, refusal }) => (refusal === null ? [] : [[list, refusal]]));
  if (refusals.length > 0) throw new CatalogueRefusal(Object.fromEntries(refusals));
  for (const change of changes) await change.apply(tx, accountId);
}

/** Carries out what applies catalogues; a refusal names every list that can't stand, and why. */
export async function refuseCatalogues<Value>(carryOut: () => Promise<Result<Value, Record<string, string>>>): Promise<Result<Value, Record<string, string>>> {
  try {
    return await carryOut();
  } catch (error) {
    if (error instanceof CatalogueRefusal) return refuse(error.messages);
    if (isUniqueViolation(error)) return refuse({ form: "Hai mục vừa đổi tên cho nhau. Hãy đổi từng mục một rồi lưu lại." });
    throw error;
  }
}

type Store<Entry> = { write: (entry: Entry, position: number) => Promise<void>; remove: (id: string) => Promise<void> };
type Known = EntryInput & { readonly uses: number };

function blocStore(tx: Tx): Store<BlocInput> {
  return {
    write: ({ id, name, onlyGender, maxAge }, position) => upsertBloc(tx, { id, name, onlyGender, maxAge, position }),
    remove: (id) => deleteBloc(tx, id),
  };
}

function namedStore(tx: Tx, catalogue: NamedCatalogue): Store<EntryInput> {
  return {
    write: ({ id, name }, position) => upsertNamed(tx, catalogue, { id, name, position }),
    remove: (id) => deleteNamed(tx, catalogue, id),
  };
}

type ListChange = { list: CatalogueName; refusal: string | null; apply: (tx: Tx, accountId: string) => Promise<void> };

function planChange<Entry extends EntryInput>(list: CatalogueName, given: readonly Entry[], known: readonly Known[], store: Store<Entry>): ListChange {
  const kept = given.filter((entry) => entry.name !== "").map((entry) => ({ ...entry, id: identify(entry, known) }));
  const removed = known.filter((entry) => given.some((other) => other.id === entry.id && other.name === ""));
  const used = removed.filter((entry) => entry.uses > 0).map((entry) => `“${entry.name}” đang được dùng ở ${entry.uses} chỗ nên không bỏ được; hãy giữ hoặc đổi tên.`);
  const problems = [doubleNameMessage(kept.map((entry) => entry.name)), ...used].filter((problem) => problem !== null);
  return {
    list,
    refusal: problems.length === 0 ? null : problems.join(" "),
    apply: async (tx, accountId) => {
      for (const entry of removed) await store.remove(entry.id);
      for (const [index, entry] of kept.entries()) await store.write(entry, index + 1);
      await insertChange(tx, list, accountId, known, kept);
    },
  };
}

/** A new line with the name of a known entry is that entry: the form was sent twice. */
function identify(entry: EntryInput, known: readonly Known[]): string {
  if (known.some((other) => other.id === entry.id)) return entry.id;
  return known.find((other) => comparisonKey(other.name) === comparisonKey(entry.name))?.id ?? newId();
}

async function insertChange(tx: Tx, list: CatalogueName, accountId: string, known: readonly Known[], kept: readonly EntryInput[]): Promise<void> {
  const before = known.map(({ uses: _uses, ...entry }) => entry);
  const after = kept.map((entry, index) => ({ ...entry, position: index + 1 }));
  const key = (entries: readonly EntryInput[]) => JSON.stringify(entries.map((entry) => Object.entries(entry).sort()));
  if (key(before) !== key(after)) await insertAudit(tx, { accountId, action: "catalogue.edit", subjectType: "catalogue", subjectId: list, before, after });
}

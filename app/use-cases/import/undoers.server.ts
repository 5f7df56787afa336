import type { Footprint } from "~/domain/sheets/footprint";
import type { ImportKind } from "~/domain/sheets/import-kind";
import type { ImportPlan } from "~/domain/sheets/plan";
import { isSamePerson, type PersonValue } from "~/domain/sheets/plan-people";
import { type ExistingQuestion, isSameQuestion } from "~/domain/sheets/plan-questions";
import { planUndo, type UndoGround, type UndoPlan } from "~/domain/sheets/plan-undo";
import { isSameUnit, type UnitValue } from "~/domain/sheets/plan-units";
import { personReasons, questionReasons, unitReasons } from "~/domain/sheets/undo-uses";
import type { Handle } from "~db/client.server";
import { loadPeople, upsertPeople } from "~db/repositories/import-person.server";
import { loadQuestions } from "~db/repositories/import-question.server";
import { loadUnits } from "~db/repositories/import-unit.server";
import { deletePeople, listPersonUses, lockPeople } from "~db/repositories/undo-person.server";
import { deleteQuestions, deleteUnusedTopics, listQuestionUses, lockQuestions, restoreQuestions } from "~db/repositories/undo-question.server";
import { deleteUnits, deleteUnusedUnitTypes, listUnitUses, lockUnits, restoreUnits } from "~db/repositories/undo-unit.server";
import { ensureRosterAccounts } from "../accounts/ensure-roster-accounts.server";
import type { ImportContext } from "./importers.server";

/** The way back for each kind of import: hold the rows, see what they have become, take them away or put them back. */
type Undoer<Value> = {
  /** Until the transaction ends nobody else changes these rows or begins to use them. */
  readonly lock: (handle: Handle, ids: readonly string[]) => Promise<void>;
  readonly ground: (handle: Handle, ids: readonly string[], context: ImportContext) => Promise<UndoGround<Value>>;
  readonly apply: (handle: Handle, undo: UndoPlan<Value>, context: ImportContext, footprint: Footprint) => Promise<void>;
};

export type AnyUndoer = {
  readonly lock: (handle: Handle, ids: readonly string[]) => Promise<void>;
  readonly plan: (handle: Handle, committed: ImportPlan<unknown>, ids: readonly string[], context: ImportContext) => Promise<UndoPlan<unknown>>;
  readonly apply: (handle: Handle, undo: UndoPlan<unknown>, context: ImportContext, footprint: Footprint) => Promise<void>;
};

function ofKind<Value>(undoer: Undoer<Value>): AnyUndoer {
  return {
    lock: undoer.lock,
    plan: async (handle, committed, ids, context) => planUndo(committed as ImportPlan<Value>, ids, await undoer.ground(handle, ids, context)),
    apply: (handle, undo, context, footprint) => undoer.apply(handle, undo as UndoPlan<Value>, context, footprint),
  };
}

export const undoers: Readonly<Record<ImportKind, AnyUndoer>> = {
  units: ofKind<UnitValue>({
    lock: lockUnits,
    ground: async (handle, ids, { contestId }) => {
      const [uses, idsOfImport] = [await listUnitUses(handle), new Set(ids)];
      return {
        stored: await loadUnits(handle, contestId),
        isSame: (written, stored) => written.code === stored.code && isSameUnit(written, stored),
        nameOf: ({ name }) => name,
        uses: (id, outcome) => (outcome === "create" ? unitReasons(uses.get(id), idsOfImport) : []),
      };
    },
    apply: async (handle, undo, { contestId }, { unitTypeIds }) => {
      await restoreUnits(handle, contestId, undo.restore);
      await deleteUnits(handle, undo.remove);
      await deleteUnusedUnitTypes(handle, unitTypeIds);
    },
  }),
  people: ofKind<PersonValue>({
    lock: lockPeople,
    ground: async (handle) => {
      const uses = await listPersonUses(handle);
      return {
        stored: await loadPeople(handle),
        isSame: (written, stored) => written.code === stored.code && isSamePerson(written, stored),
        nameOf: ({ fullName }) => fullName,
        uses: (id, outcome) => (outcome === "create" ? personReasons(uses.get(id)) : []),
      };
    },
    apply: async (handle, undo, { now }) => {
      await upsertPeople(handle, undo.restore.map(({ before }) => before), now);
      await deletePeople(handle, undo.remove);
      await ensureRosterAccounts({ database: { db: handle } }, { now });
    },
  }),
  questions: ofKind<ExistingQuestion>({
    lock: lockQuestions,
    ground: async (handle) => {
      const uses = await listQuestionUses(handle);
      return {
        stored: await loadQuestions(handle),
        isSame: isSameQuestion,
        nameOf: ({ content }) => content,
        uses: (id) => questionReasons(uses.get(id)),
      };
    },
    apply: async (handle, undo, _context, { topicIds }) => {
      await restoreQuestions(handle, undo.restore);
      await deleteQuestions(handle, undo.remove);
      await deleteUnusedTopics(handle, topicIds);
    },
  }),
};

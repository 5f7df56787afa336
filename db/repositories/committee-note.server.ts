import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { NoteKind } from "~/domain/access/note-kind";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { accounts, committeeNotes, people, units } from "../schema";

const isOnRoster = sql<boolean>`${people.retiredAt} is null`;

/** Notes of participants to the committee. */
export async function findOpenNote(handle: Handle, { personId, kind, body }: { personId: string; kind: NoteKind; body: string }): Promise<{ id: string } | null> {
  const [row] = await handle
    .select({ id: committeeNotes.id })
    .from(committeeNotes)
    .where(and(eq(committeeNotes.personId, personId), eq(committeeNotes.kind, kind), eq(committeeNotes.body, body), isNull(committeeNotes.handledAt)))
    .limit(1);
  return row ?? null;
}

export async function insertNote(handle: Handle, note: { id: string; kind: NoteKind; personId: string; body: string }): Promise<void> {
  await handle.insert(committeeNotes).values({ ...note, createdAt: sql`clock_timestamp()` });
}

export type NoteToHandle = { kind: NoteKind; fullName: string; isOnRoster: boolean };

/** Null when there is no such note, or it has been handled. */
export async function lockNote(handle: Handle, noteId: string): Promise<NoteToHandle | null> {
  const [row] = await handle
    .select({ kind: committeeNotes.kind, fullName: people.fullName, isOnRoster })
    .from(committeeNotes)
    .innerJoin(people, eq(people.id, committeeNotes.personId))
    .where(and(eq(committeeNotes.id, noteId), isNull(committeeNotes.handledAt)))
    .for("update", { of: committeeNotes });
  return row ?? null;
}

/** False when somebody has handled it before, or there is no such note. */
export async function markNoteHandled(handle: Handle, noteId: string, accountId: string, answer: string | null): Promise<boolean> {
  const updated = await handle
    .update(committeeNotes)
    .set({ handledAt: sql`clock_timestamp()`, handledBy: accountId, answer })
    .where(and(eq(committeeNotes.id, noteId), isNull(committeeNotes.handledAt)))
    .returning({ id: committeeNotes.id });
  return updated.length > 0;
}

export type NoteRow = {
  id: string;
  kind: NoteKind;
  body: string;
  answer: string | null;
  createdAt: Instant;
  handledAt: Instant | null;
  handledByName: string | null;
  personId: string;
  isOnRoster: boolean;
  code: string;
  fullName: string;
  unitName: string;
};

/** Open ones first, each group newest first; at most 500. */
export async function listNotes(handle: Handle): Promise<NoteRow[]> {
  return handle
    .select({
      id: committeeNotes.id,
      kind: committeeNotes.kind,
      body: committeeNotes.body,
      answer: committeeNotes.answer,
      createdAt: committeeNotes.createdAt,
      handledAt: committeeNotes.handledAt,
      handledByName: accounts.displayName,
      personId: people.id,
      isOnRoster,
      code: people.code,
      fullName: people.fullName,
      unitName: units.name,
    })
    .from(committeeNotes)
    .innerJoin(people, eq(people.id, committeeNotes.personId))
    .innerJoin(units, eq(units.id, people.unitId))
    .leftJoin(accounts, eq(accounts.id, committeeNotes.handledBy))
    .orderBy(sql`${committeeNotes.handledAt} is not null`, desc(committeeNotes.createdAt), desc(committeeNotes.id))
    .limit(500);
}

export type OwnNote = Pick<NoteRow, "id" | "kind" | "body" | "answer" | "createdAt" | "handledAt">;

/** What one person has asked, newest first. */
export async function listNotesOf(handle: Handle, personId: string): Promise<OwnNote[]> {
  const { id, kind, body, answer, createdAt, handledAt } = committeeNotes;
  return handle.select({ id, kind, body, answer, createdAt, handledAt }).from(committeeNotes).where(eq(committeeNotes.personId, personId)).orderBy(desc(createdAt), desc(id));
}

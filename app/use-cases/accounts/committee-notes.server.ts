import { deedOwed, type NoteDeed } from "~/domain/access/note-kind";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Database } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { listNotes, lockNote, markNoteHandled, type NoteRow } from "~db/repositories/committee-note.server";

export type { NoteRow } from "~db/repositories/committee-note.server";

export async function listCommitteeNotes({ database }: { database: Pick<Database, "db"> }): Promise<NoteRow[]> {
  return listNotes(database.db);
}

/** What is owed, and to whom. */
export type OwedAnswer = { readonly deed: NoteDeed; readonly fullName: string };

/** Refused without an answer while it is owed: then with what was not done. Safe to repeat: the first one who handles a note stands. */
export async function handleCommitteeNote({ database }: { database: Database }, { noteId, accountId, answer }: { noteId: string; accountId: string; answer: string | null }): Promise<Result<null, OwedAnswer>> {
  return database.transaction(async (tx) => {
    const note = await lockNote(tx, noteId);
    if (note === null) return ok(null);
    const owed = deedOwed(note.kind, note.isOnRoster);
    if (owed !== null && answer === null) return refuse({ deed: owed, fullName: note.fullName });
    if (await markNoteHandled(tx, noteId, accountId, answer)) {
      await insertAudit(tx, { accountId, action: "note.handle", subjectType: "committee-note", subjectId: noteId, after: { kind: note.kind, answer } });
    }
    return ok(null);
  });
}

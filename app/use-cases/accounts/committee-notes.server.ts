import { needsAnswer } from "~/domain/access/note-kind";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Database } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { listNotes, lockNote, markNoteHandled, type NoteRow } from "~db/repositories/committee-note.server";

export type { NoteRow } from "~db/repositories/committee-note.server";

export async function listCommitteeNotes({ database }: { database: Pick<Database, "db"> }): Promise<NoteRow[]> {
  return listNotes(database.db);
}

/** Safe to repeat: the first one who handles a note stands. */
export async function handleCommitteeNote({ database }: { database: Database }, { noteId, accountId, answer }: { noteId: string; accountId: string; answer: string | null }): Promise<Result<null, "needs-answer">> {
  return database.transaction(async (tx) => {
    const note = await lockNote(tx, noteId);
    if (note !== null && answer === null && needsAnswer(note.kind, note.isOnRoster)) return refuse("needs-answer");
    if (await markNoteHandled(tx, noteId, accountId, answer)) {
      await insertAudit(tx, { accountId, action: "note.handle", subjectType: "committee-note", subjectId: noteId, after: { answer } });
    }
    return ok(null);
  });
}

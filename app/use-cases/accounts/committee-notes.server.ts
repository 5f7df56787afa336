import type { Database } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { listNotes, markNoteHandled, type NoteRow } from "~db/repositories/committee-note.server";

export type { NoteRow } from "~db/repositories/committee-note.server";

export async function listCommitteeNotes({ database }: { database: Pick<Database, "db"> }): Promise<NoteRow[]> {
  return listNotes(database.db);
}

/** Safe to repeat: the first one who handles a note stands. */
export async function handleCommitteeNote({ database }: { database: Database }, { noteId, accountId, answer }: { noteId: string; accountId: string; answer: string | null }): Promise<void> {
  await database.transaction(async (tx) => {
    if (await markNoteHandled(tx, noteId, accountId, answer)) {
      await insertAudit(tx, { accountId, action: "note.handle", subjectType: "committee-note", subjectId: noteId, after: { answer } });
    }
  });
}

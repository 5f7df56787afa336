import type { ownDataKinds } from "~/domain/access/note-kind";
import type { Database } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { lockAccount } from "~db/repositories/account.server";
import { insertAudit } from "~db/repositories/audit.server";
import { findOpenNote, insertNote } from "~db/repositories/committee-note.server";

export type OwnDataRequest = { readonly accountId: string; readonly kind: (typeof ownDataKinds)[number]; readonly body: string };

/** A request to the committee, which answers it. The same request sent twice is one note. */
export async function requestAboutOwnData({ database }: { database: Database }, { accountId, kind, body }: OwnDataRequest): Promise<void> {
  await database.transaction(async (tx) => {
    const personId = (await lockAccount(tx, accountId))?.personId ?? null;
    if (personId === null || (await findOpenNote(tx, { personId, kind, body })) !== null) return;
    const id = newId();
    await insertNote(tx, { id, kind, personId, body });
    await insertAudit(tx, { accountId, action: "own-data.request", subjectType: "committee-note", subjectId: id, after: { kind } });
  });
}

import { roleGrants, accounts } from "~db/schema";
import { newId } from "~db/new-id.server";
import type { Handle } from "~db/client.server";
import type { Instant } from "~/domain/shared/time";
import { makeUnsentFile, type UnsentFile, type UnsentSave } from "~/domain/attempt/unsent-file";
import { receiptCode } from "~/domain/attempt/receipt";

/** Somebody of the committee who decides about incidents. */
export async function createOrganiser(handle: Handle): Promise<string> {
  const accountId = newId();
  await handle.insert(accounts).values({ id: accountId, login: accountId, displayName: "Thư ký Ban Tổ chức", createdAt: 0 });
  await handle.insert(roleGrants).values({ id: newId(), accountId, role: "organiser", createdAt: 0 });
  return accountId;
}

/** The file of an exam page that could not send these. */
export function unsentFileOf(attemptId: string, deadlineAt: Instant, saves: readonly Partial<UnsentSave>[]): UnsentFile {
  return makeUnsentFile({
    attemptId, deadlineAt, receipt: receiptCode(attemptId), epoch: 1, madeAt: deadlineAt + 60_000, lettersOf: () => "A",
    saves: saves.map((save, index) => ({ sequence: index + 1, position: index + 1, choiceIds: [], isFlagged: false, editedAt: deadlineAt - 60_000.25, ...save })),
  });
}

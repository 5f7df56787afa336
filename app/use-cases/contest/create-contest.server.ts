import type { Database, Tx } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findContest, insertContest } from "~db/repositories/contest.server";
import { lockImports } from "~db/repositories/import-batch.server";
import type { ContestHead, ContestInput } from "./contest-input";
import { settingsOf } from "./edit-contest.server";
import { ensureCatalogues } from "./starting-catalogues.server";

/** Doing it twice with one `contestId` creates one contest. `accountId` null: a command, not a person. */
export type NewContest = { readonly accountId: string | null; readonly contestId: string; readonly input: ContestInput; readonly isDemo?: boolean };

/** Creates the contest, and blocs and levels where the installation has none yet. */
export async function createContest({ database }: { database: Database }, { accountId, contestId, input, isDemo = false }: NewContest): Promise<void> {
  await database.transaction(async (tx) => {
    await lockImports(tx);
    if (await insertAudited(tx, { accountId, contestId, input, isDemo })) await ensureCatalogues(tx);
  });
}

/** A contest of this head, with defaults for what it does not say. False when there is one with this id already. */
export async function insertAudited(tx: Tx, { accountId, contestId, input, isDemo = false }: Omit<NewContest, "input"> & { readonly input: ContestHead }): Promise<boolean> {
  const isNew = await insertContest(tx, { ...input, isDemo, id: contestId, signers: [...input.signers], createdAt: await databaseNow(tx) });
  if (!isNew) return false;
  const after = settingsOf((await findContest(tx, contestId))!);
  await insertAudit(tx, { accountId, action: "contest.create", subjectType: "contest", subjectId: contestId, after });
  return true;
}

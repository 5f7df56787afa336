import type { Database } from "~db/client.server";
import { insertAudit } from "~db/repositories/audit.server";
import { databaseNow } from "~db/repositories/clock.server";
import { insertContest } from "~db/repositories/contest.server";
import { lockImports } from "~db/repositories/import-batch.server";
import type { ContestInput } from "./contest-input";
import { ensureCatalogues } from "./starting-catalogues.server";

/** Doing it twice with one `contestId` creates one contest. `accountId` null: a command, not a person. */
export type NewContest = { readonly accountId: string | null; readonly contestId: string; readonly input: ContestInput; readonly isDemo?: boolean };

/** Creates the contest, and blocs and levels where the installation has none yet. */
export async function createContest({ database }: { database: Database }, { accountId, contestId, input, isDemo = false }: NewContest): Promise<void> {
  await database.transaction(async (tx) => {
    await lockImports(tx);
    const isNew = await insertContest(tx, { ...input, isDemo, id: contestId, signers: [...input.signers], createdAt: await databaseNow(tx) });
    if (!isNew) return;
    await ensureCatalogues(tx);
    await insertAudit(tx, { accountId, action: "contest.create", subjectType: "contest", subjectId: contestId, after: input });
  });
}

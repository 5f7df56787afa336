import { unnamedContest } from "~/domain/contest/setup";
import { dayOf } from "~/domain/shared/time";
import type { Tx } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { databaseNow } from "~db/repositories/clock.server";
import { findCurrentContest, insertContest } from "~db/repositories/contest.server";
import { lockImports } from "~db/repositories/import-batch.server";
import { ensureCatalogues } from "../contest/starting-catalogues.server";

/**
 * What an import needs on an installation nobody has set up yet: a contest that the eligible counts belong to, and the
 * two fixed catalogues. Whatever is there already is left alone; all of it is data that organisers change later.
 */
export async function ensureContest(tx: Tx): Promise<string> {
  await lockImports(tx);
  await ensureCatalogues(tx);
  return (await findCurrentContest(tx))?.id ?? insertFirstContest(tx);
}

async function insertFirstContest(tx: Tx): Promise<string> {
  const now = await databaseNow(tx);
  const id = newId();
  await insertContest(tx, { id, name: unnamedContest, startsOn: dayOf(now), createdAt: now });
  return id;
}

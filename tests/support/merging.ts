import { mergePeople, previewMerge } from "~/use-cases/roster/merge-people.server";
import type { TestDatabase } from "./database";

type Pair = { accountId: string; personId: string; goesCode: string; reason: string };

/** The first press. What it shows goes into the second, which may be sent later and more than once. */
export async function compareThenMerge(database: TestDatabase, { goesCode, ...subject }: Pair) {
  const preview = await previewMerge({ database }, { personId: subject.personId, goesCode });
  if (!preview.ok) return preview;
  const { goes, basis } = preview.value;
  return { ok: true as const, preview: preview.value, confirm: () => mergePeople({ database }, { ...subject, goesId: goes.personId, basis }) };
}

/** Both presses, one after the other. */
export async function mergeAsShown(database: TestDatabase, pair: Pair) {
  const compared = await compareThenMerge(database, pair);
  return compared.ok ? compared.confirm() : compared;
}

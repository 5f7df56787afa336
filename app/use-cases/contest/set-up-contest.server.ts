import { isSetUp } from "~/domain/contest/setup";
import { ok, refuse, type Result } from "~/domain/shared/result";
import type { Database, Tx } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { insertAudit } from "~db/repositories/audit.server";
import { type ContestRow, findCurrentContest, updateContest } from "~db/repositories/contest.server";
import { lockImports } from "~db/repositories/import-batch.server";
import { applyCatalogues, type Catalogues, refuseCatalogues } from "./apply-catalogues.server";
import type { ContestHead } from "./contest-input";
import { insertAudited } from "./create-contest.server";
import { settingsOf } from "./edit-contest.server";
import { forgetContestHead } from "./find-contest-head.server";
import { loadCatalogues } from "./load-contest-settings.server";

type Outcome = Result<null, Record<string, string>>;
export type FirstSetup = { readonly accountId: string; readonly head: ContestHead; readonly lists: Omit<Catalogues, "accountId"> };

/**
 * Contest and short lists in one go, all or nothing. Names the contest that an import made, if there is one. Sent twice it does
 * nothing the second time; anything else than what is set up already, from whomever, is refused.
 */
export async function setUpContest({ database }: { database: Database }, { accountId, head, lists }: FirstSetup): Promise<Outcome> {
  const outcome = await refuseCatalogues(() => database.transaction(async (tx) => {
    await lockImports(tx);
    const known = await findCurrentContest(tx);
    if (isSetUp(known)) return isSame({ head: known, lists: await loadCatalogues(tx) }, { head, lists }) ? ok(null) : refuse({ form: alreadySetUp });
    await (known === null ? insertAudited(tx, { accountId, contestId: newId(), input: head }) : editHead(tx, accountId, known, head));
    await applyCatalogues(tx, { accountId, ...lists });
    return ok(null);
  }));
  forgetContestHead({ database });
  return outcome;
}

const alreadySetUp = "Thiết lập ban đầu đã được lưu trước đó nên nội dung dưới đây chưa được lưu. Xem và sửa ở trang Cuộc thi.";

/** What the first setup asks of a contest, in one fixed order. */
export function headOf({ name, startsOn, contact, superiorBody, agency, place, signers }: ContestHead): ContestHead {
  const named = signers.map((signer) => ({ title: signer.title, name: signer.name }));
  return { name, startsOn, contact, superiorBody, agency, place, signers: named };
}

type Given = Pick<FirstSetup, "head" | "lists">;

function isSame(stored: Given, sent: Given): boolean {
  const said = ({ head, lists }: Given) => JSON.stringify([headOf(head), wordsOf(lists)]);
  return said(stored) === said(sent);
}

/** The lists as they read, whatever their ids. */
function wordsOf({ blocs, unitTypes, levels, topics }: FirstSetup["lists"]) {
  const names = [unitTypes, levels, topics].map((entries) => entries.map(({ name }) => name).filter((name) => name !== ""));
  return [...names, blocs.filter(({ name }) => name !== "").map(({ name, onlyGender, maxAge }) => [name, onlyGender, maxAge])];
}

async function editHead(tx: Tx, accountId: string, known: ContestRow, head: ContestHead): Promise<void> {
  await updateContest(tx, known.id, { ...head, signers: [...head.signers] });
  const [before, after] = [settingsOf(known), settingsOf({ ...known, ...head })];
  await insertAudit(tx, { accountId, action: "contest.edit", subjectType: "contest", subjectId: known.id, before, after });
}

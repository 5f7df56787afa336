import type { RoundRules } from "~/domain/contest/round";
import { refuse, type Result } from "~/domain/shared/result";
import type { Database } from "~db/client.server";
import { findRound } from "~db/repositories/round.server";
import { composedRound } from "./composed-round.server";
import { editRound } from "./edit-round.server";
import type { RoundErrors } from "./round-input";

export type Adjustment = { readonly accountId: string; readonly roundId: string; readonly name: string; readonly basis: string; readonly show: RoundRules["show"] };

/** What may change after the first attempt: the name, and when score, keys and board show. Null: no such round. */
export async function adjustStartedRound(deps: { database: Database }, { accountId, roundId, name, basis, show }: Adjustment): Promise<Result<null, RoundErrors> | null> {
  const round = await findRound(deps.database.db, roundId);
  if (round === null) return null;
  if (round.state === "draft") return refuse({ form: "Kỳ thi đã trở về bản nháp; hãy mở lại trang." });
  const stored = await composedRound(deps.database.db, round);
  return editRound(deps, { accountId, roundId, basis, input: { ...stored, name, rules: { ...stored.rules, show } } });
}

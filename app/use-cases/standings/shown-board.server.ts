import { type BoardView, boardView } from "~/domain/contest/visibility";
import type { Instant } from "~/domain/shared/time";
import { resultStageAt } from "~/domain/standings/result-stage";
import type { Database } from "~db/client.server";
import { countUnsettledAttempts } from "~db/read-models/figures.server";
import type { ResultRound } from "~db/read-models/report-round.server";
import { listAwaitedRounds } from "./result-stage.server";
import { recently } from "../shared/recently.server";

/** What the board may show, and a board that would be final but for attempts still being collected or graded, or for other rounds that ranks depend on. */
export type ShownBoard = BoardView | { readonly kind: "settling" | "awaiting" };

/** Not to be awaited inside a transaction: it takes a connection of its own. */
export async function findShownBoard(database: Database, round: ResultRound, now: Instant): Promise<ShownBoard> {
  const view = boardView(round, now, round.publishedAt);
  if (view.kind !== "final") return view;
  const unsettled = await recently(database, `unsettled ${round.id} ${round.gradingVersion}`, () => countUnsettledAttempts(database.db, round.id));
  const awaited = await recently(database, `awaited ${round.id} ${round.publishedAt}`, () => listAwaitedRounds(database.db, round, now));
  const { kind } = resultStageAt(round, now, unsettled, awaited);
  return kind === "settling" || kind === "awaiting" ? { kind } : view;
}

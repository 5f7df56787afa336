import { asc, eq, getTableColumns, sql } from "drizzle-orm";
import type { Instant } from "~/domain/shared/time";
import type { Handle } from "../client.server";
import { preparedOnce } from "../prepared.server";
import { attempts, contests, roundBlocs, rounds, roundUnits } from "../schema";
import { epochMs } from "./epoch-ms.server";

/** A round as results need it: its rules and dates, the latest deadline, the audience, and which version of grades counts. */
export type ResultRound = typeof rounds.$inferSelect & {
  lastDeadlineAt: Instant | null;
  /** Blocs that may take part; none means everybody. */
  audience: string[];
  /** Units whose people, with everybody below them, may take part; none means everybody. */
  audienceUnits: string[];
};

const columns = {
  ...getTableColumns(rounds),
  // nested: drizzle takes the table's name off columns that stand directly in a field of a query without a join
  lastDeadlineAt: sql<Instant | null>`${sql`(select ${epochMs(sql`max(${attempts.deadlineAt})`)} from ${attempts} where ${attempts.roundId} = ${rounds.id} and ${attempts.state} = 'in-progress')`}`,
  audience: sql<string[]>`(select coalesce(json_agg(${roundBlocs.blocId} order by ${roundBlocs.blocId}), '[]') from ${roundBlocs} where ${roundBlocs.roundId} = ${rounds.id})`,
  audienceUnits: sql<string[]>`(select coalesce(json_agg(${roundUnits.unitId} order by ${roundUnits.unitId}), '[]') from ${roundUnits} where ${roundUnits.roundId} = ${rounds.id})`,
};

const resultRound = preparedOnce((handle) => handle.select(columns).from(rounds).where(eq(rounds.id, sql.placeholder("roundId"))).prepare("result_round"));

export async function findResultRound(handle: Handle, roundId: string): Promise<ResultRound | null> {
  const [row] = await resultRound(handle).execute({ roundId });
  return row ?? null;
}

/** All rounds of a contest in the committee's order, drafts too. */
export async function listResultRounds(handle: Handle, contestId: string): Promise<ResultRound[]> {
  return handle.select(columns).from(rounds).where(eq(rounds.contestId, contestId)).orderBy(asc(rounds.position), asc(rounds.id));
}

/** The contest a round belongs to: the block that heads its documents, and the minimum rate. */
export async function loadContestOf(handle: Handle, round: Pick<ResultRound, "contestId">): Promise<typeof contests.$inferSelect> {
  const [row] = await handle.select().from(contests).where(eq(contests.id, round.contestId));
  return row!;
}

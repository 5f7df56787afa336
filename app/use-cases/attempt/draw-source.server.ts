import type { RoundRules } from "~/domain/contest/round";
import { type DrawPlan, planDraw } from "~/domain/question/draw";
import type { Database } from "~db/client.server";
import { findDrawSource } from "~db/read-models/attempt-drawing.server";

/**
 * At the opening bell thousands draw from the same blueprint and bank, so a process reads and plans them at most every
 * two seconds. A start from another version of the round is refused by the database (`stale-set`) and drawn anew; a change of
 * the bank holds from two seconds after it on.
 */
const keptMs = 2_000;

/** `plan` is null where the approved bank cannot serve the blueprint. */
type DrawSource = { roundVersion: string; rules: RoundRules; plan: DrawPlan | null };
type Kept = { source: Promise<DrawSource | null>; readAt: number };
const kept = new WeakMap<Database["db"], Map<string, Kept>>();

export function drawSource({ db }: Pick<Database, "db">, roundId: string): Promise<DrawSource | null> {
  const sources = kept.get(db) ?? new Map<string, Kept>();
  kept.set(db, sources);
  const known = sources.get(roundId);
  const now = performance.now();
  if (known && now - known.readAt < keptMs) return known.source;
  for (const [id, { readAt }] of sources) if (now - readAt >= keptMs) sources.delete(id);
  const source = readDrawSource(db, roundId);
  sources.set(roundId, { source, readAt: now });
  source.catch(() => sources.delete(roundId));
  return source;
}

export function forgetDrawSource({ db }: Pick<Database, "db">, roundId: string): void {
  kept.get(db)?.delete(roundId);
}

async function readDrawSource(db: Database["db"], roundId: string): Promise<DrawSource | null> {
  const found = await findDrawSource(db, roundId);
  if (found === null) return null;
  const { lines, bank, ...round } = found;
  const plan = planDraw(lines, bank);
  return { ...round, plan: plan.ok ? plan.value : null };
}

import { createHash, randomBytes } from "node:crypto";
import type { Response } from "~/domain/attempt/response";
import { type AttemptScore, scoreAttempt } from "~/domain/grading/score-attempt";
import { drawQuestionSet, type DrawnItem } from "~/domain/question/draw";
import type { Choice, QuestionType } from "~/domain/question/question";
import type { Points } from "~/domain/shared/points";
import { refuse, ok, type Result } from "~/domain/shared/result";
import type { Database } from "~db/client.server";
import { findDrawSource } from "~db/read-models/attempt-drawing.server";
import { loadAnswerKeys, loadQuestionTexts } from "~db/read-models/attempt-questions.server";
import { findRound, type RoundRow } from "~db/repositories/round.server";
import { inOrder } from "../attempt/load-exam.server";

/**
 * A set drawn as for an attempt, for its organiser to see and to try before the round opens. Nothing is stored: the seed
 * in the address draws the same set again, as long as round and bank stay as they are (`fingerprint`).
 */
export type PreviewItem = { position: number; type: QuestionType; content: string; points: Points; choices: Choice[] };
export type SetPreview = {
  roundId: string;
  name: string;
  minutes: number;
  totalPoints: Points;
  fingerprint: string;
  items: PreviewItem[];
};
export type PreviewKey = { position: number; answerKey: readonly string[]; explanation: string; citation: string };

/** For a set to look at. */
export const newSeed = () => randomBytes(16).toString("hex");

type Deps = { database: Database };
type Drawn = { round: RoundRow; items: readonly DrawnItem[] };

/** Null: no such round. Refused: the bank can't serve the blueprint. */
export async function previewSet({ database }: Deps, { roundId, seed }: { roundId: string; seed: string }): Promise<Result<SetPreview, { name: string }> | null> {
  const drawn = await draw(database, roundId, seed);
  if (drawn === null || !drawn.ok) return drawn;
  const { round, items } = drawn.value;
  const texts = await loadQuestionTexts(database.db, items.map((item) => item.revisionId));
  return ok({
    roundId,
    name: round.name,
    minutes: round.rules.minutes,
    totalPoints: items.reduce((sum, item) => sum + item.points, 0),
    fingerprint: fingerprintOf(items),
    items: items.map(({ position, revisionId, choiceOrder, points }) => {
      const { type, content, choices } = texts.get(revisionId)!;
      return { position, type, content, points, choices: inOrder(choices, choiceOrder) };
    }),
  });
}

export type Trial = { roundId: string; seed: string; fingerprint: string; responses: ReadonlyMap<number, Response> };
export type GradedTrial = { score: AttemptScore; keys: PreviewKey[] };

/** Grades what was tried, as an attempt would be. Null: the set is no longer the one that was shown. */
export async function gradeTrial({ database }: Deps, { roundId, seed, fingerprint, responses }: Trial): Promise<GradedTrial | null> {
  const drawn = await draw(database, roundId, seed);
  if (drawn === null || !drawn.ok || fingerprintOf(drawn.value.items) !== fingerprint) return null;
  const { round, items } = drawn.value;
  const keys = await loadAnswerKeys(database.db, items.map((item) => item.revisionId));
  const keyed = items.map(({ position, revisionId, points }) => ({ ...keys.get(revisionId)!, position, points }));
  return { score: scoreAttempt(keyed, responses, round.rules.severalScoring), keys: keyed.map(({ position, answerKey, explanation, citation }) => ({ position, answerKey, explanation, citation })) };
}

async function draw({ db }: Database, roundId: string, seed: string): Promise<Result<Drawn, { name: string }> | null> {
  const [round, source] = await Promise.all([findRound(db, roundId), findDrawSource(db, roundId)]);
  if (round === null || source === null) return null;
  const { lines, bank, rules } = source;
  const set = drawQuestionSet({ lines, bank, seed, shuffleQuestions: rules.shuffleQuestions, shuffleChoices: rules.shuffleChoices });
  return set.ok ? ok({ round, items: set.value }) : refuse({ name: round.name });
}

function fingerprintOf(items: readonly DrawnItem[]): string {
  return createHash("sha256").update(JSON.stringify(items)).digest("hex").slice(0, 32);
}

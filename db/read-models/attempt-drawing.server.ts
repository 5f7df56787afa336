import { and, asc, eq, exists, isNull, or, sql } from "drizzle-orm";
import type { BlueprintLine, RoundRules } from "~/domain/contest/round";
import type { BankQuestion } from "~/domain/question/blueprint";
import type { Db } from "../client.server";
import { blueprintLines, questionRevisions, questions, rounds } from "../schema";

/**
 * What question sets of a round are drawn from: its rules, its blueprint, and the approved questions that fit a line. `roundVersion`
 * is another after every change of the round; read first, so that no older blueprint passes for the newer round's.
 */
export type DrawSource = { roundVersion: string; rules: RoundRules; lines: BlueprintLine[]; bank: BankQuestion[] };

export async function findDrawSource(db: Db, roundId: string): Promise<DrawSource | null> {
  const [found] = await db.select({ rules: rounds.rules, roundVersion: sql<string>`${rounds}.xmin::text` }).from(rounds).where(eq(rounds.id, roundId));
  if (found === undefined) return null;
  const [lines, bank] = await Promise.all([
    db
      .select({ topicId: blueprintLines.topicId, levelId: blueprintLines.levelId, type: blueprintLines.type, count: blueprintLines.count, points: blueprintLines.points })
      .from(blueprintLines)
      .where(eq(blueprintLines.roundId, roundId))
      .orderBy(asc(blueprintLines.position)),
    listFittingQuestions(db, roundId),
  ]);
  return { ...found, lines, bank };
}

function listFittingQuestions(db: Db, roundId: string): Promise<BankQuestion[]> {
  const fittingLine = db
    .select({ one: sql`1` })
    .from(blueprintLines)
    .where(
      and(
        eq(blueprintLines.roundId, roundId),
        eq(blueprintLines.type, questionRevisions.type),
        or(isNull(blueprintLines.topicId), eq(blueprintLines.topicId, questions.topicId)),
        or(isNull(blueprintLines.levelId), eq(blueprintLines.levelId, questions.levelId)),
      ),
    );
  return db
    .select({
      questionId: questions.id,
      revisionId: questionRevisions.id,
      state: questions.state,
      topicId: questions.topicId,
      levelId: questions.levelId,
      type: questionRevisions.type,
      choiceIds: sql<string[]>`jsonb_path_query_array(${questionRevisions.choices}, '$[*].id')`,
      effectiveFrom: questionRevisions.effectiveFrom,
      effectiveTo: questionRevisions.effectiveTo,
    })
    .from(questions)
    .innerJoin(questionRevisions, eq(questionRevisions.id, questions.currentRevisionId))
    .where(and(eq(questions.state, "approved"), exists(fittingLine)));
}

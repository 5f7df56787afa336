import type { AttemptState } from "~/domain/attempt/attempt";
import { collectionNews, hasMovedDeadline } from "~/domain/attempt/deadline-news";
import { receiptCode } from "~/domain/attempt/receipt";
import { type PhasedRound, type RoundPhase, phaseAt } from "~/domain/contest/phase";
import type { RoundRules } from "~/domain/contest/round";
import { boardView, effectiveKeys, mayShowKeys, mayShowScore } from "~/domain/contest/visibility";
import type { Choice } from "~/domain/question/question";
import type { Points } from "~/domain/shared/points";
import { type Instant, secondMs } from "~/domain/shared/time";
import { durationSeconds } from "~/domain/standings/effective-attempt";
import type { Database } from "~db/client.server";
import { loadAnswerKeys, loadQuestionTexts } from "~db/read-models/attempt-questions.server";
import { listOwnIncidents, type OwnIncident } from "~db/read-models/incident.server";
import { type AttemptHolder, type AttemptRow, findAttemptHolder, findAttemptOf, findCountedGrade, type GradeRow } from "~db/read-models/attempt.server";
import { listRoundChanges } from "~db/repositories/round-change.server";
import { inOrder } from "./load-exam.server";

/** Receipt and, as far as the rules of the round allow by now, score and keys of a closed attempt. */
export type ResultItem = {
  position: number;
  content: string;
  choices: (Choice & { isChosen: boolean; isRight: boolean })[];
  isAnswered: boolean;
  isCorrect: boolean;
  points: Points;
  maxPoints: Points;
  explanation: string;
  citation: string;
};

export type AttemptResult = {
  attemptId: string;
  roundId: string;
  roundName: string;
  isTrial: boolean;
  number: number;
  state: Exclude<AttemptState, "in-progress">;
  receipt: string;
  holder: AttemptHolder;
  startedAt: Instant;
  /** Null only for a void attempt that was never finished. */
  submittedAt: Instant | null;
  durationMs: number | null;
  questionCount: number;
  answeredCount: number;
  phase: RoundPhase;
  show: Pick<RoundRules["show"], "score" | "keys">;
  /** Null while the rules hide it, for a void attempt, and for the moment until it is graded (`isGraded`). */
  score: { score: Points; maxScore: Points; correctCount: number } | null;
  isGraded: boolean;
  /** The round's own page shows what the person has predicted. */
  asksPrediction: boolean;
  /** Whether the round's rules let anybody see its board by now. */
  showsBoard: boolean;
  /** Null while the rules hide the keys. */
  items: ResultItem[] | null;
  /** What the committee has decided about this attempt outside the rules, the first one first. */
  incidents: OwnIncident[];
  /** That the round was closed early and this attempt collected then, with the reason; else null. */
  earlyClosing: string | null;
  serverNow: Instant;
};

/** Null for foreign and missing attempts; an open one is named, so that the page can lead back to it. */
export async function loadResult(
  { database }: { database: Pick<Database, "db" | "lookUps"> },
  input: { personId: string | null; attemptId: string; now?: Instant },
): Promise<AttemptResult | { attemptId: string; state: "in-progress" } | null> {
  const { personId, attemptId } = input;
  if (personId === null) return null;
  const { lookUps } = database;
  const [row, holder, counted, incidents] = await Promise.all([
    findAttemptOf(lookUps, personId, attemptId), findAttemptHolder(lookUps, attemptId), findCountedGrade(lookUps, attemptId), listOwnIncidents(lookUps, personId, [attemptId]),
  ]);
  if (row === null || holder === null) return null;
  if (row.state === "in-progress") return { attemptId: row.attemptId, state: row.state };
  const serverNow = input.now ?? row.now;
  const round: PhasedRound = { ...row, state: row.roundState };
  const grade = row.state === "void" ? null : counted;
  const showsScore = mayShowScore(round, serverNow, row.publishedAt);
  return {
    ...receiptOf(row, row.state),
    holder,
    phase: phaseAt(round, serverNow),
    show: { score: row.rules.show.score, keys: effectiveKeys(row.rules.show) },
    score: grade && showsScore ? { score: grade.score, maxScore: grade.maxScore, correctCount: grade.correctCount } : null,
    isGraded: grade !== null,
    asksPrediction: row.rules.prediction !== null,
    showsBoard: !row.isTrial && boardView(round, serverNow, row.publishedAt).kind !== "hidden",
    items: grade && mayShowKeys(round, serverNow, row.publishedAt) ? await itemsOf(database.db, row, grade) : null,
    incidents,
    earlyClosing: row.state === "expired" && hasMovedDeadline(row, row.rules.minutes) ? collectionNews(row.deadlineAt, await listRoundChanges(lookUps, row.roundId)) : null,
    serverNow,
  };
}

function receiptOf(row: AttemptRow, state: AttemptResult["state"]) {
  const { attemptId, roundId, roundName, isTrial, number, startedAt, submittedAt } = row;
  return {
    attemptId, roundId, roundName, isTrial, number, state, startedAt, submittedAt,
    receipt: receiptCode(attemptId),
    durationMs: submittedAt === null ? null : durationSeconds({ startedAt, submittedAt, awaySeconds: row.awaySeconds }) * secondMs,
    questionCount: row.items.length,
    answeredCount: row.items.filter((item) => item.choiceIds.length > 0).length,
  };
}

async function itemsOf(db: Database["db"], row: AttemptRow, grade: GradeRow): Promise<ResultItem[]> {
  const revisionIds = row.items.map((item) => item.revisionId);
  const [texts, keys] = await Promise.all([loadQuestionTexts(db, revisionIds), loadAnswerKeys(db, revisionIds)]);
  const graded = new Map(grade.perItem.map((item) => [item.position, item]));
  return row.items.map((item) => {
    const { content, choices } = texts.get(item.revisionId)!;
    const { answerKey, explanation, citation } = keys.get(item.revisionId)!;
    return {
      position: item.position,
      content,
      choices: inOrder(choices, item.choiceOrder).map((choice) => ({ ...choice, isChosen: item.choiceIds.includes(choice.id), isRight: answerKey.includes(choice.id) })),
      isAnswered: item.choiceIds.length > 0,
      isCorrect: graded.get(item.position)?.isCorrect ?? false,
      points: graded.get(item.position)?.points ?? 0,
      maxPoints: item.points,
      explanation,
      citation,
    };
  });
}

/** What is predicted, in the words that forms, rules, screens and workbooks share. */
import { countOf, isContestWide, type PredictedCount, type PredictionSubject, predictionSubjects } from "./round";

const counted: Record<PredictedCount, string> = { persons: "người dự thi", attempts: "lượt thi", "perfect-persons": "người đạt điểm tối đa" };

const contestClause = (subject: PredictionSubject) => (isContestWide(subject) ? " trong cả cuộc thi" : "");

/** “bao nhiêu người dự thi” */
export const countAsked = (subject: PredictionSubject) => `bao nhiêu ${counted[countOf(subject)]}`;

/** “có bao nhiêu người dự thi trong cả cuộc thi” */
export const predictionAsked = (subject: PredictionSubject) => `có ${countAsked(subject)}${contestClause(subject)}`;

/** “số người dự thi trong cả cuộc thi” */
export const subjectLabels = Object.fromEntries(predictionSubjects.map((subject) => [subject, `số ${counted[countOf(subject)]}${contestClause(subject)}`])) as Record<PredictionSubject, string>;

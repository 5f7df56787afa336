/**
 * The golden contest: eleven people in three units, small enough to be worked by hand. Everything the tests expect of it
 * is derived in their titles; nothing here is computed. All times are on the clock of 01/06 and 03/06/2022.
 */
import type { AttemptState } from "~/domain/attempt/attempt";
import { choicesResponse, type Response } from "~/domain/attempt/response";
import type { RoundRules } from "~/domain/contest/round";
import type { ScoredItem } from "~/domain/grading/score-attempt";
import type { EligibleCount } from "~/domain/participation/participation";
import { secondMs, startOfDay } from "~/domain/shared/time";

export const rules: Pick<RoundRules, "counts" | "tieBreak" | "severalScoring" | "prediction"> = {
  counts: "best",
  tieBreak: ["score", "prediction", "duration", "submitted-earlier", "lots"],
  severalScoring: "proportional",
  prediction: "persons",
};
export const lotsSeed = "golden-2022";

/** Five questions, 2 + 2 + 3 + 1 + 2 = 10 points. */
export const questionSet: readonly ScoredItem[] = [
  { position: 1, type: "single", answerKey: ["b"], points: 200 },
  { position: 2, type: "single", answerKey: ["a"], points: 200 },
  { position: 3, type: "several", answerKey: ["a", "b", "c"], points: 300 },
  { position: 4, type: "true-false", answerKey: ["đúng"], points: 100 },
  { position: 5, type: "several", answerKey: ["a", "d"], points: 200 },
];

export const units = [
  { unitId: "CAH", parentId: null, typeId: "Cơ quan" },
  { unitId: "D01", parentId: "CAH", typeId: "Đội nghiệp vụ" },
  { unitId: "D04", parentId: "CAH", typeId: "Đội nghiệp vụ" },
  { unitId: "X05", parentId: "CAH", typeId: "Công an xã" },
];
export const blocIds = ["CBCS", "Đoàn viên", "Hội viên phụ nữ"];

export const eligibleCounts: readonly EligibleCount[] = [
  ...countsOf("D01", 4, [4, 1, 0]),
  ...countsOf("D04", 4, [4, 0, 1]),
  ...countsOf("X05", 6, [2, 3, 2]),
];

function countsOf(unitId: string, all: number, byBloc: readonly number[]): EligibleCount[] {
  return [{ unitId, blocId: null, count: all }, ...byBloc.map((count, index) => ({ unitId, blocId: blocIds[index]!, count }))];
}

export type GoldenPerson = {
  readonly personId: string;
  readonly personCode: string;
  readonly fullName: string;
  readonly unitId: string;
  readonly blocIds: readonly string[];
  readonly isCommitteeMember: boolean;
  readonly prediction: number | null;
};

export const people: readonly GoldenPerson[] = [
  person("000001", "Hồ Ân", "D01", ["CBCS"], 50),
  person("000002", "Lý Đan", "D01", ["CBCS", "Đoàn viên"], 10),
  person("000003", "Tạ Đan", "D01", ["CBCS"], 11),
  person("000004", "Võ Vy", "D04", ["CBCS", "Hội viên phụ nữ"], 9),
  person("000005", "Ngô Ý", "D04", ["CBCS"], 11),
  person("000006", "Đỗ Ưu", "X05", ["Đoàn viên"], 9),
  person("000007", "Bùi Thơ", "X05", ["Hội viên phụ nữ"], 9),
  person("000008", "Lê Ân", "X05", ["CBCS"], 10),
  { ...person("000009", "Trần Văn Dũng", "D04", ["CBCS"], 10), isCommitteeMember: true },
  person("000010", "Phạm Thị Y", "X05", ["Hội viên phụ nữ"], null),
  person("000011", "Âu Văn Ấn", "X05", ["Đoàn viên"], null),
];

function person(personCode: string, fullName: string, unitId: string, blocs: readonly string[], prediction: number | null): GoldenPerson {
  return { personId: `person ${personCode}`, personCode, fullName, unitId, blocIds: blocs, isCommitteeMember: false, prediction };
}

export type GoldenAttempt = {
  readonly attemptId: string;
  readonly personId: string;
  readonly unitId: string;
  readonly number: number;
  readonly state: AttemptState;
  readonly isTrial: boolean;
  readonly startedAt: number;
  readonly submittedAt: number;
  readonly responses: ReadonlyMap<number, Response>;
};

const everythingRight = "b | a | abc | đúng | ad";

export const attempts: readonly GoldenAttempt[] = [
  attempt("000001", 1, "01 08:00:00", "01 08:10:00", "b | a | – | đúng | –"),
  attempt("000001", 2, "03 08:00:00", "03 08:10:00", everythingRight),
  { ...attempt("000001", 3, "01 07:00:00", "01 07:05:00", everythingRight), isTrial: true },
  { ...attempt("000002", 1, "01 09:00:00", "01 09:10:00", "b | – | – | – | –"), unitId: "X05" },
  { ...attempt("000002", 2, "03 08:00:00", "03 08:20:00", "b | a | ab | đúng | ac"), state: "expired" },
  attempt("000003", 1, "03 08:20:01", "03 08:30:00", "b | a | abc | sai | –"),
  attempt("000004", 1, "03 08:20:00", "03 08:30:00", "b | a | abcd | đúng | –"),
  attempt("000005", 1, "03 08:30:00", "03 08:40:00", "b | c | ab | đúng | ad"),
  attempt("000006", 1, "03 08:50:00", "03 09:00:00", "b | a | a | sai | ad"),
  attempt("000007", 1, "03 08:50:00", "03 09:00:00", "b | d | abc | đúng | a"),
  { ...attempt("000008", 1, "03 07:40:00", "03 07:50:00", everythingRight), state: "void" },
  attempt("000008", 2, "03 08:00:00", "03 08:05:00", "a | a | ab | đúng | –"),
  attempt("000009", 1, "03 08:00:00", "03 08:05:00", "b | a | abc | sai | ad"),
  { ...attempt("000010", 1, "03 08:00:00", "03 08:20:00", "– | – | – | – | –"), state: "expired" },
  attempt("000011", 1, "03 08:00:00", "03 08:05:00", "b | a | abc | – | c"),
];

/** Times as “day hh:mm:ss” of June 2022; responses in the order of the set, letters of the chosen choices, – for none. */
function attempt(personCode: string, number: number, startedAt: string, submittedAt: string, responses: string): GoldenAttempt {
  const { personId, unitId } = people.find((one) => one.personCode === personCode)!;
  return {
    attemptId: `attempt ${personCode}/${number}`,
    personId,
    unitId,
    number,
    state: "submitted",
    isTrial: false,
    startedAt: juneInstant(startedAt),
    submittedAt: juneInstant(submittedAt),
    responses: new Map(responses.split(" | ").flatMap((choices, index) => (choices === "–" ? [] : [[index + 1, responseOf(choices)]]))),
  };
}

function responseOf(choices: string): Response {
  return choicesResponse(choices === "đúng" || choices === "sai" ? [choices] : [...choices]);
}

export function juneInstant(text: string): number {
  const [day, hours, minutes, seconds] = text.split(/[ :]/).map(Number) as [number, number, number, number];
  return startOfDay(`2022-06-${String(day).padStart(2, "0")}`) + (hours * 3600 + minutes * 60 + seconds) * secondMs;
}

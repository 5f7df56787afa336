/** Every address of the app is made here. */
const query = (parameters: Record<string, string | undefined>) => {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "");
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
};

export const paths = {
  home: "/",
  signIn: (returnTo?: string) => `/sign-in${query({ returnTo })}`,
  signOut: "/sign-out",
  ownPassword: "/account/password",
  consent: "/account/consent",
  confirmUnit: "/account/unit",
  privacy: "/privacy",

  rounds: "/rounds",
  round: (roundId: string) => `/rounds/${roundId}`,
  roundBoard: (roundId: string) => `/rounds/${roundId}/board`,
  attempt: (attemptId: string) => `/attempts/${attemptId}`,
  attemptReview: (attemptId: string) => `/attempts/${attemptId}/review`,
  attemptResult: (attemptId: string) => `/attempts/${attemptId}/result`,
  /** The raw save route, in front of Remix. */
  attemptResponses: (attemptId: string) => `/attempts/${attemptId}/responses`,

  organiser: "/organiser",
  organiserQuestions: "/organiser/questions",
  organiserQuestion: (questionId: string) => `/organiser/questions/${questionId}`,
  organiserContest: "/organiser/contest",
  organiserNewRound: "/organiser/rounds/new",
  organiserRound: (roundId: string) => `/organiser/rounds/${roundId}`,
  organiserUnits: "/organiser/units",
  organiserPeople: "/organiser/people",
  organiserImport: (kind: "units" | "people" | "questions") => `/organiser/import/${kind}`,
  organiserImportBatch: (batchId: string) => `/organiser/import/batch/${batchId}`,
  organiserSlips: (unitId: string) => `/organiser/slips/${unitId}`,
  organiserAccounts: "/organiser/accounts",
  organiserNotes: "/organiser/notes",
  organiserStandings: (roundId: string) => `/organiser/rounds/${roundId}/standings`,
  workbook: (roundId: string) => `/reports/${roundId}/workbook.xlsx`,

  participation: (roundId?: string) => (roundId ? `/participation/${roundId}` : "/participation"),
  participationUnit: (roundId: string, unitId: string) => `/participation/${roundId}/units/${unitId}`,
} as const;

/** A `returnTo` that stays on this site: a path, no host, no scheme; anything else becomes the fallback. */
export function safeReturnTo(value: string | null, fallback: string): string {
  return value && /^\/(?![/\\])[^\s\\]*$/.test(value) ? value : fallback;
}

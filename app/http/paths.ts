/** Every address of the app is made here. */
const query = (parameters: Record<string, string | undefined>) => {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "");
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
};

export type ConsentRefusal = "chua-danh-dau" | "da-cap-nhat";

/** `own`: the people of the unit itself, without the units below it. */
type UnitFilter = { bloc?: string; own?: "1" };

export const paths = {
  home: "/",
  signIn: (returnTo?: string) => `/sign-in${query({ returnTo })}`,
  signOut: "/sign-out",
  ownPassword: "/account/password",
  consent: "/account/consent",
  refusedConsent: (refusal: ConsentRefusal, returnTo: string | null) => `/account/consent${query({ returnTo: returnTo ?? undefined, loi: refusal })}`,
  confirmUnit: "/account/unit",
  ownData: "/account/data",
  ownDataFile: "/account/data.json",
  privacy: "/privacy",
  /** `docs/huong-dan`, built in as it is. */
  guide: "/huong-dan/index.html",
  participationGuide: "/huong-dan/index.html#tham-gia",

  rounds: "/rounds",
  round: (roundId: string) => `/rounds/${roundId}`,
  roundBoard: (roundId: string, page?: number) => `/rounds/${roundId}/board${query({ page: page === undefined || page === 1 ? undefined : String(page) })}`,
  attempt: (attemptId: string) => `/attempts/${attemptId}`,
  attemptReview: (attemptId: string) => `/attempts/${attemptId}/review`,
  attemptResult: (attemptId: string) => `/attempts/${attemptId}/result`,
  /** The raw save route, in front of Remix. */
  attemptResponses: (attemptId: string) => `/attempts/${attemptId}/responses`,

  organiser: "/organiser",
  organiserQuestions: "/organiser/questions",
  organiserQuestionList: (filter: Record<string, string | undefined>) => `/organiser/questions${query(filter)}`,
  organiserQuestionsOutOfForce: ({ first, last, state }: { first: string; last: string; state?: string }) => `/organiser/questions${query({ force: "out", day: first, until: last === first ? undefined : last, state })}`,
  organiserNewQuestion: "/organiser/questions/new",
  organiserQuestion: (questionId: string) => `/organiser/questions/${questionId}`,
  organiserQuestionHistory: (questionId: string) => `/organiser/questions/${questionId}/history`,
  organiserContest: "/organiser/contest",
  organiserSetup: "/organiser/setup",
  organiserRounds: "/organiser/rounds",
  organiserNewRound: "/organiser/rounds/new",
  organiserRound: (roundId: string) => `/organiser/rounds/${roundId}`,
  organiserSetPreview: (roundId: string, filter: { seed?: string; keys?: string } = {}) => `/organiser/rounds/${roundId}/preview${query(filter)}`,
  organiserRoundChanges: (roundId: string) => `/organiser/rounds/${roundId}/changes`,
  organiserRunning: (roundId: string, filter: { q?: string | undefined; unit?: string | undefined; state?: string | undefined; page?: string | undefined } = {}) => `/organiser/rounds/${roundId}/running${query(filter)}`,
  organiserSeat: (roundId: string, personId: string) => `/organiser/rounds/${roundId}/running/${personId}`,
  organiserNewIncident: (roundId: string, about: { kind?: string | undefined; attempt?: string | undefined; unit?: string | undefined } = {}) => `/organiser/rounds/${roundId}/incidents/new${query(about)}`,
  organiserIncidents: (roundId: string) => `/organiser/rounds/${roundId}/incidents`,
  organiserHandIn: (roundId: string) => `/organiser/rounds/${roundId}/hand-in`,
  organiserUnits: "/organiser/units",
  organiserNewUnit: "/organiser/units/new",
  organiserEligible: "/organiser/units/eligible",
  organiserUnit: (unitId: string) => `/organiser/units/${unitId}`,
  organiserPeople: "/organiser/people",
  organiserNewPerson: (unitId?: string) => `/organiser/people/new${query({ unit: unitId })}`,
  organiserPerson: (personId: string) => `/organiser/people/${personId}`,
  organiserPeopleList: (filter: { q?: string; unit?: string; bloc?: string; retired?: string; page?: string }) => `/organiser/people${query(filter)}`,
  organiserImports: (filter: { show?: string | undefined; page?: string } = {}) => `/organiser/import${query(filter)}`,
  organiserImport: (kind: "units" | "people" | "questions") => `/organiser/import/${kind}`,
  organiserImportUpload: (kind: "units" | "people" | "questions") => `/organiser/import/${kind}/upload`,
  organiserImportBatch: (batchId: string, filter: { show?: string; page?: string } = {}) => `/organiser/import/batch/${batchId}${query(filter)}`,
  organiserImportColumns: (batchId: string) => `/organiser/import/batch/${batchId}/columns`,
  organiserImportUndo: (batchId: string) => `/organiser/import/batch/${batchId}/undo`,
  rejectedRows: (batchId: string) => `/organiser/import/batch/${batchId}/rejected.xlsx`,
  organiserSlipUnits: "/organiser/slips",
  organiserAllSlips: "/organiser/slips/all",
  organiserSlips: (unitId: string) => `/organiser/slips/${unitId}`,
  organiserAccounts: "/organiser/accounts",
  organiserAccountList: (filter: { q?: string; unit?: string; role?: string; page?: string }) => `/organiser/accounts${query(filter)}`,
  organiserNewAccount: "/organiser/accounts/new",
  organiserAccount: (accountId: string) => `/organiser/accounts/${accountId}`,
  organiserNotes: "/organiser/notes",
  organiserStandings: (roundId: string, filter: { view?: "units"; page?: string } = {}) => `/organiser/rounds/${roundId}/standings${query(filter)}`,
  organiserAudit: (filter: Record<string, string | undefined> = {}) => `/organiser/audit${query(filter)}`,
  auditWorkbook: (filter: Record<string, string | undefined> = {}) => `/reports/audit.xlsx${query(filter)}`,
  workbook: (roundId: string) => `/reports/${roundId}/workbook.xlsx`,
  reminders: (roundId: string, unitId: string, filter: UnitFilter = {}) => `/reports/${roundId}/units/${unitId}/reminders.xlsx${query(filter)}`,

  participation: (roundId?: string, filter: { bloc?: string } = {}) => (roundId ? `/participation/${roundId}${query(filter)}` : "/participation"),
  participationStandings: (roundId: string) => `/participation/${roundId}/standings`,
  participationUnit: (roundId: string, unitId: string, filter: UnitFilter = {}) => `/participation/${roundId}/units/${unitId}${query(filter)}`,
} as const;

/** A `returnTo` that stays on this site: a path, no host, no scheme; anything else becomes the fallback. */
export function safeReturnTo(value: string | null, fallback: string): string {
  return value && /^\/(?![/\\])[^\s\\]*$/.test(value) ? value : fallback;
}

/** Carries where somebody was going through sign-in and the steps of the first sign-in. */
export function withReturnTo(path: string, returnTo: string | null): string {
  return `${path}${query({ returnTo: returnTo ?? undefined })}`;
}

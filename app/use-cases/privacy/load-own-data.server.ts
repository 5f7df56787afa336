import type { NoteKind } from "~/domain/access/note-kind";
import type { AttemptState } from "~/domain/attempt/attempt";
import type { PersonRecord } from "~/domain/roster/person";
import type { Points } from "~/domain/shared/points";
import type { Instant } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { findPersonDetail, listAttemptsOfPerson, listPredictionsOf, listTransfers, type PredictionOfPerson, type TransferRow } from "~db/read-models/person-page.server";
import { findAccount } from "~db/repositories/account.server";
import { listBlocs } from "~db/repositories/catalogue.server";
import { listNotesOf } from "~db/repositories/committee-note.server";
import { type GivenConsent, listConsents } from "~db/repositories/consent.server";
import { loadResult, type ResultItem } from "../attempt/load-result.server";

/** Everything that is stored about the person who asks. What the rules of a round still hide (score, keys) stays hidden here too. */
export type OwnAttempt = {
  attemptId: string;
  roundName: string;
  number: number;
  state: AttemptState;
  unitName: string;
  startedAt: Instant;
  submittedAt: Instant | null;
  answeredCount: number | null;
  score: { score: Points; maxScore: Points } | null;
  items: ResultItem[] | null;
};

export type OwnData = {
  login: string;
  displayName: string;
  person: (Omit<PersonRecord, "blocIds"> & { unitName: string; blocs: string[] }) | null;
  transfers: TransferRow[];
  consents: GivenConsent[];
  attempts: OwnAttempt[];
  predictions: PredictionOfPerson[];
  notes: { id: string; kind: NoteKind; body: string; answer: string | null; createdAt: Instant; handledAt: Instant | null }[];
};

type Deps = { database: Pick<Database, "db" | "lookUps"> };

/** Null when the account has gone meanwhile. An account without a person has taken part in nothing. */
export async function loadOwnData({ database }: Deps, accountId: string): Promise<OwnData | null> {
  const { db } = database;
  const account = await findAccount(db, accountId);
  if (account === null) return null;
  const { personId } = account;
  const head = { login: account.login, displayName: account.displayName, consents: await listConsents(db, accountId) };
  if (personId === null) return { ...head, person: null, transfers: [], attempts: [], predictions: [], notes: [] };
  const [person, blocs, transfers, predictions, notes] = await Promise.all([findPersonDetail(db, personId), listBlocs(db), listTransfers(db, personId), listPredictionsOf(db, personId), listNotesOf(db, personId)]);
  if (person === null) return null;
  const { code, fullName, birthDate, gender, rank, jobTitle, phone, isCommitteeMember, unitName, blocIds } = person;
  const named = blocs.filter((bloc) => blocIds.includes(bloc.id)).map((bloc) => bloc.name);
  return { ...head, person: { code, fullName, birthDate, gender, rank, jobTitle, phone, isCommitteeMember, unitName, blocs: named }, transfers, attempts: await ownAttempts({ database }, personId), predictions, notes };
}

async function ownAttempts(deps: Deps, personId: string): Promise<OwnAttempt[]> {
  const found: OwnAttempt[] = [];
  for (const { attemptId, roundName, number, state, unitName, startedAt } of await listAttemptsOfPerson(deps.database.db, personId)) {
    const head = { attemptId, roundName, number, state, unitName, startedAt };
    const result = await loadResult(deps, { personId, attemptId });
    if (result === null || result.state === "in-progress") found.push({ ...head, submittedAt: null, answeredCount: null, score: null, items: null });
    else found.push({ ...head, submittedAt: result.submittedAt, answeredCount: result.answeredCount, score: result.score && { score: result.score.score, maxScore: result.score.maxScore }, items: result.items });
  }
  return found;
}

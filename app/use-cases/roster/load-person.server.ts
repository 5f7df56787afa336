import type { AttemptState } from "~/domain/attempt/attempt";
import { areDoubles, type PersonRecord } from "~/domain/roster/person";
import { type Day, dayOf, type Instant } from "~/domain/shared/time";
import { blocReminders } from "~/domain/sheets/plan-people";
import type { Database } from "~db/client.server";
import { findAccountDetail } from "~db/read-models/account-list.server";
import { findPersonDetail, listAttemptsOfPerson, listMergedHere, listTransfers, type MergedRow } from "~db/read-models/person-page.server";
import { listUnits } from "~db/read-models/roster.server";
import { type BlocRow, listBlocs } from "~db/repositories/catalogue.server";
import { databaseNow } from "~db/repositories/clock.server";
import { listBornOn } from "~db/repositories/person.server";
import { findCurrentContest } from "~db/repositories/contest.server";
import type { Option } from "../question/load-question-bank.server";
import { personBasis } from "./correct-person.server";
import { type UnitOption, unitOptions } from "./unit-options.server";

export type PersonPageView = {
  personId: string;
  record: PersonRecord;
  /** What a correction goes from. */
  basis: string;
  unitId: string;
  unitName: string;
  retiredFrom: Day | null;
  /** The person whom this row was a double of. */
  mergedInto: MergedRow | null;
  mergedHere: MergedRow[];
  isAnonymised: boolean;
  /** Codes of people with the same name and birth date. */
  doubles: string[];
  today: Day;
  account: { id: string; login: string; state: "disabled" | "own-password" | "secret-issued" | "no-secret" } | null;
  attempts: { attemptId: string; roundName: string; number: number; state: AttemptState; unitName: string; startedAt: Instant }[];
  transfers: { id: string; fromUnit: string; toUnit: string; onDay: Day }[];
  /** Where the person is outside the limits of a bloc. */
  reminders: string[];
  units: UnitOption[];
  blocs: Option[];
};

export async function loadPerson({ database: { db } }: { database: Database }, personId: string): Promise<PersonPageView | null> {
  const person = await findPersonDetail(db, personId);
  if (person === null) return null;
  const [contest, blocs, units, now, attempts, transfers, account, merged, mergedHere, bornOn] = await Promise.all([
    findCurrentContest(db), listBlocs(db), listUnits(db), databaseNow(db), listAttemptsOfPerson(db, personId), listTransfers(db, personId),
    person.accountId === null ? null : findAccountDetail(db, person.accountId),
    person.mergedIntoId === null ? null : findPersonDetail(db, person.mergedIntoId),
    person.anonymisedAt === null ? listMergedHere(db, personId) : [],
    person.birthDate === null ? [] : listBornOn(db, person.birthDate, personId),
  ]);
  const today = dayOf(now);
  const { code, fullName, birthDate, gender, rank, jobTitle, phone, blocIds, isCommitteeMember } = person;
  const record = { code, fullName, birthDate, gender, rank, jobTitle, phone, blocIds, isCommitteeMember };
  return {
    personId,
    record,
    basis: personBasis(record),
    unitId: person.unitId,
    unitName: person.unitName,
    retiredFrom: person.retiredAt === null ? null : dayOf(person.retiredAt),
    mergedInto: merged === null ? null : { id: merged.id, code: merged.code, fullName: merged.fullName },
    mergedHere,
    isAnonymised: person.anonymisedAt !== null,
    doubles: bornOn.filter((other) => areDoubles(person, other)).map((other) => other.code),
    today,
    account: account && { id: account.id, login: account.login, state: account.state },
    attempts,
    transfers,
    reminders: blocs.filter((bloc) => blocIds.includes(bloc.id)).flatMap((bloc) => blocReminders(bloc, person, contest?.startsOn ?? today)),
    units: unitOptions(units, today, person.unitId),
    blocs: blocs.map(optionOf),
  };
}

export type NewPersonView = { units: UnitOption[]; blocs: Option[] };

export async function loadNewPerson({ database: { db } }: { database: Database }): Promise<NewPersonView> {
  const [units, blocs, now] = await Promise.all([listUnits(db), listBlocs(db), databaseNow(db)]);
  return { units: unitOptions(units, dayOf(now)), blocs: blocs.map(optionOf) };
}

const optionOf = ({ id, name }: BlocRow): Option => ({ id, name });

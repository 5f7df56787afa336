import type { PersonRecord } from "~/domain/roster/person";
import type { Tx } from "~db/client.server";
import { listBlocs } from "~db/repositories/catalogue.server";

/** The record as the audit names it: blocs by their names, which outlive a renamed or removed entry. */
export async function namedRecord(tx: Tx): Promise<(record: PersonRecord) => Omit<PersonRecord, "blocIds"> & { blocs: string[] }> {
  const blocs = await listBlocs(tx);
  return ({ code, fullName, birthDate, gender, rank, jobTitle, phone, blocIds, isCommitteeMember }) => ({
    code, fullName, birthDate, gender, rank, jobTitle, phone, isCommitteeMember, blocs: blocs.filter((bloc) => blocIds.includes(bloc.id)).map((bloc) => bloc.name),
  });
}

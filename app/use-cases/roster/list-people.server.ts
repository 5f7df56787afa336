import { buildUnitTree } from "~/domain/participation/unit-tree";
import type { Day } from "~/domain/shared/time";
import type { Database } from "~db/client.server";
import { countPeople, listPeople, listUnits } from "~db/read-models/roster.server";
import { listBlocs } from "~db/repositories/catalogue.server";
import type { Option } from "../question/load-question-bank.server";

export type PeopleQuery = { readonly search: string; /** The unit with everything below it. */ readonly unitId: string | null; readonly blocId: string | null; readonly isRetired?: boolean; readonly page: number };

export type PersonLine = {
  personId: string;
  code: string;
  fullName: string;
  birthDate: Day | null;
  gender: "male" | "female" | null;
  rank: string;
  jobTitle: string;
  unitName: string;
  blocs: string[];
  isCommitteeMember: boolean;
};

export type PeopleView = {
  everybody: number;
  lines: PersonLine[];
  total: number;
  page: number;
  pageCount: number;
  units: (Option & { depth: number })[];
  blocs: Option[];
};

export const peoplePageSize = 50;

/** One page of the roster: units in the committee's order, people by Vietnamese name order within a unit. */
export async function listPeoplePage({ database: { db } }: { database: Database }, query: PeopleQuery): Promise<PeopleView> {
  const [units, blocs, everybody] = await Promise.all([listUnits(db), listBlocs(db), countPeople(db)]);
  const tree = buildUnitTree(units);
  const names = new Map(units.map((unit) => [unit.unitId, unit.name]));
  const unitIds = query.unitId === null ? null : tree.has(query.unitId) ? tree.subtreeOf(query.unitId) : [];
  const found = await listPeople(db, { search: query.search, unitIds, blocId: query.blocId, isRetired: query.isRetired ?? false }, tree.preOrder);
  const pageCount = Math.max(1, Math.ceil(found.length / peoplePageSize));
  const page = Math.min(Math.max(1, query.page), pageCount);
  return {
    everybody,
    lines: found.slice((page - 1) * peoplePageSize, page * peoplePageSize).map(({ unitId, ...person }) => ({ ...person, unitName: names.get(unitId) ?? "" })),
    total: found.length,
    page,
    pageCount,
    units: tree.preOrder.map((unitId) => ({ id: unitId, name: names.get(unitId) ?? "", depth: tree.depthOf(unitId) })),
    blocs: blocs.map(({ id, name }) => ({ id, name })),
  };
}

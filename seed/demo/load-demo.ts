import { readFile } from "node:fs/promises";
import path from "node:path";
import { asc, eq, isNull, sql } from "drizzle-orm";
import type { SheetReader } from "~/adapters/read-sheet.server";
import type { ImportKind } from "~/domain/sheets/import-kind";
import { dayMs, type Instant } from "~/domain/shared/time";
import { createAccount } from "~/use-cases/accounts/create-account.server";
import { issueFirstSecrets } from "~/use-cases/accounts/issue-first-secrets.server";
import { sweepAttempts } from "~/use-cases/attempt/sweep-attempts.server";
import { createContest } from "~/use-cases/contest/create-contest.server";
import { commitImport } from "~/use-cases/import/commit-import.server";
import { planImport } from "~/use-cases/import/plan-import.server";
import { setQuestionStates } from "~/use-cases/question/set-question-states.server";
import { createRound } from "~/use-cases/round/create-round.server";
import { markRoundReady } from "~/use-cases/round/set-round-state.server";
import { publishResults } from "~/use-cases/standings/publish-results.server";
import type { Database } from "~db/client.server";
import { newId } from "~db/new-id.server";
import { databaseNow } from "~db/repositories/clock.server";
import { accounts, levels, people, questions, units } from "~db/schema";
import { type DemoAccount } from "./accounts-file";
import { demoBlueprint, demoContest, demoRounds, type DemoRound, trialBlueprint } from "./demo-contest";
import { demoStaff } from "./demo-staff";
import { sitAttempts } from "./sit";
import { planSittings } from "./sitting-plan";

/** Builds the demo contest out of the sample files, by the use cases that people use. */
export type DemoDeps = { database: Database; readSheet: SheetReader; dataFolder: string; report: (line: string) => void };
export type LoadedDemo = { accounts: DemoAccount[]; sittings: number };

const files: readonly { kind: ImportKind; name: string }[] = [
  { kind: "units", name: "danh-sach-don-vi.xlsx" },
  { kind: "people", name: "danh-sach-nguoi-du-thi.xlsx" },
  { kind: "questions", name: "ngan-hang-cau-hoi.xlsx" },
];

export async function loadDemo(deps: DemoDeps): Promise<LoadedDemo> {
  const { database, report } = deps;
  const now = await databaseNow(database.db);
  const contestId = newId();
  await createContest({ database }, { accountId: null, contestId, input: demoContest(now), isDemo: true });
  for (const file of files) await importFile(deps, file, contestId);
  const staff = await createStaff(database);
  await approveBank(database, staff.organiserId);
  const roundIds = await createRounds(database, contestId, now);
  report("attempts of the closed round and of the open one");
  const sittings = await sitRounds(database, roundIds, now);
  await publishResults({ database }, { roundId: roundIds.get("closed")!, accountId: staff.organiserId });
  return { accounts: [...staff.accounts, ...(await issueRosterSecrets(database))], sittings };
}

async function importFile({ database, readSheet, dataFolder, report }: DemoDeps, { kind, name }: (typeof files)[number], contestId: string): Promise<void> {
  report(name);
  const bytes = await readFile(path.join(dataFolder, name));
  const planned = await planImport({ database, readSheet }, { kind, fileName: name, bytes, accountId: null, contestId });
  if (!planned.ok) throw new Error(`${name}: ${planned.refusal}`);
  const committed = await commitImport({ database }, { batchId: planned.value.batchId, accountId: null, shown: null });
  if (committed.outcome !== "committed") throw new Error(`${name} was not committed: ${committed.outcome}`);
}

async function createStaff(database: Database): Promise<{ accounts: DemoAccount[]; organiserId: string }> {
  const unitRows = await database.db.select({ id: units.id, code: units.code, name: units.name }).from(units);
  const made: DemoAccount[] = [];
  for (const { login, displayName, role, unitCode } of demoStaff) {
    const unit = unitRows.find(({ code }) => code === unitCode);
    const created = await createAccount({ database }, { login, displayName, role, unitId: unit?.id ?? null, createdBy: null });
    if (!created.ok) throw new Error(`The demo account ${login} was refused: ${created.refusal}`);
    made.push({ role, account: login, name: displayName, unit: unit?.name ?? "", secret: created.value.secret });
  }
  const [organiser] = await database.db.select({ id: accounts.id }).from(accounts).where(eq(accounts.login, "bantochuc"));
  return { accounts: made, organiserId: organiser!.id };
}

async function approveBank(database: Database, accountId: string): Promise<void> {
  const questionIds = (await database.db.select({ id: questions.id }).from(questions)).map(({ id }) => id);
  await setQuestionStates({ database }, { accountId, selection: { questionIds }, state: "approved" });
}

async function createRounds(database: Database, contestId: string, now: Instant): Promise<Map<DemoRound["key"], string>> {
  const levelIds = new Map((await database.db.select().from(levels)).map(({ id, name }) => [name, id]));
  const made = new Map<DemoRound["key"], string>();
  for (const { key, ...round } of demoRounds(now)) {
    const roundId = newId();
    const blueprint = round.isTrial ? trialBlueprint : demoBlueprint;
    const lines = blueprint.map(({ level, ...line }) => ({ ...line, topicId: null, levelId: level === null ? null : levelIds.get(level)! }));
    const created = await createRound({ database }, { accountId: null, contestId, roundId, input: { ...round, lines, blocIds: [], unitIds: [] } });
    if (!created.ok) throw new Error(`${round.name}: ${JSON.stringify(created.refusal)}`);
    const ready = await markRoundReady({ database }, { accountId: null, roundId, now: round.opensAt - dayMs });
    if (!ready?.ok) throw new Error(`${round.name} can't be opened: ${JSON.stringify(ready?.refusal)}`);
    made.set(key, roundId);
  }
  return made;
}

/** Two units are left out of the open round, for whoever tries the demo as one of their people. */
const untouchedUnits = ["CAH", "D01"];

async function sitRounds(database: Database, roundIds: Map<DemoRound["key"], string>, now: Instant): Promise<number> {
  const roster = await database.db
    .select({ personId: people.id, unitId: people.unitId, unitCode: units.code })
    .from(people)
    .innerJoin(units, eq(units.id, people.unitId))
    .where(isNull(people.retiredAt))
    .orderBy(asc(people.code));
  const windowOf = (key: DemoRound["key"]) => demoRounds(now).find((round) => round.key === key)!;
  const closed = windowOf("closed");
  const open = windowOf("open");
  const early = roster.filter(({ unitCode }, index) => !untouchedUnits.includes(unitCode) && index % 5 === 0);
  const done = await sitAttempts(database, roundIds.get("closed")!, planSittings("demo", roster, { ...closed, minutes: closed.rules.minutes }));
  await sweepAttempts({ database });
  const soFar = await sitAttempts(database, roundIds.get("open")!, planSittings("demo, open", early, { opensAt: open.opensAt, closesAt: now, minutes: open.rules.minutes }));
  await sweepAttempts({ database });
  return done + soFar;
}

async function issueRosterSecrets(database: Database): Promise<DemoAccount[]> {
  const rows = await database.db
    .select({ accountId: accounts.id, unit: units.name })
    .from(accounts)
    .innerJoin(people, eq(people.id, accounts.personId))
    .innerJoin(units, eq(units.id, people.unitId));
  const unitOf = new Map(rows.map(({ accountId, unit }) => [accountId, unit]));
  const issued = await issueFirstSecrets({ database }, { accountIds: rows.map(({ accountId }) => accountId), issuedBy: null, mayIncludeHighRoles: false });
  return issued.map(({ accountId, login, displayName, secret }) => ({ role: "participant", account: login, name: displayName, unit: unitOf.get(accountId) ?? "", secret }));
}

export type InstallationCounts = { contests: number; units: number; people: number; accounts: number };

/** What is set up already: the demo loads beside nothing else. */
export async function countInstallation({ db }: Database): Promise<InstallationCounts> {
  const [row] = await db.execute<InstallationCounts>(
    sql`select (select count(*)::int from contests) as contests, (select count(*)::int from units) as units, (select count(*)::int from people) as people, (select count(*)::int from accounts) as accounts`,
  );
  return row!;
}

import { createHash, randomBytes } from "node:crypto";
import { inArray, sql } from "drizzle-orm";
import { createPasswords } from "~/adapters/password.server";
import { startAttempt } from "~/use-cases/attempt/start-attempt.server";
import { connect } from "~db/connection.server";
import { newId } from "~db/new-id.server";
import { accounts, attemptItems, blocs, contests, people, personBlocs, rounds, sessions, units } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { prepareDemo } from "../support/demo";

/**
 * The demo contest (real units, 412 people, the real bank, a round of 20 questions open) and as many more people as a
 * scenario asks for: fresh ones, signed in or not, or ones whose attempt has begun.
 */
export type GroundPerson = { personId: string; login: string; password: string; token: string; sessionId: string; attemptId: string | null; choices: string[][] };
export type Ground = {
  database: TestDatabase;
  roundId: string;
  people(count: number): Promise<GroundPerson[]>;
  sitting(count: number): Promise<GroundPerson[]>;
};

const password = "mưa rào tháng sáu";
const atOnce = 1_000;

export async function createGround(): Promise<Ground> {
  const database = await createTestDatabase({ max: 8 });
  const { db } = database;
  await prepareDemo(database);
  const [round] = await db.select({ id: rounds.id }).from(rounds).where(sql`${rounds.name} = 'Kỳ 2'`);
  const roundId = round!.id;
  const passwordHash = await createPasswords().hash(password);
  const [unit] = await db.select({ id: units.id }).from(units).limit(1);
  const [bloc] = await db.select({ id: blocs.id }).from(blocs).limit(1);
  const [contest] = await db.select({ consentVersion: contests.consentVersion }).from(contests);

  async function insertPeople(count: number): Promise<GroundPerson[]> {
    const now = Date.now();
    const made = Array.from({ length: count }, () => ({ personId: newId(), accountId: newId(), token: randomBytes(32).toString("base64url") }));
    const fullName = "Đặng Thị Bích Ngọc";
    await db.insert(people).values(made.map(({ personId }) => ({ id: personId, code: personId, fullName, searchName: "dang thi bich ngoc", unitId: unit!.id, createdAt: now })));
    await db.insert(personBlocs).values(made.map(({ personId }) => ({ personId, blocId: bloc!.id })));
    const done = { passwordHash, consentedAt: now, consentVersion: contest!.consentVersion, unitConfirmedAt: now, createdAt: now };
    await db.insert(accounts).values(made.map(({ personId, accountId }) => ({ id: accountId, login: accountId.slice(-12), displayName: fullName, personId, ...done })));
    const rows = made.map(({ personId, accountId, token }) => ({ personId, accountId, login: accountId.slice(-12), password, token, sessionId: createHash("sha256").update(token).digest("hex"), attemptId: null, choices: [] }));
    const hours = 3_600_000;
    await db.insert(sessions).values(rows.map(({ accountId, sessionId }) => ({ id: sessionId, accountId, expiresAt: now + 4 * hours, absoluteExpiresAt: now + 12 * hours, createdAt: now })));
    return rows;
  }

  async function createPeople(count: number): Promise<GroundPerson[]> {
    const made: GroundPerson[] = [];
    while (made.length < count) made.push(...(await insertPeople(Math.min(atOnce, count - made.length))));
    await analyze(database);
    return made;
  }

  async function createSitting(count: number): Promise<GroundPerson[]> {
    const persons = await createPeople(count);
    for (let at = 0; at < count; at += atOnce) await startAll(persons.slice(at, at + atOnce));
    await analyze(database);
    return persons;
  }

  async function startAll(persons: readonly GroundPerson[]): Promise<void> {
    const waiting = [...persons];
    const startNext = async () => {
      for (let person = waiting.shift(); person; person = waiting.shift()) {
        const started = await startAttempt({ database }, { sessionId: person.sessionId, roundId, number: 1 });
        if (!started.ok) throw new Error(`not started: ${started.refusal.reason}`);
        person.attemptId = started.value.attemptId;
      }
    };
    await Promise.all(Array.from({ length: 6 }, startNext));
    const items = await db.select().from(attemptItems).where(inArray(attemptItems.attemptId, persons.map(({ attemptId }) => attemptId!)));
    const personOf = new Map(persons.map((person) => [person.attemptId, person]));
    for (const item of items) personOf.get(item.attemptId)!.choices[item.position - 1] = item.choiceOrder;
  }

  return { database, roundId, people: createPeople, sitting: createSitting };
}

/** why: a database of a minute ago has no statistics; one of a contest day has them. */
async function analyze({ ownerUrl }: TestDatabase): Promise<void> {
  const owner = connect(ownerUrl, 1);
  await owner`analyze`;
  await owner.end();
}

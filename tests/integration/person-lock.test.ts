import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayMs } from "~/domain/shared/time";
import { savePrediction } from "~/use-cases/attempt/save-prediction.server";
import { startAttempt } from "~/use-cases/attempt/start-attempt.server";
import { anonymisePerson } from "~/use-cases/privacy/anonymise-person.server";
import { transferPerson } from "~/use-cases/roster/transfer-person.server";
import { accounts, attempts, firstSecrets, predictions, units } from "~db/schema";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { untilWaiting } from "../support/held-transaction";
import { compareThenMerge } from "../support/merging";
import { createSitting, type Participant, type Sitting } from "../support/sitting";

/** A start or a prediction that arrives while the same person is merged, forgotten or moved waits, and sees the outcome. */
let database: TestDatabase;
let sitting: Sitting;
let roundId: string;
let organiserId: string;

beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
  sitting = await createSitting(database);
  roundId = await sitting.createRound({ opensAt: Date.now() - dayMs, closesAt: Date.now() + dayMs });
  organiserId = (await sitting.createParticipant()).accountId;
});
afterAll(() => database.drop());

/** Runs `change` up to where it wants a row that is held here, then `arrival` beside it, then lets both go on. */
async function beside(hold: () => ReturnType<typeof sql>, change: () => Promise<unknown>, arrival: () => Promise<unknown>): Promise<unknown[]> {
  let both: Promise<unknown[]> | undefined;
  await database.transaction(async (tx) => {
    await tx.execute(hold());
    const changed = change();
    await untilWaiting(database, 1);
    both = Promise.all([changed, arrival()]);
    both.catch(() => undefined);
    await untilWaiting(database, 2);
  });
  return both!;
}

const holdAccount = ({ accountId }: Participant) => () => sql`select from ${accounts} where ${accounts.id} = ${accountId} for update`;
const start = ({ sessionId }: Participant) => () => startAttempt({ database }, { sessionId, roundId });
const predict = ({ sessionId }: Participant) => () => savePrediction({ database }, { sessionId, roundId, value: 5 });
const madeBy = async (personId: string) => [
  await database.db.select().from(attempts).where(eq(attempts.personId, personId)),
  await database.db.select().from(predictions).where(eq(predictions.personId, personId)),
].flat();

async function comparedMerge(stays: Participant, goes: Participant) {
  const compared = await compareThenMerge(database, { accountId: organiserId, personId: stays.personId, goesCode: goes.personId, reason: "Ghi trùng" });
  if (!compared.ok) throw new Error("these may be merged");
  return compared.confirm;
}
const forget = ({ personId }: Participant) => anonymisePerson({ database }, { accountId: organiserId, personId, reason: "Theo yêu cầu" });

test.each(["merged into another row", "forgotten"])("of a person who is being %s nothing is left on the row that goes", async (deed) => {
  for (const arrive of [start, predict]) {
    const [stays, goes] = [await sitting.createParticipant(), await sitting.createParticipant()];
    const [changed, arrived] = await beside(holdAccount(goes), deed === "forgotten" ? () => forget(goes) : await comparedMerge(stays, goes), arrive(goes));
    expect(changed).toEqual({ ok: true, value: null });
    expect(arrived).toEqual(arrive === start ? { ok: false, refusal: { reason: "no-session" } } : { outcome: "no-session" });
    expect(await madeBy(goes.personId)).toEqual([]);
  }
});

test("where the row that stays takes over the account, start and prediction are that person's", async () => {
  for (const arrive of [start, predict]) {
    const [stays, goes] = [await sitting.createParticipant(), await sitting.createParticipant()];
    await database.db.delete(firstSecrets).where(eq(firstSecrets.accountId, stays.accountId));
    await database.db.execute(sql`delete from sessions where account_id = ${stays.accountId}`);
    await database.db.delete(accounts).where(eq(accounts.id, stays.accountId));
    const [changed, arrived] = await beside(holdAccount(goes), await comparedMerge(stays, goes), arrive(goes));
    expect([changed, arrived]).toMatchObject([{ ok: true }, arrive === start ? { ok: true } : { outcome: "saved" }]);
    expect([await madeBy(goes.personId), await madeBy(stays.personId)]).toMatchObject([[], [{ personId: stays.personId }]]);
  }
});

test("a start beside a correction of the unit counts for the right unit", async () => {
  const person = await sitting.createParticipant();
  const unitId = await sitting.createUnit();
  const holdUnit = () => sql`select from ${units} where ${units.id} = ${unitId} for update`;
  const [changed, arrived] = await beside(holdUnit, () => transferPerson({ database }, { accountId: organiserId, personId: person.personId, unitId, onDay: null, reason: "Ghi sai" }), start(person));
  expect([changed, arrived]).toMatchObject([{ ok: true }, { ok: true }]);
  expect(await madeBy(person.personId)).toMatchObject([{ unitId }]);
});

import { sql } from "drizzle-orm";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "~db/connection.server";
import { createDatabase } from "~db/client.server";
import { TransactionLostError } from "~db/guarded-transaction.server";
import { rounds } from "../faults/form";
import { createTestDatabase, type TestDatabase } from "../support/database";
import { halfCommitsUnderTraffic, killedTransfer, pause, runnerOf, runUnguardedControl } from "../support/half-commits";

let database: TestDatabase;
let admin: postgres.Sql;
const roundsOfTen = rounds(5, 20);

beforeAll(async () => {
  database = await createTestDatabase({ max: 5 });
  admin = connect(database.adminUrl, 2);
  const owner = connect(database.ownerUrl, 1);
  await owner`create table halves (number int not null, half text not null)`;
  await owner`grant select, insert, delete on halves to public`;
  await owner.end();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

describe("a transaction whose backend dies", () => {
  it(`leaves 0 half-commits in ${roundsOfTen * 10} terminations under traffic, and always rejects`, async () => {
    const outcome = await halfCommitsUnderTraffic(runnerOf(database), admin, roundsOfTen);
    expect(outcome).toEqual({ halves: 0, rejected: roundsOfTen * 10 });
  });

  it("is reported for the bare driver too (the control; nothing is required of it)", async () => {
    const outcome = await runUnguardedControl({ appUrl: database.appUrl, adminUrl: database.adminUrl, rounds: 3 });
    console.log(`control without the guard: ${outcome}`);
    expect(outcome).toContain("half-commits of 30");
  });

  it("does not disturb the transaction that got its connection next", async () => {
    await admin`delete from halves`;
    const alone = createDatabase(database.appUrl, { max: 1 });
    await expect(killedTransfer(runnerOf(alone), admin, 9)).rejects.toThrow();
    await alone.transaction(async (tx) => {
      await tx.execute(sql`insert into halves values (1, 'first')`);
      await pause(150);
      await tx.execute(sql`insert into halves values (1, 'second')`);
    });
    await alone.close(1);
    expect(await admin`select number, half from halves order by half`).toEqual([{ number: 1, half: "first" }, { number: 1, half: "second" }]);
  });
});

describe("a transaction that ends by itself", () => {
  it("commits both halves", async () => {
    await database.transaction(async (tx) => {
      await tx.execute(sql`insert into halves values (100, 'first')`);
      await tx.execute(sql`insert into halves values (100, 'second')`);
    });
    expect(await admin`select half from halves where number = 100 order by half`).toEqual([{ half: "first" }, { half: "second" }]);
  });

  it("rolls back on an error of the callback and on an error of a statement, and gives the connection back", async () => {
    const failing = async (breakIt: (tx: Parameters<Parameters<TestDatabase["transaction"]>[0]>[0]) => Promise<unknown>) =>
      database.transaction(async (tx) => {
        await tx.execute(sql`insert into halves values (101, 'first')`);
        await breakIt(tx);
      });
    for (let time = 0; time < 8; time += 1) {
      await expect(failing(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
      await expect(failing(async (tx) => tx.execute(sql`select 1 / 0`))).rejects.toMatchObject({ cause: { code: "22012" } });
    }
    expect(await admin`select 1 from halves where number = 101`).toEqual([]);
    expect(await database.db.execute(sql`select 1 as one`)).toEqual([{ one: 1 }]);
  });

  it("undoes a savepoint alone", async () => {
    await database.transaction(async (tx) => {
      await tx.execute(sql`insert into halves values (102, 'first')`);
      await tx
        .transaction(async (inner) => {
          await inner.execute(sql`insert into halves values (102, 'second')`);
          throw new Error("only this part");
        })
        .catch(() => undefined);
    });
    expect(await admin`select half from halves where number = 102`).toEqual([{ half: "first" }]);
  });

  it("refuses queries through a handle that outlived it", async () => {
    let kept: { execute(query: ReturnType<typeof sql>): PromiseLike<unknown> } | undefined;
    await database.transaction(async (tx) => {
      kept = tx;
    });
    await expect(Promise.resolve(kept?.execute(sql`insert into halves values (103, 'first')`))).rejects.toMatchObject({ cause: { name: TransactionLostError.name } });
  });
});

import { connect } from "~db/connection.server";
import type { TestDatabase } from "./database";

/** Nobody can reach the database until the returned function has run. */
export async function takeDatabaseAway({ name, adminUrl }: Pick<TestDatabase, "name" | "adminUrl">): Promise<() => Promise<void>> {
  const address = new URL(adminUrl);
  address.pathname = "/postgres";
  const admin = connect(address.href, 1, "outage");
  await admin.unsafe(`alter database ${name} with allow_connections false`);
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
  return async () => {
    await admin.unsafe(`alter database ${name} with allow_connections true`);
    await admin.end();
  };
}

/** Whoever signs in, reads or writes waits in the database until the returned function has run. */
export async function makeDatabaseHang({ ownerUrl }: Pick<TestDatabase, "ownerUrl">): Promise<() => Promise<void>> {
  const owner = connect(ownerUrl, 1, "outage");
  let letGo = () => undefined as void;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await new Promise<void>((locked, failed) => {
    void owner.begin(async (tx) => {
      await tx`lock table sessions, attempts, contests in access exclusive mode`;
      locked();
      await held;
    }).then(() => owner.end(), failed);
  });
  return async () => {
    letGo();
    await owner.end();
  };
}

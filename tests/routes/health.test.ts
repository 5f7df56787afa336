import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "~db/connection.server";
import { startAppServer, type AppServer } from "../support/app-server";

let app: AppServer;
beforeAll(async () => {
  app = await startAppServer();
});
afterAll(() => app.stop());

describe("health of a process", () => {
  it("answers /healthz while it runs", async () => {
    const response = await fetch(`${app.url}/healthz`);
    expect([response.status, await response.text()]).toEqual([200, "ok"]);
  });

  it("keeps a connection longer than a proxy would, so that no request meets one that is just being closed", async () => {
    expect((await fetch(`${app.url}/healthz`)).headers.get("Keep-Alive")).toBe("timeout=300");
  });

  it("answers /readyz with 200 when the migrations are current, with 503 when one is missing", async () => {
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    const sql = connect(app.database.ownerUrl, 1);
    const removed = await sql`delete from drizzle.__drizzle_migrations where created_at = (select max(created_at) from drizzle.__drizzle_migrations) returning hash, created_at`;
    expect((await fetch(`${app.url}/readyz`)).status).toBe(503);
    await sql`insert into drizzle.__drizzle_migrations ${sql(removed, "hash", "created_at")}`;
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    await sql.end();
  });
});

import type { Express } from "express";
import type { Database } from "~db/client.server";
import { isCurrent } from "~db/migrate.server";

/** `/healthz`: the process answers. `/readyz`: the database is reachable and the migrations are current. */
export function mountHealth(app: Express, database: Database): void {
  app.get("/healthz", (_request, response) => {
    response.type("text/plain").send("ok");
  });
  app.get("/readyz", async (_request, response) => {
    const ready = await isCurrent(database.sql).catch(() => false);
    response.status(ready ? 200 : 503).type("text/plain").send(ready ? "ready" : "not ready");
  });
}

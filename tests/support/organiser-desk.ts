import { afterAll, beforeAll } from "vitest";
import { type AppServer, type AppServerOptions, startAppServer } from "./app-server";
import { createTestAccount, openSession } from "./sessions";

export type Fields = Record<string, string | readonly string[]>;

/**
 * An organiser at the app, for all tests of a file: plain forms over HTTP, no scripts. Call it at the top of the file; use what it
 * returns inside tests only.
 */
export function useOrganiserDesk({ prepare }: Pick<AppServerOptions, "prepare"> = {}) {
  let app: AppServer;
  let cookie: string;
  beforeAll(async () => {
    app = await startAppServer({ ...(prepare && { prepare }) });
    cookie = await openSession(app.database.db, await createTestAccount(app.database.db, { login: "thu-ky", role: "organiser" }));
  });
  afterAll(() => app.stop());

  const get = (path: string) => fetch(app.url + path, { redirect: "manual", headers: { Cookie: cookie } });
  function post(path: string, fields: Fields | FormData) {
    const body = fields instanceof FormData ? fields : new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as [string, string])));
    return fetch(app.url + path, { method: "POST", redirect: "manual", headers: { Cookie: cookie, Origin: app.url }, body });
  }
  /** Where a redirect leads, without its query. */
  const pathOf = (response: Response) => new URL(response.headers.get("Location") ?? "", app.url).pathname;
  return { app: () => app, get, post, pathOf };
}

/** Text of a page without tags and scripts. */
export const textOf = async (response: Response) =>
  (await response.text()).replace(/<script[\s\S]*?<\/script>/g, "").replace(/<!--[\s\S]*?-->/g, "").replace(/<[^>]+>/g, " ").replace(/&quot;/g, '"').replace(/\s+/g, " ");

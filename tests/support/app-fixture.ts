import { test } from "@playwright/test";
import { startAppServer, type AppServer, type AppServerOptions } from "./app-server";

/**
 * One app with one fresh database for all tests of a file. Call it at the top of the file or of a `describe`; use what
 * it returns inside tests only.
 */
export function useApp(options: AppServerOptions = {}): () => AppServer {
  let app: AppServer | undefined;
  test.beforeAll(async () => {
    test.setTimeout(180_000);
    app = await startAppServer(options);
  });
  test.afterAll(async () => {
    await app?.stop();
  });
  return () => {
    if (app === undefined) throw new Error("The app runs only while the tests of its file do.");
    return app;
  };
}

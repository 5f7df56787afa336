import { launchApp, type LaunchedApp } from "../support/launched-app";
import { freePort } from "../support/free-port";

/** `npm start` under a supervisor such as systemd: whenever it ends it is started again at the same address. */
export type SupervisedApp = {
  url: string;
  pid(): number;
  /** kill -9, then a new start; resolves to the seconds until it was ready again. */
  kill(): Promise<number>;
  /** Ends that nobody asked for, with the output before each. */
  crashes: string[];
  /** Everything the process that runs now has printed. */
  output(): string;
  stop(): Promise<void>;
};

export async function superviseApp(env: Record<string, string>, workers = 1): Promise<SupervisedApp> {
  const port = await freePort();
  const crashes: string[] = [];
  let isStopping = false;
  let isKilled = false;
  let current: LaunchedApp = launch();
  await current.ready(110);

  function launch(): LaunchedApp {
    const app = launchApp({
      env: { PORT: String(port), DEMO: "0", LOG_LEVEL: "info", ...env },
      command: [process.execPath, "server/launch/start.mjs", "--workers", String(workers)],
    });
    void app.ended.then((code) => {
      if (isStopping || isKilled) return;
      crashes.push(`ended with ${code}:\n${app.output().slice(-2_000)}`);
      current = launch();
    });
    return app;
  }

  return {
    url: `http://127.0.0.1:${port}`,
    pid: () => current.child.pid!,
    crashes,
    output: () => current.output(),
    async kill() {
      const from = performance.now();
      isKilled = true;
      current.child.kill("SIGKILL");
      await current.ended;
      isKilled = false;
      current = launch();
      await current.ready(60);
      return (performance.now() - from) / 1_000;
    },
    async stop() {
      isStopping = true;
      current.child.kill("SIGCONT");
      current.child.kill("SIGTERM");
      await current.ended;
    },
  };
}

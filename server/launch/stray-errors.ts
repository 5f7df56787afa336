import { describeError } from "~db/errors.server";

/** Node's own print of a stray error would show a statement's parameters. */
export function logStrayErrors(say: (text: string) => void): void {
  process.on("unhandledRejection", (error) => say(JSON.stringify({ level: "error", message: "unhandled rejection", error: describeError(error) })));
  process.on("uncaughtExceptionMonitor", (error) => say(JSON.stringify({ level: "fatal", message: "uncaught exception", error: describeError(error) })));
  process.on("uncaughtException", () => process.exit(1));
}

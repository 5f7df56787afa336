import path from "node:path";
import { fileURLToPath } from "node:url";
import pino from "pino";
import { createDatabase, type Database } from "~db/client.server";
import { describeError, type ErrorDescription, isPassingFailure } from "~db/errors.server";
import { createSessionRepository } from "~db/repositories/session.server";
import { createSignInLimits, type SignInLimits } from "~db/repositories/sign-in-limit.server";
import { createSheetReader, type SheetReader } from "./adapters/read-sheet.server";
import { createPasswords, type Passwords } from "./adapters/password.server";
import { readEnv, type Env } from "./env.server";
import { createSessionKeeper, type SessionKeeper, type SignedIn } from "./http/session.server";
import { createSignInGate, type SignInContext } from "./use-cases/accounts/sign-in.server";

/** What use cases and routes need, built once per process. Holds no state of any request. */
export type AppContext = {
  env: Env;
  database: Database;
  sessions: SessionKeeper;
  passwords: Passwords;
  signInLimits: SignInLimits;
  signInGate: SignInContext["signInGate"];
  readSheet: SheetReader;
  log: pino.Logger;
  /** What a log may hold of a failure that is over by itself, such as a database that is away; null for any other. */
  passingFailure(error: unknown): ErrorDescription | null;
};

declare module "@remix-run/server-runtime" {
  interface AppLoadContext {
    app: AppContext;
    /** Of the Content-Security-Policy of this response. */
    nonce: string;
    /** Printed on error pages and in the log, so that one finds the other. */
    reference: string;
    /** The participant's address as far as the settings let us trust it; for rate limits only. */
    clientAddress: string;
    /** Kept by the guard for the loaders of this request. */
    whoAsks?: Promise<SignedIn | null>;
    /** Set once this request has been refused: the layout and the page below it are one refusal. */
    denial?: Promise<void>;
    /** By route: what the loaders of a document have been asked already (documents.server.ts). */
    loaded?: Map<string, unknown>;
    /** What the action of a document has answered already. */
    acted?: Promise<unknown>;
  }
}

/** Beside `build/server`, however deep the bundler puts this module below it; in development the last build's. */
const workersDirectory = path.join(buildFolder(fileURLToPath(import.meta.url)), "workers");

function buildFolder(here: string): string {
  const server = path.join(path.sep, "build", "server", path.sep);
  const at = here.lastIndexOf(server);
  return at < 0 ? path.join(path.dirname(here), "../build") : path.join(here.slice(0, at), "build");
}

let context: AppContext | undefined;

export function appContext(): AppContext {
  context ??= createAppContext(readEnv(process.env));
  return context;
}

function createAppContext(env: Env): AppContext {
  if (!env.databaseUrl) throw new Error("The app needs DATABASE_URL; `npm start` sets it to its embedded database.");
  const log = pino({ level: process.env["LOG_LEVEL"] ?? "info", redact: ["*.password", "*.secret", "*.response", "*.cookie"] });
  const database = createDatabase(env.databaseUrl);
  const sessions = createSessionKeeper(createSessionRepository(database), env.publicUrl ?? null, () => Date.now());
  const signIn = { passwords: createPasswords(), signInLimits: createSignInLimits(database), signInGate: createSignInGate() };
  return { env, database, sessions, ...signIn, readSheet: createSheetReader({ workersDirectory }), log, passingFailure: (error) => (isPassingFailure(error) ? describeError(error) : null) };
}

import type { Database } from "~db/client.server";

/** What every command of `npm run …` gets. Results go to stdout by `print`, everything else to stderr. */
export type CommandInput = {
  readonly database: Database;
  /** Of the same database; the owner's is the app's where one role does both. */
  readonly urls: { readonly appUrl: string; readonly ownerUrl: string };
  /** What stands after the command's name. */
  readonly parameters: readonly string[];
  /** Relative file names count from here. */
  readonly callerFolder: string;
  readonly dataDirectory: string;
  readonly workersDirectory: string;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
};

/** Resolves to the exit code. */
export type Command = (input: CommandInput) => Promise<number>;

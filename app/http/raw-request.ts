import type { IncomingMessage, ServerResponse } from "node:http";

/** What a route in front of Express is given. `headers`: name, value, name, value…, which every response has to carry. */
export type RawRequest = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly headers: readonly string[];
  /** The one `:parameter` of its path. */
  readonly parameter: string;
};

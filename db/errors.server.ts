/**
 * What the rest of the code may learn from a database error. Drizzle puts statement and parameters into
 * `error.message` and the driver's error into `error.cause`; PostgreSQL quotes values in `detail` and `where`. None of
 * that may reach a log, so logs take `describeError` and decisions take the code.
 */
interface DriverError {
  code: string;
  severity?: string;
  constraint_name?: string;
  table_name?: string;
  message: string;
}

const lostConnection = new Set([
  "CONNECTION_CLOSED", "CONNECTION_ENDED", "CONNECTION_DESTROYED", "CONNECT_TIMEOUT",
  "ERR_SOCKET_CLOSED", "ERR_STREAM_DESTROYED", "ERR_STREAM_WRITE_AFTER_END",
  "ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOENT", "EHOSTUNREACH", "ENOTFOUND", "EAI_AGAIN",
]);

/** The driver's error in the chain of causes: the first that carries a code; null when there is none. */
function driverError(error: unknown): DriverError | null {
  for (let current = error, depth = 0; current instanceof Error && depth < 8; current = current.cause, depth += 1) {
    if ("code" in current && typeof current.code === "string") return current as Error & DriverError;
  }
  return null;
}

/** A unique or exclusion constraint said no; with `constraint`, that one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const found = driverError(error);
  if (found === null || (found.code !== "23505" && found.code !== "23P01")) return false;
  return constraint === undefined || found.constraint_name === constraint;
}

/** Something else still refers to a row that was to go. */
export function isForeignKeyViolation(error: unknown): boolean {
  return driverError(error)?.code === "23503";
}

/** The connection is gone or could not be made, so the statement's outcome is unknown: answer 503 and let the client repeat. */
export function isConnectionFailure(error: unknown): boolean {
  const found = driverError(error);
  if (found === null) return false;
  // why: the server closes a connection after FATAL and PANIC only, whatever the SQLSTATE.
  return lostConnection.has(found.code) || found.severity === "FATAL" || found.severity === "PANIC";
}

/** As above, or the server could not do it just now: its disk or memory is full, it waited for a lock or took too long. */
export function isPassingFailure(error: unknown): boolean {
  return isConnectionFailure(error) || /^(40|53|58)|^(55P03|57014)$/.test(driverError(error)?.code ?? "");
}

/** Why a database could not be entered with the address given; null for any other failure. */
export function connectionProblem(error: unknown): "unreachable" | "password" | "no-database" | null {
  const found = driverError(error);
  if (found === null) return null;
  if (found.code === "28P01" || found.code === "28000") return "password";
  if (found.code === "3D000") return "no-database";
  return lostConnection.has(found.code) ? "unreachable" : null;
}

export interface ErrorDescription {
  name: string;
  message: string;
  code: string | null;
  constraint: string | null;
  table: string | null;
  stack: string;
}

/** What a log may hold of any error: no parameters, no quoted values, no line breaks in the message. */
export function describeError(error: unknown): ErrorDescription {
  const found = driverError(error);
  const isError = error instanceof Error;
  return {
    name: isError ? error.name : typeof error,
    message: safeMessage(error, found),
    code: found?.code ?? null,
    constraint: found?.constraint_name ?? null,
    table: found?.table_name ?? null,
    stack: isError ? frames(error) : "",
  };
}

function safeMessage(error: unknown, found: DriverError | null): string {
  if (found !== null) return oneLine(withoutValues(found));
  if (!(error instanceof Error)) return "not an Error";
  return oneLine("query" in error && "params" in error ? "a statement failed" : error.message);
}

/** Class 22 (data) and P0001 (raise) quote the offending value in the message itself; constraint names are enough for class 23. */
function withoutValues(found: DriverError): string {
  return /^(22|P0)/.test(found.code) ? `SQLSTATE ${found.code}` : found.message;
}

const oneLine = (text: string) => text.replace(/[\r\n]+/g, " ⏎ ").slice(0, 500);

/** Only the `at …` lines: the head of a stack repeats the message, parameters included. */
function frames(error: Error): string {
  return (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)).slice(0, 20).join("\n");
}

import { DrizzleQueryError } from "drizzle-orm/errors";
import { describe, expect, it } from "vitest";
import { describeError, isConnectionFailure, isPassingFailure, isUniqueViolation } from "./errors.server";

/** The secret stands wherever drizzle, the driver and PostgreSQL are known to repeat a value. */
const secret = "mật-khẩu-của-tôi";

function wrapped(fields: { code: string; message: string; severity?: string; constraint_name?: string; table_name?: string }) {
  const cause = Object.assign(new Error(fields.message), fields, { detail: `Key (x)=(${secret}) already exists.`, where: secret, parameters: [secret] });
  return new DrizzleQueryError("insert into people values ($1)", [secret], cause);
}

describe("describeError", () => {
  it.each([
    ["a unique violation", wrapped({ code: "23505", message: 'duplicate key value violates unique constraint "people_code"', constraint_name: "people_code", table_name: "people" })],
    ["a value PostgreSQL can't read", wrapped({ code: "22P02", message: `invalid input syntax for type uuid: "${secret}"` })],
    ["an exception raised by a function", wrapped({ code: "P0001", message: `no such thing: ${secret}` })],
    ["a statement without the driver's error", new DrizzleQueryError("select $1", [secret])],
    ["something thrown that is no error", secret],
  ])("repeats no value of %s", (_name, error) => {
    expect(JSON.stringify(describeError(error))).not.toContain(secret);
  });

  it("keeps what finds the cause: code, constraint, table, place in the code", () => {
    const error = wrapped({ code: "23505", message: "duplicate key", constraint_name: "people_code", table_name: "people" });
    expect(describeError(error)).toMatchObject({ code: "23505", constraint: "people_code", table: "people", stack: expect.stringMatching(/^\s+at /) });
  });

  it("keeps the message of our own errors, on one line", () => {
    expect(describeError(new Error("first\r\nsecond")).message).toBe("first ⏎ second");
  });
});

describe("decisions by code, under drizzle's wrapping", () => {
  it("knows a unique violation, and which", () => {
    const error = wrapped({ code: "23505", message: "duplicate key", constraint_name: "people_code" });
    expect([isUniqueViolation(error), isUniqueViolation(error, "people_code"), isUniqueViolation(error, "other")]).toEqual([true, true, false]);
  });

  it("knows a lost connection from a refused statement", () => {
    expect(isConnectionFailure(wrapped({ code: "57P01", severity: "FATAL", message: "terminating connection" }))).toBe(true);
    expect(isConnectionFailure(wrapped({ code: "CONNECTION_CLOSED", message: "write CONNECTION_CLOSED" }))).toBe(true);
    expect(isConnectionFailure(wrapped({ code: "57014", severity: "ERROR", message: "canceling statement" }))).toBe(false);
    expect(isConnectionFailure(new Error("no"))).toBe(false);
    for (const code of ["53100", "58030", "40P01", "55P03", "57014"]) expect(isPassingFailure(wrapped({ code, severity: "ERROR", message: "not now" }))).toBe(true);
    for (const code of ["22P02", "23505", "XX000"]) expect(isPassingFailure(wrapped({ code, severity: "ERROR", message: "never" }))).toBe(false);
  });
});

import { expect, it } from "vitest";
import { type TurnedAway, WholeAnswers } from "./whole-answers";

function message(type: string, body = ""): Buffer {
  const bytes = Buffer.from(`${type}\0\0\0\0${body}`, "latin1");
  bytes.writeUInt32BE(bytes.length - 1, 1);
  return bytes;
}
const [parsed, bound, row, done, suspended, ready] = [message("1"), message("2"), message("D", "row"), message("C", "SELECT 2\0"), message("s"), message("Z", "I")];
const error = (severity: string, routine = "int4div") => message("E", `V${severity}\0C22012\0Mdivision by zero\0R${routine}\0\0`);

function read(...chunks: Buffer[]) {
  const answers = new WholeAnswers();
  const passed: Buffer[] = [];
  let lastWord: TurnedAway | null = null;
  for (const chunk of chunks) lastWord ??= answers.read(chunk, (messages) => passed.push(messages));
  return { passed: Buffer.concat(passed), lastWord, isWithinError: answers.isWithinError };
}

const stream = Buffer.concat([parsed, bound, row, row, done, ready, bound, row, suspended, row, done, ready, bound, row, error("ERROR"), ready, bound, done, ready]);
const withoutRowsOfTheFailed = Buffer.concat([parsed, bound, row, row, done, ready, bound, row, suspended, row, done, ready, bound, error("ERROR"), ready, bound, done, ready]);

it("passes on every message in its order, but no rows of a statement that fails, however the bytes arrive", () => {
  expect(read(stream).passed).toEqual(withoutRowsOfTheFailed);
  expect(read(...Array.from(stream, (_, at) => stream.subarray(at, at + 1))).passed).toEqual(withoutRowsOfTheFailed);
  const wrongWhenCutAt = Array.from(stream, (_, at) => at).filter((at) => !read(stream.subarray(0, at), stream.subarray(at)).passed.equals(withoutRowsOfTheFailed));
  expect(wrongWhenCutAt).toEqual([]);
});

it("holds rows back until it is said that they are all", () => {
  expect(read(bound, row, row).passed).toEqual(bound);
  expect(read(Buffer.concat([bound, row]), row, done).passed).toEqual(Buffer.concat([bound, row, row, done]));
});

it.each([
  ["ends the connection", error("FATAL")],
  ["ends the connection at once", error("PANIC")],
  ["the driver would answer by sending the statement anew", error("ERROR", "RevalidateCachedQuery")],
])("passes on nothing from an error on that %s", (_what, last) => {
  const { passed, lastWord } = read(Buffer.concat([bound, row, done, bound, row, last, ready]), ready);
  expect(passed).toEqual(Buffer.concat([bound, row, done, bound]));
  expect(lastWord).toMatchObject({ code: "22012", severity: "FATAL", message: "division by zero" });
});

it("knows whether an error was the last thing that was said of a statement", () => {
  expect(read(error("ERROR")).isWithinError).toBe(true);
  expect(read(error("ERROR"), ready).isWithinError).toBe(false);
});

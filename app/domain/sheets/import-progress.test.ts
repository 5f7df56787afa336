import { expect, it } from "vitest";
import { lastProgress } from "./import-progress";

it.each([
  ["nothing yet", "", null],
  ["a line that is not complete", '{"phase":"read', null],
  ["one line", '{"phase":"reading"}\n', { phase: "reading" }],
  ["the newest complete line", '{"phase":"reading"}\n{"phase":"planning"}\n{"do', { phase: "planning" }],
  ["where to go on", '{"phase":"planning"}\n{"done":"/organiser"}\n', { done: "/organiser" }],
  ["a refusal", '{"refused":"Tệp rỗng."}\n', { refused: "Tệp rỗng." }],
  ["a page instead, after the session has ended", "<!doctype html>\n<html>\n</html>\n", null],
  ["other JSON", '{"phase":"other"}\n', null],
])("reads %s", (_what, received, progress) => expect(lastProgress(received)).toEqual(progress));

import { expect, test } from "vitest";
import { choicesResponse, isAnswered } from "./response";

test("a response of choices is the sorted set, whatever order they were ticked in", () => {
  expect(choicesResponse(["c", "a", "c"])).toEqual({ kind: "choices", choiceIds: ["a", "c"] });
});

test("nothing saved and everything cleared again are both unanswered", () => {
  expect([isAnswered(null), isAnswered(choicesResponse([])), isAnswered(choicesResponse(["a"]))]).toEqual([false, false, true]);
});

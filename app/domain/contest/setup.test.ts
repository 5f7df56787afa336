import { expect, test } from "vitest";
import { isSetUp } from "./setup";

test.each([
  ["no contest", null, false],
  ["a contest made by an import", { agency: "", contact: "" }, false],
  ["only the agency", { agency: "CÔNG AN HUYỆN SƠN TỊNH", contact: "" }, true],
  ["only the contact", { agency: "", contact: "0255 000 000" }, true],
])("%s", (_what, contest, expected) => {
  expect(isSetUp(contest)).toBe(expected);
});

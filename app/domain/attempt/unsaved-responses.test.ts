import { describe, expect, it } from "vitest";
import { unsavedResponses } from "./unsaved-responses";

const cases: { name: string; sent: string[]; stored: string[]; isUnsaved: boolean }[] = [
  { name: "an answer where nothing is stored", sent: ["a"], stored: [], isUnsaved: true },
  { name: "another answer than the stored one", sent: ["a"], stored: ["b"], isUnsaved: true },
  { name: "the stored answer", sent: ["b", "a"], stored: ["a", "b"], isUnsaved: false },
  { name: "nothing, where an answer is stored by now", sent: [], stored: ["a"], isUnsaved: false },
];

describe("what a refused form held", () => {
  it.each(cases)("$name: unsaved $isUnsaved", ({ sent, stored, isUnsaved }) => {
    const found = unsavedResponses([{ position: 3, choiceIds: sent }], [{ position: 3, choiceIds: stored }]);
    expect(found).toEqual(isUnsaved ? [{ position: 3, sent: [...sent].sort(), stored: [...stored].sort() }] : []);
  });
});

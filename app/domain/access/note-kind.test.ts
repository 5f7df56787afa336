import { describe, expect, it } from "vitest";
import { defaultConsentText } from "./consent-text";
import { deedOwed, noteKindDeeds, noteKindLabels, ownDataKinds } from "./note-kind";

describe("a request about the own data", () => {
  it.each([["correction", "chỉnh sửa"], ["restriction", "hạn chế xử lý"], ["deletion", "xóa dữ liệu"], ["withdrawal", "rút lại sự đồng ý"]] as const)("%s is a right that the consent names", (kind, words) => {
    expect(ownDataKinds).toContain(kind);
    expect(noteKindLabels[kind].toLowerCase()).toContain(words);
    expect(defaultConsentText).toContain(words);
  });

  it("ends the taking part when processing is limited or the consent withdrawn, and only deletion forgets", () => {
    expect(ownDataKinds.map((kind) => noteKindDeeds[kind])).toEqual(["correct", "retire", "forget", "retire"]);
  });
});

it.each([
  ["wrong-unit", null, null], ["correction", "correct", "correct"], ["restriction", "retire", null], ["withdrawal", "retire", null], ["deletion", "forget", "forget"],
] as const)("an open note of the kind %s: of whoever is on the roster %s is owed, of whoever is off it %s", (kind, onRoster, offRoster) => {
  expect([deedOwed(kind, true), deedOwed(kind, false)]).toEqual([onRoster, offRoster]);
});

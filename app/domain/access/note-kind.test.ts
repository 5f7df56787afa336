import { describe, expect, it } from "vitest";
import { defaultConsentText } from "./consent-text";
import { noteKindDeeds, noteKindLabels, ownDataKinds } from "./note-kind";

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

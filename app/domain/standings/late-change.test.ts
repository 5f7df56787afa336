import { describe, expect, test } from "vitest";
import { lateChanges, publishedText } from "./late-change";

const publishedAt = Date.UTC(2022, 5, 6, 1);
const hour = 3_600_000;

describe("what changed a published result", () => {
  test("voids later than publishing, with their numbers in the record of incidents", () => {
    const incidents = [
      { kind: "void", at: publishedAt - 1 }, { kind: "void", at: publishedAt }, { kind: "void", at: publishedAt + 1 },
      { kind: "extra-time", at: publishedAt + 2 }, { kind: "void", at: publishedAt + hour },
    ] as const;
    expect(lateChanges([{ roundName: null, incidents }], publishedAt)).toEqual([{ at: publishedAt + 1, number: 3, roundName: null }, { at: publishedAt + hour, number: 5, roundName: null }]);
    expect(lateChanges([{ roundName: null, incidents }], null)).toEqual([]);
  });

  test("in the order in which they came, each numbered in the record of its round", () => {
    const voidAt = (at: number) => ({ kind: "void", at }) as const;
    const records = [{ roundName: null, incidents: [voidAt(publishedAt + hour)] }, { roundName: "Kỳ 2", incidents: [voidAt(publishedAt - 1), voidAt(publishedAt + 1)] }];
    expect(lateChanges(records, publishedAt)).toEqual([{ at: publishedAt + 1, number: 2, roundName: "Kỳ 2" }, { at: publishedAt + hour, number: 1, roundName: null }]);
  });

  test("is said with the moment of publishing; nothing is said of changes that were not", () => {
    expect(publishedText(publishedAt, [])).toBe("Kết quả đã công bố lúc 08:00 ngày 06/06/2022.");
    expect(publishedText(publishedAt, [{ at: publishedAt + hour, number: 2, roundName: null }])).toBe(
      "Kết quả công bố lúc 08:00 ngày 06/06/2022; đã thay đổi sau khi công bố: lúc 09:00 ngày 06/06/2022 do hủy lượt thi (biên bản sự cố, mục 2).",
    );
  });
});

import { describe, expect, it } from "vitest";
import { attachment, workbookFileName } from "./file-name";

const asOf = Date.UTC(2022, 5, 14, 3, 32);

describe("the name of the workbook", () => {
  it("says what and when, in Vietnam: 03:32 UTC is 10h32", () => {
    expect(workbookFileName("Kỳ 2", asOf)).toBe("Kết quả Kỳ 2 2022-06-14 10h32.xlsx");
  });

  it("holds nothing that a file system or a header could take for more than a name", () => {
    expect(workbookFileName('../../a\r\nSet-Cookie: "x"', asOf)).toBe("Kết quả .. .. a Set-Cookie x 2022-06-14 10h32.xlsx");
    expect(attachment(workbookFileName('a"\r\nb', asOf))).not.toMatch(/[\r\n]/);
  });

  it("travels as UTF-8 with a plain name beside it", () => {
    expect(attachment("Kết quả (Đợt 1).xlsx")).toBe(`attachment; filename="ket-qua-dot-1-.xlsx"; filename*=UTF-8''K%E1%BA%BFt%20qu%E1%BA%A3%20%28%C4%90%E1%BB%A3t%201%29.xlsx`);
  });
});

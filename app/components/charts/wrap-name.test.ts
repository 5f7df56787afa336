import fc from "fast-check";
import { expect, it } from "vitest";
import { wrapName } from "./wrap-name";

const tenEach = (text: string) => text.length * 10;
const long = "Đội Cảnh sát quản lý hành chính về trật tự xã hội và thi hành án hình sự";

it.each([
  ["one line", "Đội An ninh", 200, ["Đội An ninh"]],
  ["exactly as wide", "Đội An ninh", 110, ["Đội An ninh"]],
  ["one letter too wide", "Đội An ninh", 109, ["Đội An", "ninh"]],
  ["four lines", long, 200, ["Đội Cảnh sát quản lý", "hành chính về trật", "tự xã hội và thi", "hành án hình sự"]],
  ["a word wider than the line", "Đội Tổng-hợp-và-khác hai", 60, ["Đội", "Tổng-hợp-và-khác", "hai"]],
  ["nothing", "", 60, []],
])("%s", (_, name, width, lines) => expect(wrapName(name, width, tenEach)).toEqual(lines));

it("never loses a word", () => {
  const words = fc.array(fc.stringMatching(/^[a-zệ]{1,12}$/), { maxLength: 12 });
  fc.assert(fc.property(words, fc.integer({ min: 1, max: 300 }), (name, width) => {
    expect(wrapName(name.join(" "), width, tenEach).join(" ")).toBe(name.join(" "));
  }));
});

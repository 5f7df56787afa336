import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, dayMs, dayOf, formatClosing, formatDuration, formatInstant, mondayOf, parseLocalInstant, startOfDay, toLocalInstant } from "./time";

const midnight = Date.parse("2022-06-13T17:00:00Z");

test("a Vietnamese day begins at 17:00 UTC of the day before", () => {
  expect(startOfDay("2022-06-14")).toBe(midnight);
  expect([midnight - 1, midnight, midnight + dayMs - 1, midnight + dayMs].map(dayOf)).toEqual(["2022-06-13", "2022-06-14", "2022-06-14", "2022-06-15"]);
});

test("instants read dd/MM/yyyy HH:mm in Vietnam whatever the machine's zone", () => {
  expect(formatInstant(midnight)).toBe("14/06/2022 00:00");
});

test("a window that ends at midnight ends with the day before; a minute to either side is told by the clock", () => {
  expect([-60_000, 0, 60_000].map((shift) => formatClosing(midnight + shift))).toEqual(["13/06/2022 23:59", "hết ngày 13/06/2022", "14/06/2022 00:01"]);
});

test("days add across months and leap days", () => {
  expect([addDays("2024-02-28", 1), addDays("2024-02-29", 1), addDays("2022-01-01", -1)]).toEqual(["2024-02-29", "2024-03-01", "2021-12-31"]);
});

test("a week runs from Monday to Sunday: 13/06/2022 was a Monday", () => {
  expect(["2022-06-12", "2022-06-13", "2022-06-19", "2022-06-20"].map(mondayOf)).toEqual(["2022-06-06", "2022-06-13", "2022-06-13", "2022-06-20"]);
});

test("a form's moment survives the way there and back; what is no moment is refused", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (minutes) => {
      expect(parseLocalInstant(toLocalInstant(minutes * 60_000))).toBe(minutes * 60_000);
    }),
  );
  for (const text of ["", "2022-06-31T08:00", "2022-06-01T24:01", "2022-06-01", "01/06/2022 08:00"]) expect(parseLocalInstant(text)).toBeNull();
});

test("durations: seconds are cut, hours appear when there are any", () => {
  expect([0, 59_999, 725_000, 3_661_000].map(formatDuration)).toEqual(["0 phút 00 giây", "0 phút 59 giây", "12 phút 05 giây", "1 giờ 01 phút 01 giây"]);
});

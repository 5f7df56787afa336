import { expect, it } from "vitest";
import { parentsFirst } from "./table-order";

const tables = ["attempts", "people", "rounds", "units"].map((name) => ({ name }));
const names = (references: Parameters<typeof parentsFirst>[1]) => parentsFirst(tables, references).map(({ name }) => name);

it("puts each table after those it refers to, equals by name", () => {
  expect(names([{ child: "attempts", parent: "rounds" }, { child: "attempts", parent: "people" }, { child: "people", parent: "units" }])).toEqual(["rounds", "units", "people", "attempts"]);
});

it("lets a table refer to itself, and to one that is not carried", () => {
  expect(names([{ child: "attempts", parent: "attempts" }, { child: "people", parent: "elsewhere" }])).toEqual(["attempts", "people", "rounds", "units"]);
});

it("names the tables of a circle", () => {
  expect(() => names([{ child: "people", parent: "units" }, { child: "units", parent: "people" }])).toThrow("people, units");
});

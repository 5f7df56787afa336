import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

/** Participants are addressed as “đồng chí” everywhere, so “bạn” stands in no text of the app. */
const root = path.resolve("app");
const sources = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name));

describe("form of address", () => {
  it("is one", () => {
    expect(sources.length).toBeGreaterThan(200);
    expect(sources.filter((name) => /(?<!\p{L})bạn(?!\p{L})/iu.test(readFileSync(path.join(root, name), "utf8")))).toEqual([]);
  });
});

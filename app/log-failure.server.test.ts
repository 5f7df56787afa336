import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AppLoadContext } from "@remix-run/node";
import { logFailure } from "./log-failure.server";

const log = { info: vi.fn(), error: vi.fn() };
const context = { app: { log }, reference: "AB12" } as unknown as AppLoadContext;
const about = { reference: "AB12", method: "GET", path: "/reports/a" };
const asked = (signal?: AbortSignal) => new Request("https://thi.example/reports/a?who=me", signal ? { signal } : {});

describe("logFailure", () => {
  beforeEach(() => vi.clearAllMocks());
  afterEach(() => expect(JSON.stringify([log.info.mock.calls, log.error.mock.calls])).not.toContain("who=me"));

  it("logs an error under the reference of its page", () => {
    logFailure(new Error("broken"), { request: asked(), context });
    expect(log.error).toHaveBeenCalledExactlyOnceWith({ ...about, error: expect.objectContaining({ name: "Error" }) }, "request failed");
  });

  it("notes an address that does not exist as no failure", () => {
    logFailure({ status: 404, statusText: "Not Found", internal: true, data: "" }, { request: asked(), context });
    expect(log.info).toHaveBeenCalledExactlyOnceWith({ ...about, status: 404 }, "no such page");
    expect(log.error).not.toHaveBeenCalled();
  });

  it("says nothing where nobody waits any more", () => {
    logFailure(new Error("broken"), { request: asked(AbortSignal.abort()), context });
    expect(log.error).not.toHaveBeenCalled();
  });
});

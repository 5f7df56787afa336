import { describe, expect, it } from "vitest";
import { readReply } from "./transport";

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers });
const told = { now: 1_000, deadlineAt: 9_000, state: "in-progress", results: [{ sequence: 1, outcome: "saved" }] };

describe("readReply", () => {
  it("takes outcomes and clock out of every answer that has them, whatever its status", async () => {
    for (const status of [200, 409, 410, 422]) {
      expect(await readReply(answer(status, told))).toEqual({ reply: { kind: "answered", results: told.results, isClosed: false }, clock: { now: 1_000, deadlineAt: 9_000 } });
    }
  });

  it("learns from a ping that somebody else writes or that the attempt is closed", async () => {
    expect((await readReply(answer(409, { ...told, results: [] }))).reply).toEqual({ kind: "stale-writer" });
    expect((await readReply(answer(410, { ...told, results: [], state: "submitted" }))).reply).toMatchObject({ kind: "answered", isClosed: true });
    expect((await readReply(answer(200, { ...told, results: [], state: "expired" }))).reply).toMatchObject({ kind: "answered", isClosed: true });
  });

  it("tells a missing session from an attempt that is somebody else's", async () => {
    expect((await readReply(answer(401, { message: "" }))).reply).toEqual({ kind: "signed-out" });
    expect((await readReply(answer(404, { message: "" }))).reply).toEqual({ kind: "foreign" });
  });

  it("takes nothing as saved that it cannot read", async () => {
    for (const [status, body] of [[200, "<html>Wi-Fi: xin mời đăng nhập</html>"], [200, {}], [400, { message: "" }], [403, "no"], [500, "no"], [502, ""]] as const) {
      expect((await readReply(answer(status, body))).reply).toEqual({ kind: "unreachable", retryAfterMs: null, isOffline: false });
    }
    expect((await readReply(answer(503, { message: "" }, { "Retry-After": "2" }))).reply).toEqual({ kind: "unreachable", retryAfterMs: 2_000, isOffline: false });
  });
});

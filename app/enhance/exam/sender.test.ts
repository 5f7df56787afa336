import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ExamData } from "~/domain/attempt/exam-data";
import type { ExamClock } from "./exam-clock";
import type { Save } from "./save-queue";
import { createSender } from "./sender";

/** Network and clock are simulated: the browser's `fetch` answers as told. */
const data = { saveUrl: "/attempts/a/responses", epoch: 2 } as ExamData;
const save: Save = { sequence: 5, position: 1, choiceIds: ["x"], isFlagged: false, editedAt: 1_000 };
const bodies: unknown[] = [];
let answers: (Response | Error)[] = [];

beforeEach(() => {
  bodies.length = 0;
  // why: `fetch`, `document` and `navigator` are the browser's.
  vi.stubGlobal("document", { visibilityState: "visible" });
  vi.stubGlobal("navigator", { onLine: true });
  vi.stubGlobal("fetch", async (_address: string, { body }: { body: string }) => {
    bodies.push(JSON.parse(body));
    const answer = answers.shift();
    if (!(answer instanceof Response)) throw answer ?? new Error("no network");
    return answer;
  });
});
afterEach(() => vi.unstubAllGlobals());

function simulateClock(isSure: boolean) {
  const corrections: [number, number][] = [];
  let now = 4_000;
  const clock: ExamClock = {
    now: () => now, deadlineAt: () => 9_000, remaining: () => 9_000 - now, isSure: () => isSure || corrections.length > 0,
    correct: (serverNow, deadlineAt) => void (corrections.push([serverNow, deadlineAt]), (now = serverNow)),
  };
  return { clock, corrections };
}

const answered = (status: number, now: number, outcome?: string) =>
  new Response(JSON.stringify({ now, deadlineAt: 12_000, state: "in-progress", results: outcome ? [{ sequence: 5, outcome }] : [] }), { status });

describe("createSender", () => {
  it("sets the clock right by every answer, also by a refusal, and by no other", async () => {
    const { clock, corrections } = simulateClock(true);
    const sender = createSender(data, clock, null);
    answers = [answered(200, 5_000, "saved"), answered(409, 6_000, "stale-writer"), new Response("<h1>Wi-Fi</h1>"), new Error("no network")];
    for (let count = 0; count < 4; count++) await sender.send([save]);
    expect(corrections).toEqual([[5_000, 12_000], [6_000, 12_000]]);
    expect(sender.lastSavedAt()).toBe(5_000);
  });

  it("asks a kept page's time first, and sends the age of a save by the corrected clock", async () => {
    const { clock } = simulateClock(false);
    answers = [answered(200, 7_000), answered(200, 7_100, "saved")];
    expect(await createSender(data, clock, null).send([save])).toMatchObject({ kind: "answered" });
    expect(bodies).toMatchObject([{ epoch: 2, saves: [] }, { epoch: 2, saves: [{ sequence: 5, ageMs: 6_000 }] }]);
  });

  it("does not send the saves of a kept page when the question for the time fails", async () => {
    const { clock } = simulateClock(false);
    answers = [new Response("", { status: 401 }), new Error("no network")];
    const sender = createSender(data, clock, null);
    expect(await sender.send([save])).toEqual({ kind: "signed-out" });
    expect(await sender.send([save])).toMatchObject({ kind: "unreachable" });
    expect(bodies).toMatchObject([{ saves: [] }, { saves: [] }]);
  });
});

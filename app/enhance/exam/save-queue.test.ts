import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type QueueState, type Save, SaveQueue, type SaveReply } from "./save-queue";

/** A network and a clock that move only when told. */
function simulate(reply: (saves: readonly Save[], call: number) => SaveReply) {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const sent: Save[][] = [];
  const kept = new Map<number, Save>();
  const states: QueueState[] = [];
  const world = {
    now: () => now,
    random: () => 0.5,
    after(milliseconds: number, run: () => void) {
      const timer = { at: now + milliseconds, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    keep: (save: Save) => void kept.set(save.position, save),
    forget(save: Save) {
      if (kept.get(save.position)?.sequence === save.sequence) kept.delete(save.position);
    },
    changed: (state: QueueState) => void states.push(state),
    async send(saves: readonly Save[]) {
      sent.push([...saves]);
      return reply(saves, sent.length);
    },
  };
  async function advance(milliseconds: number) {
    const end = now + milliseconds;
    for (;;) {
      const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      now = Math.max(now, next.at);
      timers = timers.filter((timer) => timer !== next);
      next.run();
      await new Promise((resolve) => setImmediate(resolve));
    }
    now = end;
  }
  return { world, sent, kept, advance, last: () => states[states.length - 1] };
}

const acknowledge = (saves: readonly Save[]): SaveReply => ({ kind: "answered", results: saves.map(({ sequence }) => ({ sequence, outcome: "saved" })) });
const offline: SaveReply = { kind: "unreachable", retryAfterMs: null, isOffline: true };

describe("SaveQueue", () => {
  it("keeps an entry on the device until its own acknowledgement, then lets it go", async () => {
    const { world, sent, kept, advance, last } = simulate(acknowledge);
    const queue = new SaveQueue(world, 7);
    queue.edit(3, ["a"], false);
    expect(kept.get(3)?.sequence).toBe(8);
    await advance(200);
    expect(sent.map((saves) => saves.map(({ sequence }) => sequence))).toEqual([[8]]);
    expect(kept.size).toBe(0);
    expect(last()).toEqual({ unsaved: 0, isSending: false, trouble: null, stop: null });
  });

  it("sends only the newest of several edits to one question", async () => {
    const { world, sent, advance } = simulate(acknowledge);
    const queue = new SaveQueue(world, 0);
    queue.edit(1, ["a"], false);
    queue.edit(1, ["b"], false);
    await advance(200);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.map(({ choiceIds }) => choiceIds)).toEqual([["b"]]);
  });

  it("says offline with the number of questions, retries with growing pauses, and sends everything when the network is back", async () => {
    const { world, sent, advance, last } = simulate((saves, call) => (call <= 3 ? offline : acknowledge(saves)));
    const queue = new SaveQueue(world, 0);
    queue.edit(1, ["a"], false);
    await advance(200);
    queue.edit(2, ["b"], true);
    expect(last()).toMatchObject({ unsaved: 2, trouble: "offline" });
    await advance(10_000);
    expect(sent).toHaveLength(4);
    expect(last()).toMatchObject({ unsaved: 0, trouble: null });
  });

  it("waits at least as long as the server asks", async () => {
    const { world, sent, advance } = simulate((saves, call) => (call === 1 ? { kind: "unreachable", retryAfterMs: 5_000, isOffline: false } : acknowledge(saves)));
    new SaveQueue(world, 0).edit(1, ["a"], false);
    await advance(5_000);
    expect(sent).toHaveLength(1);
    await advance(200);
    expect(sent).toHaveLength(2);
  });

  it("stops for good when another device has taken over, and takes no more edits", async () => {
    const { world, sent, advance, last } = simulate(() => ({ kind: "stale-writer" }));
    const queue = new SaveQueue(world, 0);
    queue.edit(1, ["a"], false);
    await advance(200);
    queue.edit(2, ["b"], false);
    queue.flush();
    await advance(60_000);
    expect(sent).toHaveLength(1);
    expect(last()).toMatchObject({ unsaved: 1, stop: "stale-writer" });
  });

  it("goes on after a new sign-in without losing what was chosen meanwhile", async () => {
    const { world, sent, advance, last } = simulate((saves, call) => (call === 1 ? { kind: "signed-out" } : acknowledge(saves)));
    const queue = new SaveQueue(world, 0);
    queue.edit(1, ["a"], false);
    await advance(200);
    queue.edit(2, ["b"], false);
    await advance(60_000);
    expect(sent).toHaveLength(1);
    queue.flush();
    await advance(10);
    expect(sent[1]?.map(({ position }) => position)).toEqual([1, 2]);
    expect(last()).toMatchObject({ unsaved: 0, stop: null });
  });

  it("treats an entry the server did not mention as unacknowledged", async () => {
    const { world, kept, advance } = simulate((saves, call) => (call === 1 ? { kind: "answered", results: [] } : acknowledge(saves)));
    new SaveQueue(world, 0).edit(1, ["a"], false);
    await advance(125);
    expect(kept.size).toBe(1);
    await advance(1_000);
    expect(kept.size).toBe(0);
  });

  it("restores what a killed page left and counts on from the highest sequence", async () => {
    const { world, sent, advance } = simulate(acknowledge);
    const queue = new SaveQueue(world, 4);
    queue.restore([{ sequence: 9, position: 2, choiceIds: ["x"], isFlagged: false, editedAt: 0 }]);
    queue.edit(5, ["y"], false);
    await advance(500);
    expect(sent.flat().map(({ sequence, position }) => [sequence, position])).toEqual([[9, 2], [10, 5]]);
  });

  it("loses no last edit on any network that comes back, whatever it does before", async () => {
    const step = fc.record({ position: fc.integer({ min: 1, max: 4 }), choice: fc.constantFrom("a", "b", "c"), pause: fc.integer({ min: 0, max: 3_000 }) });
    const fault = fc.constantFrom("offline", "lost-reply", "partial", "fine");
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), fc.array(fault, { maxLength: 8 }), async (steps, faults) => {
        const server = new Map<number, Save>();
        const write = (save: Save) => {
          if ((server.get(save.position)?.sequence ?? 0) < save.sequence) server.set(save.position, save);
        };
        const { world, kept, advance } = simulate((saves, call) => {
          const kind = faults[call - 1] ?? "fine";
          if (kind === "offline") return offline;
          const taken = kind === "partial" ? saves.slice(0, 1) : saves;
          taken.forEach(write);
          return kind === "lost-reply" ? offline : acknowledge(taken);
        });
        const queue = new SaveQueue(world, 0);
        const typed = new Map<number, string>();
        for (const { position, choice, pause } of steps) {
          queue.edit(position, [choice], false);
          typed.set(position, choice);
          await advance(pause);
        }
        await advance(300_000);
        expect(kept.size).toBe(0);
        expect(new Map([...server].map(([position, save]) => [position, save.choiceIds[0]]))).toEqual(typed);
      }),
      { numRuns: 60 },
    );
  });
});

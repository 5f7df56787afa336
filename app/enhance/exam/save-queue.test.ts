import { describe, expect, it } from "vitest";
import { type QueueState, type Save, SaveQueue, type SaveReply } from "./save-queue";
import { SimulatedTime } from "./simulation.fixture";

/** A queue whose server answers as told, by the number of the call. */
function simulate(reply: (saves: readonly Save[], call: number) => SaveReply, random = () => 0.5) {
  const time = new SimulatedTime();
  const sent: Save[][] = [];
  const sentAt: number[] = [];
  const kept = new Map<number, Save>();
  const states: QueueState[] = [];
  const world = {
    now: () => time.now,
    random,
    after: time.after,
    longestPauseMs: () => 10_000,
    keep: (save: Save) => void kept.set(save.position, save),
    acknowledge(save: Save) {
      if (kept.get(save.position)?.sequence === save.sequence) kept.delete(save.position);
    },
    changed: (state: QueueState) => void states.push(state),
    async send(saves: readonly Save[]) {
      sent.push([...saves]);
      sentAt.push(time.now);
      return reply(saves, sent.length);
    },
  };
  return { world, sent, sentAt, kept, advance: (milliseconds: number) => time.advance(milliseconds), last: () => states[states.length - 1] };
}

const acknowledge = (saves: readonly Save[]): SaveReply => ({ kind: "answered", isClosed: false, results: saves.map(({ sequence }) => ({ sequence, outcome: "saved" })) });
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
    expect(last()).toEqual({ unsaved: 0, isSending: false, trouble: null, failingSince: null, stop: null });
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

  it("scatters its pauses between half and the whole of 1, 2, 4, 8, 10, 10 s, so that a hall of phones does not come back at once", async () => {
    const pausesWith = async (random: number) => {
      const { world, sentAt, advance } = simulate(() => offline, () => random);
      new SaveQueue(world, 0).edit(1, ["a"], false);
      await advance(36_000);
      return sentAt.slice(1, 7).map((at, index) => at - sentAt[index]!);
    };
    expect(await pausesWith(0)).toEqual([500, 1_000, 2_000, 4_000, 5_000, 5_000]);
    expect(await pausesWith(0.999999)).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000].map((most) => expect.closeTo(most, 0)));
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
    const { world, kept, advance } = simulate((saves, call) => (call === 1 ? { kind: "answered", isClosed: false, results: [] } : acknowledge(saves)));
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

  it("asks from time to time when nothing is typed, and learns of a takeover by it", async () => {
    const { world, sent, advance, last } = simulate((saves, call) => (call < 3 ? acknowledge(saves) : { kind: "stale-writer" }));
    new SaveQueue(world, 0).restore([]);
    await advance(44_000);
    expect(sent).toEqual([]);
    await advance(100_000);
    expect(sent).toEqual([[], [], []]);
    expect(last()).toMatchObject({ stop: "stale-writer" });
  });

  it("shortens a long pause when something is typed, but never below what the server asked for", async () => {
    const { world, sent, advance } = simulate((saves, call) => (call <= 5 ? offline : call === 6 ? { kind: "unreachable", retryAfterMs: 9_000, isOffline: false } : acknowledge(saves)));
    const queue = new SaveQueue(world, 0);
    queue.edit(1, ["a"], false);
    await advance(13_000);
    expect(sent).toHaveLength(5);
    queue.edit(2, ["b"], false);
    await advance(2_000);
    expect(sent).toHaveLength(6);
    queue.edit(3, ["c"], false);
    await advance(8_900);
    expect(sent).toHaveLength(6);
    await advance(200);
    expect(sent).toHaveLength(7);
  });

  it("sends many entries in pieces the server takes", async () => {
    const { world, sent, advance, last } = simulate(acknowledge);
    const queue = new SaveQueue(world, 0);
    for (let position = 1; position <= 100; position++) queue.edit(position, ["a"], false);
    await advance(1_000);
    expect(sent.map((saves) => saves.length)).toEqual([40, 40, 20]);
    expect(last()).toMatchObject({ unsaved: 0 });
  });

  it("keeps what came too late and goes on with the rest", async () => {
    const { world, sent, advance, last } = simulate((saves) => ({
      kind: "answered", isClosed: false, results: saves.map(({ sequence, position }) => ({ sequence, outcome: position === 1 ? "late" : "saved" })),
    }));
    const queue = new SaveQueue(world, 0);
    for (let position = 1; position <= 45; position++) queue.edit(position, ["a"], false);
    await advance(1_000);
    expect(sent).toHaveLength(2);
    expect(queue.unsent().map(({ position }) => position)).toEqual([1]);
    expect(last()).toMatchObject({ unsaved: 1, stop: "closed" });
  });

  it("stays signed out until asked, whatever the network does", async () => {
    const { world, sent, advance, last } = simulate((saves, call) => (call === 1 ? { kind: "signed-out" } : call === 2 ? offline : acknowledge(saves)));
    const queue = new SaveQueue(world, 0);
    queue.edit(1, ["a"], false);
    await advance(1_000);
    queue.flush();
    await advance(60_000);
    expect(sent).toHaveLength(2);
    expect(last()).toMatchObject({ unsaved: 1, stop: "signed-out" });
    queue.flush();
    await advance(100);
    expect(last()).toMatchObject({ unsaved: 0, stop: null, failingSince: null });
  });
});

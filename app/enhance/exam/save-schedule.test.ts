import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Network, SimulatedDevice, SimulatedServer, SimulatedTime } from "./simulation.fixture";

/**
 * Any course of an exam: edits, bad networks, killed tabs, ended sessions, the deadline in the middle of it. Nothing typed in
 * time may be lost: at the end it is on the server, or the page still has it, says so, and can hand it out as a file.
 */
const deadlineAt = 90_000;
const graceMs = 10_000;

type Step =
  | { kind: "edit"; position: number; choice: string }
  | { kind: "wait"; milliseconds: number }
  | { kind: "network"; network: Network }
  | { kind: "kill"; isKept: boolean }
  | { kind: "session"; isSignedIn: boolean };

const position = fc.integer({ min: 1, max: 5 });
const choice = fc.constantFrom("a", "b", "c", "d");
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("edit" as const), position, choice }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("wait" as const), milliseconds: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 30_000 })) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("network" as const), network: fc.constantFrom<Network>("fine", "slow", "offline", "lost-reply", "busy", "partial") }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("kill" as const), isKept: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("session" as const), isSignedIn: fc.boolean() }) },
);

async function run(steps: readonly Step[], returnsAt: number) {
  const time = new SimulatedTime();
  const server = new SimulatedServer(time, deadlineAt, graceMs);
  const device = new SimulatedDevice(time, server);
  const typed = new Map<number, string>();
  time.after(deadlineAt, () => device.queue.flush());
  for (const step of steps) await take(step);
  await time.advance(Math.max(0, returnsAt - time.now));
  server.network = "fine";
  server.isSignedIn = true;
  device.queue.flush();
  await time.advance(Math.max(60_000, deadlineAt + graceMs + 30_000 - time.now));
  return { server, device, typed };

  async function take(step: Step) {
    if (step.kind === "wait") return time.advance(step.milliseconds);
    if (step.kind === "network") return void (server.network = step.network);
    if (step.kind === "session") {
      server.isSignedIn = step.isSignedIn;
      return device.queue.flush();
    }
    if (step.kind === "kill") return device.reopen(step.isKept || server.network === "offline");
    if (time.now >= deadlineAt) return;
    device.choose(step.position, step.choice);
    typed.set(step.position, step.choice);
  }
}

describe("a whole exam on a bad network", () => {
  it("loses nothing typed in time: it is on the server, or still here and said to be unsent", async () => {
    let onServer = 0;
    let handedOut = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 40 }), fc.integer({ min: 0, max: deadlineAt + 60_000 }), async (steps, returnsAt) => {
        const { server, device, typed } = await run(steps, returnsAt);
        const unsent = new Map(device.queue.unsent().map((save) => [save.position, save.choiceIds[0]]));
        for (const [position, choice] of typed) {
          const isSaved = server.responses.get(position)?.choiceIds[0] === choice && !unsent.has(position);
          if (!isSaved) expect(unsent.get(position)).toBe(choice);
          if (isSaved) onServer++;
          else handedOut++;
          expect(device.shown.get(position)).toBe(choice);
        }
        expect(device.state).toMatchObject({ unsaved: unsent.size });
        if (unsent.size > 0) expect(device.state).toMatchObject({ stop: "closed" });
      }),
      { numRuns: 500 },
    );
    expect(onServer).toBeGreaterThan(500);
    expect(handedOut).toBeGreaterThan(20);
  }, 60_000);

  it("saves until the deadline itself, also what is typed a moment before it", async () => {
    const steps: Step[] = [30_000, 5_000, 1_000, 120, 30].flatMap((left, index, all): Step[] => [
      { kind: "wait", milliseconds: (all[index - 1] ?? deadlineAt) - left },
      { kind: "edit", position: index + 1, choice: "a" },
    ]);
    const { server, device } = await run(steps, deadlineAt);
    expect([...server.responses.keys()].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(device.queue.unsent()).toEqual([]);
  });

  it("has everything on the server when the network is back before the time is up", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
        const spent = steps.reduce((sum, step) => sum + (step.kind === "wait" ? step.milliseconds : 0), 0);
        fc.pre(spent < deadlineAt - 1_000);
        const { server, device, typed } = await run(steps, 0);
        expect(device.queue.unsent()).toEqual([]);
        for (const [position, choice] of typed) expect(server.responses.get(position)?.choiceIds[0]).toBe(choice);
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it("would notice a queue that lets go before the acknowledgement", async () => {
    const time = new SimulatedTime();
    const server = new SimulatedServer(time, deadlineAt, graceMs);
    const device = new SimulatedDevice(time, server);
    server.network = "offline";
    device.choose(1, "a");
    device.rows.clear();
    device.reopen(true);
    server.network = "fine";
    await time.advance(deadlineAt * 2);
    expect(server.responses.size).toBe(0);
    expect(device.queue.unsent()).toEqual([]);
  });
});

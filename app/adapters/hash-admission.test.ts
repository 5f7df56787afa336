import { describe, expect, it } from "vitest";
import { BusyError, createAdmission } from "./hash-admission.server";

/** Tasks that end when they are told to. */
function manualTasks() {
  const ends: (() => void)[] = [];
  return { task: () => new Promise<void>((resolve) => ends.push(resolve)), end: () => ends.shift()?.(), started: () => ends.length };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("admission", () => {
  it("runs so many at once, the others in order", async () => {
    const order: number[] = [];
    const admit = createAdmission({ concurrent: 2, maxWaiting: 10, maxWaitMs: 1_000, expectedTaskMs: 10 });
    const tasks = manualTasks();
    const all = [1, 2, 3, 4].map((name) => admit(tasks.task).then(() => order.push(name)));
    await settle();
    expect(tasks.started()).toBe(2);
    for (let at = 0; at < 4; at += 1) {
      tasks.end();
      await settle();
      expect(tasks.started()).toBeLessThanOrEqual(2);
    }
    await Promise.all(all);
    expect(order).toEqual([1, 2, 3, 4]);
  });

  it("refuses at once when the queue is full or the wait would be too long, and says how long", async () => {
    const tasks = manualTasks();
    const full = createAdmission({ concurrent: 1, maxWaiting: 1, maxWaitMs: 60_000, expectedTaskMs: 10, random: () => 0 });
    const slow = createAdmission({ concurrent: 1, maxWaiting: 100, maxWaitMs: 5_000, expectedTaskMs: 2_000, random: () => 0.99 });
    void full(tasks.task);
    void full(tasks.task);
    await expect(full(tasks.task)).rejects.toEqual(new BusyError(1));
    for (let at = 0; at < 3; at += 1) void slow(tasks.task);
    await expect(slow(tasks.task)).rejects.toMatchObject({ name: "BusyError", retryAfterSeconds: 6 + 9 });
    // why: whoever still waits would be refused while another file's tests run.
    while (tasks.started() > 0) {
      tasks.end();
      await settle();
    }
  });

  it("refuses whoever has waited as long as the limit, and gives the place to the next", async () => {
    const tasks = manualTasks();
    const admit = createAdmission({ concurrent: 1, maxWaiting: 5, maxWaitMs: 30, expectedTaskMs: 1, random: () => 0 });
    const first = admit(tasks.task);
    await expect(admit(tasks.task)).rejects.toMatchObject({ name: "BusyError", retryAfterSeconds: 1 });
    const third = admit(() => Promise.resolve("in time"));
    tasks.end();
    await expect(first).resolves.toBeUndefined();
    await expect(third).resolves.toBe("in time");
  });

  it("goes on after a task that fails", async () => {
    const admit = createAdmission({ concurrent: 1, maxWaiting: 5, maxWaitMs: 1_000, expectedTaskMs: 1 });
    await expect(admit(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await expect(admit(() => Promise.resolve("yes"))).resolves.toBe("yes");
  });
});

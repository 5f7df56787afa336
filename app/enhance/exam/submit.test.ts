import { describe, expect, it } from "vitest";
import { submitUntilTaken, type SubmitWorld } from "./submit";

function simulate(answers: readonly (number | "receipt" | null)[]) {
  const pauses: number[] = [];
  const failures: string[] = [];
  let posts = 0;
  const world: SubmitWorld = {
    async post() {
      const answer = answers[posts];
      posts += 1;
      return answer === undefined ? "receipt" : answer;
    },
    pause: async (milliseconds) => void pauses.push(milliseconds),
    random: () => 1,
    failed: (cause) => void failures.push(cause),
  };
  return { world, pauses, failures, posts: () => posts };
}

describe("submitUntilTaken", () => {
  it("is done when the server sends on", async () => {
    const { world, pauses } = simulate(["receipt"]);
    expect(await submitUntilTaken(world)).toBe("done");
    expect(pauses).toEqual([]);
  });

  it("goes on through a lost network and a server that is down, with growing pauses, and says which it is", async () => {
    const { world, pauses, failures, posts } = simulate([null, 503, 429, null, null]);
    expect(await submitUntilTaken(world)).toBe("done");
    expect(failures).toEqual(["offline", "server", "server", "offline", "offline"]);
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 8_000]);
    expect(posts()).toBe(6);
  });

  it("leaves to the plain form what the server refuses", async () => {
    expect(await submitUntilTaken(simulate([null, 403]).world)).toBe("refused");
  });
});

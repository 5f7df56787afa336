/**
 * Submitting over a network that may be gone: the same POST as the form's, repeated until the server has answered. It is
 * safe to repeat: the attempt closes once, and every repetition finds it closed. Network and pauses are given for tests.
 */
export type SubmitWorld = {
  /** Status of the answer, "receipt" when the server has sent on to the receipt, or null when there was no answer. */
  post(): Promise<number | "receipt" | null>;
  pause(milliseconds: number): Promise<void>;
  random(): number;
  /** Told after each failure. */
  failed(cause: "offline" | "server"): void;
};

const firstPauseMs = 1_000;
const longestPauseMs = 8_000;

/** `done`: the server has taken it. `refused`: it answers, but not like this; the plain form shows what it says. */
export async function submitUntilTaken(world: SubmitWorld): Promise<"done" | "refused"> {
  for (let failures = 0; ; failures++) {
    const answer = await world.post();
    if (answer === "receipt") return "done";
    if (answer !== null && answer < 500 && answer !== 429) return "refused";
    world.failed(answer === null ? "offline" : "server");
    const ceiling = Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
    await world.pause(ceiling * (0.5 + world.random() / 2));
  }
}

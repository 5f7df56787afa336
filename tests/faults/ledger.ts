import { appendFileSync, rmSync } from "node:fs";
import path from "node:path";

/** What the server has told the participants: every outcome of a save and every submit, in memory and in a file that outlives a crash of the test. */
export type Acknowledgement = {
  attemptId: string;
  epoch: number;
  sequence: number;
  position: number;
  choiceIds: readonly string[];
  isFlagged: boolean;
  outcome: string;
};

export class Ledger {
  readonly acknowledgements: Acknowledgement[] = [];
  readonly submitted = new Set<string>();
  /** How often each answer came: “save 200”, “submit 302”, “save unanswered”. */
  readonly answers = new Map<string, number>();

  constructor(private file: string | null) {}

  /** A repeated save is acknowledged each time; both must be kept. */
  acknowledge(entries: readonly Acknowledgement[]): void {
    if (entries.length === 0) return;
    this.acknowledgements.push(...entries);
    this.write(entries);
  }

  submit(attemptId: string): void {
    this.submitted.add(attemptId);
    this.write([{ submitted: attemptId }]);
  }

  answer(kind: string): void {
    this.answers.set(kind, (this.answers.get(kind) ?? 0) + 1);
  }

  /** The file is for whoever looks into a failure; without one it goes. */
  discard(): void {
    if (this.file !== null) rmSync(path.dirname(this.file), { recursive: true, force: true });
    // why: an old page that nobody waits for may still be told something.
    this.file = null;
  }

  private write(entries: readonly object[]): void {
    if (this.file !== null) appendFileSync(this.file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  }

  saved(): number {
    return this.acknowledgements.filter(({ outcome }) => outcome === "saved").length;
  }

  summary(): string {
    const answers = [...this.answers].sort(([a], [b]) => a.localeCompare(b)).map(([kind, count]) => `${kind} × ${count}`);
    return `${this.saved()} saves acknowledged, ${this.submitted.size} submits; ${answers.join(", ")}`;
  }
}

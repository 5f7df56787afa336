import { appendFileSync } from "node:fs";

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

  constructor(private readonly file: string | null) {}

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

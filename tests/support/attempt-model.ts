import { type Instant, minuteMs } from "~/domain/shared/time";

/**
 * One sitting of one person, as the protocol means it (docs/architecture.md, “Saving a response”): what each act answers
 * and leaves behind. Pure, and written from the rules, not from the SQL it is compared with.
 */
export const graceMs = 10_000;
/** Questions of the set in sitting.ts. */
export const positions = 7;
const minutes = 20;
const opensFor = 60 * minuteMs;

export type ModelSave = { epoch: number; sequence: number; position: number; /** Null clears the response. */ choice: number | null; ageMs: number };
type Outcome = "saved" | "late" | "stale-writer" | "closed";
type Logged = ModelSave & { outcome: Outcome };
type State = "in-progress" | "submitted" | "expired";
type Sitting = { startedAt: Instant; deadlineAt: Instant; epoch: number; state: State; submittedAt: Instant | null; isGraded: boolean; log: Map<string, Logged> };

const keyOf = ({ epoch, sequence }: ModelSave) => `${epoch}/${sequence}`;
const isSame = (a: ModelSave, b: ModelSave) => a.position === b.position && a.choice === b.choice;
const order = (a: ModelSave, b: ModelSave) => a.epoch - b.epoch || a.sequence - b.sequence;

export class AttemptModel {
  attempt: Sitting | null = null;
  private readonly closesAt: Instant;

  constructor(public now: Instant) {
    this.closesAt = now + opensFor;
  }

  /** One attempt is allowed; what has run out is closed at the next start. */
  start(): "started" | "open-attempt" | "no-attempts-left" | "closed" {
    if (this.now >= this.closesAt) return "closed";
    if (this.attempt !== null) {
      this.expire();
      return this.attempt.state === "in-progress" ? "open-attempt" : "no-attempts-left";
    }
    this.attempt = { startedAt: this.now, deadlineAt: Math.min(this.now + minutes * minuteMs, this.closesAt), epoch: 1, state: "in-progress", submittedAt: null, isGraded: false, log: new Map() };
    return "started";
  }

  save(saves: readonly ModelSave[]): { outcome: Outcome | "not-found"; state: State }[] {
    const attempt = this.attempt!;
    const first = new Map<string, Logged>();
    const judged = saves.map((save) => ({ save, verdict: this.judge(save) }));
    for (const { save, verdict } of judged) {
      if (verdict !== "not-found" && !attempt.log.has(keyOf(save)) && !first.has(keyOf(save))) first.set(keyOf(save), { ...save, outcome: verdict });
    }
    for (const [key, logged] of first) attempt.log.set(key, logged);
    const state = attempt.state === "in-progress" && this.isOver() ? "expired" : attempt.state;
    return judged.map(({ save, verdict }) => {
      if (verdict === "not-found") return { outcome: verdict, state };
      const logged = attempt.log.get(keyOf(save))!;
      return { outcome: isSame(logged, save) ? logged.outcome : "stale-writer", state };
    });
  }

  takeOver(): { outcome: "taken-over"; epoch: number } | { outcome: "closed" } {
    const attempt = this.attempt!;
    if (attempt.state !== "in-progress") return { outcome: "closed" };
    attempt.epoch += 1;
    return { outcome: "taken-over", epoch: attempt.epoch };
  }

  submit(epoch: number | null): "closed" | "stale-writer" {
    const attempt = this.attempt!;
    if (attempt.state === "in-progress") {
      if (epoch !== null && epoch !== attempt.epoch) return "stale-writer";
      attempt.state = this.isOver() ? "expired" : "submitted";
      attempt.submittedAt = Math.min(this.now, attempt.deadlineAt);
    }
    attempt.isGraded = true;
    return "closed";
  }

  sweep(): void {
    this.expire();
    if (this.attempt && this.attempt.state !== "in-progress") this.attempt.isGraded = true;
  }

  log(): Logged[] {
    return [...this.attempt!.log.values()].sort(order);
  }

  /** Per question the newest save that counts. */
  current(): Logged[] {
    const newest = new Map<number, Logged>();
    for (const logged of this.log()) if (logged.outcome === "saved") newest.set(logged.position, logged);
    return [...newest.values()].sort((a, b) => a.position - b.position);
  }

  isGraded(): boolean {
    return this.attempt!.isGraded;
  }

  answeredCount(): number {
    return this.current().filter(({ choice }) => choice !== null).length;
  }

  private judge(save: ModelSave): Outcome | "not-found" {
    const { state, epoch, deadlineAt } = this.attempt!;
    if (state !== "in-progress") return "closed";
    if (save.epoch < epoch) return "stale-writer";
    if (save.epoch > epoch) return "not-found";
    return this.isOver() || this.now - save.ageMs >= deadlineAt ? "late" : "saved";
  }

  private isOver(): boolean {
    return this.now >= this.attempt!.deadlineAt + graceMs;
  }

  private expire(): void {
    const { attempt } = this;
    if (attempt === null || attempt.state !== "in-progress" || !this.isOver()) return;
    attempt.state = "expired";
    attempt.submittedAt = attempt.deadlineAt;
  }
}

import { choicesResponse } from "~/domain/attempt/response";
import type { ChoiceId } from "~/domain/question/question";
import type { Database } from "~db/client.server";
import { isPassingFailure } from "~db/errors.server";
import { type SaveRow, type SaveVerdict, writeSaves } from "~db/repositories/attempt-save.server";

/**
 * Saves that arrive while a statement is under way go together in the next one: one statement, one commit, then an
 * answer to each. Invariants: at most two batches at a time; a promise resolves only after the commit; the queue is bounded and
 * nobody waits longer than the limit; an attempt that somebody else has locked waits by itself, not in the batch.
 */
export type SaveRequest = {
  readonly sessionId: string;
  readonly attemptId: string;
  readonly epoch: number;
  /** None: a ping. */
  readonly saves: readonly IncomingSave[];
};

export type IncomingSave = {
  readonly sequence: number;
  readonly position: number;
  readonly choiceIds: readonly ChoiceId[];
  readonly isFlagged: boolean;
  /** Milliseconds from the edit to the sending. */
  readonly ageMs: number;
};

export type { SaveVerdict };

/** It is not known whether these are saved: the client sends them again. */
export class SavesNotAnswered extends Error {
  override readonly name = "SavesNotAnswered";
}

/** What the way from the participant to here may have taken: an edit before the deadline on a slow network still counts. */
const transitAllowanceMs = 2_000;
const giveUpBatchMs = 10_000;
const mostInBatch = 500;
/** Clients that were away send many at once: a statement stays short whatever its requests carry. */
const mostRowsInBatch = 2_000;
const mostSingles = 2;
/** Two, so that the database writes one while this process reads and answers the requests of the other. */
const mostBatches = 2;
/** A statement costs as much by itself as ten of its rows: the second batch waits for many, or for a tick beside a slow one. */
const worthASecondBatch = 100;
const tickMs = 50;

export type BatcherLimits = { mostWaiting: number; answerWithinMs: number };

class Waiting {
  readonly arrivedAt = performance.now();
  isAnswered = false;

  constructor(readonly request: SaveRequest, private readonly resolve: (verdicts: SaveVerdict[]) => void, private readonly reject: (error: unknown) => void) {}

  settle(verdicts: SaveVerdict[]): void {
    this.isAnswered = true;
    this.resolve(verdicts);
  }

  fail(error: unknown): void {
    this.isAnswered = true;
    this.reject(isPassingFailure(error) ? new SavesNotAnswered("the database is away") : error);
  }
}

export class SaveBatcher {
  private readonly waiting: Waiting[] = [];
  private readonly singles: Waiting[] = [];
  /** In the order of their arrival, with some that have been answered since the last tick. */
  private unanswered: Waiting[] = [];
  private ticking: NodeJS.Timeout | undefined;
  private runningSingles = 0;
  private batchesUnderWay = 0;

  constructor(
    private readonly sql: Database["sql"],
    private readonly limits: BatcherLimits = { mostWaiting: 5_000, answerWithinMs: 5_000 },
  ) {}

  /** One verdict per save, in their order; one for a ping. Rejects with `SavesNotAnswered` when the database is away or slow, or with its error. */
  save(request: SaveRequest): Promise<SaveVerdict[]> {
    if (this.waiting.length + this.singles.length >= this.limits.mostWaiting) return Promise.reject(new SavesNotAnswered("the queue is full"));
    return new Promise((resolve, reject) => {
      const entry = new Waiting(request, resolve, reject);
      this.waiting.push(entry);
      this.unanswered.push(entry);
      this.ticking ??= setInterval(() => this.tick(), tickMs);
      if (this.batchesUnderWay === 0 || this.waiting.length >= worthASecondBatch) this.startBatch();
    });
  }

  private startBatch(): void {
    if (this.batchesUnderWay >= mostBatches) return;
    this.batchesUnderWay += 1;
    setImmediate(() => void this.writeWaiting());
  }

  /** Gives up what has waited too long, and starts a batch beside one that takes its time. */
  private tick(): void {
    const tooOld = performance.now() - this.limits.answerWithinMs;
    this.unanswered = this.unanswered.filter((entry) => !entry.isAnswered);
    for (const entry of this.unanswered) if (entry.arrivedAt <= tooOld) entry.fail(new SavesNotAnswered("the database did not answer in time"));
    if (this.waiting.length > 0) this.startBatch();
    if (this.unanswered.length > 0) return;
    clearInterval(this.ticking);
    this.ticking = undefined;
  }

  private async writeWaiting(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, fittingBatch(this.waiting)).filter((entry) => !entry.isAnswered);
      if (batch.length > 0) await Promise.race([this.writeBatch(batch), pause(giveUpBatchMs)]);
    }
    this.batchesUnderWay -= 1;
  }

  private async writeBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      const verdicts = await writeSaves(this.sql, batch.flatMap(rowsOf), { wait: false });
      let at = 0;
      for (const entry of batch) {
        const own = verdicts.slice(at, (at += rowCount(entry.request)));
        if (own.some(({ outcome }) => outcome === "busy")) this.writeSingly(entry);
        else entry.settle(own);
      }
    } catch (error) {
      // why: one request the database cannot stomach must not fail its neighbours.
      for (const entry of batch) if (isPassingFailure(error) || batch.length === 1) entry.fail(error); else this.writeSingly(entry);
    }
  }

  private writeSingly(entry: Waiting): void {
    this.singles.push(entry);
    if (this.runningSingles < mostSingles) void this.writeSingles();
  }

  private async writeSingles(): Promise<void> {
    this.runningSingles += 1;
    for (let entry = this.singles.shift(); entry; entry = this.singles.shift()) {
      const own = entry;
      if (!own.isAnswered) await writeSaves(this.sql, rowsOf(own), { wait: true }).then((verdicts) => own.settle(verdicts), (error: unknown) => own.fail(error));
    }
    this.runningSingles -= 1;
  }
}

/** How many requests from the front go in one statement: one at least. */
function fittingBatch(waiting: readonly Waiting[]): number {
  let [requests, rows] = [0, 0];
  for (; requests < Math.min(mostInBatch, waiting.length); requests += 1) {
    rows += rowCount(waiting[requests]!.request);
    if (rows > mostRowsInBatch && requests > 0) break;
  }
  return requests;
}

const rowCount = ({ saves }: SaveRequest) => Math.max(1, saves.length);

function rowsOf({ request: { sessionId, attemptId, epoch, saves }, arrivedAt }: Waiting): SaveRow[] {
  const waitedMs = Math.round(performance.now() - arrivedAt) + transitAllowanceMs;
  const rows = saves.map(({ sequence, position, choiceIds, isFlagged, ageMs }): SaveRow => (
    { sessionId, attemptId, epoch, sequence, position, response: choicesResponse(choiceIds), isFlagged, ageMs: ageMs + waitedMs, baseSequence: null }
  ));
  const ping: SaveRow = { sessionId, attemptId, epoch, sequence: null, position: 0, response: choicesResponse([]), isFlagged: false, ageMs: 0, baseSequence: null };
  return rows.length > 0 ? rows : [ping];
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());

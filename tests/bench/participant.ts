import { gunzipSync } from "node:zlib";
import type { GroundPerson } from "./ground";
import type { Recorder } from "./recorder";
import { type Reply, type Request, Wire } from "./wire";

/**
 * One person's browser, request by request, as the exam page and plain forms send them. Every step is timed from when it
 * was due and must be answered as a working app answers it; anything else is an error of the table.
 */
const form = "application/x-www-form-urlencoded";

export class Participant {
  readonly wire: Wire;
  attemptId = "";
  private choices: string[][] = [];
  private sequence = 0;

  constructor(port: number, private readonly person: GroundPerson, private readonly roundId: string, private recorder: Recorder) {
    this.wire = new Wire(port);
    if (person.token) this.wire.setCookie("__Host-session", person.token);
    if (person.attemptId) this.continueAttempt(person.attemptId, person.choices);
  }

  /** At the exam page already; what `start` and `openExam` would have found. */
  continueAttempt(attemptId: string, choices: string[][]): void {
    this.attemptId = attemptId;
    this.choices = choices;
    this.wire.setCookie("__Host-writer", `${attemptId}.1`);
  }

  recordIn(recorder: Recorder): this {
    this.recorder = recorder;
    return this;
  }

  async signIn(dueAt?: number): Promise<void> {
    await this.step("sign-in page", { method: "GET", path: "/sign-in" }, 200, dueAt);
    await this.step("sign-in", { method: "POST", path: "/sign-in", type: form, body: new URLSearchParams({ account: this.person.login, password: this.person.password }).toString() }, 302);
  }

  async openList(dueAt?: number): Promise<void> {
    await this.step("list", { method: "GET", path: "/rounds" }, 200, dueAt);
  }

  async openStartPage(dueAt?: number): Promise<void> {
    await this.step("start page", { method: "GET", path: `/rounds/${this.roundId}` }, 200, dueAt);
  }

  async start(dueAt?: number): Promise<void> {
    const reply = await this.step("start", { method: "POST", path: `/rounds/${this.roundId}?index`, type: form, body: "number=1&prediction=1234" }, 302, dueAt);
    this.attemptId = /^location: \/attempts\/([0-9a-f-]{36})\r$/im.exec(reply.head)?.[1] ?? "";
  }

  async openExam(dueAt?: number): Promise<void> {
    const { body, head } = await this.step("exam page", { method: "GET", path: `/attempts/${this.attemptId}` }, 200, dueAt);
    const html = (/^content-encoding: gzip/im.test(head) ? gunzipSync(body) : body).toString("utf8");
    this.choices = [];
    for (const [, position, choiceId] of html.matchAll(/name="q(\d+)" value="([^"]+)"/g)) (this.choices[Number(position) - 1] ??= []).push(choiceId!);
    if (this.choices.length === 0) throw new Error("the exam page holds no question");
  }

  async save(dueAt?: number): Promise<void> {
    this.sequence += 1;
    const position = ((this.sequence - 1) % this.choices.length) + 1;
    const choices = this.choices[position - 1]!;
    const save = { sequence: this.sequence, position, choiceIds: [choices[this.sequence % choices.length]], isFlagged: false, ageMs: 150 };
    await this.step("save", { method: "POST", path: `/attempts/${this.attemptId}/responses`, type: "application/json", body: JSON.stringify({ epoch: 1, saves: [save] }) }, 200, dueAt);
  }

  async review(dueAt?: number): Promise<void> {
    await this.step("review", { method: "GET", path: `/attempts/${this.attemptId}/review` }, 200, dueAt);
  }

  async submit(dueAt?: number): Promise<void> {
    await this.step("submit", this.submission(), 302, dueAt);
  }

  private submission(): Request {
    return { method: "POST", path: `/attempts/${this.attemptId}/review`, type: form, body: "epoch=1" };
  }

  /** The button pressed once more, before the first answer has come. */
  async submitBeside(): Promise<void> {
    const beside = this.wire.beside();
    await this.recorder.time("second submit", async () => {
      const { status } = await beside.send(this.submission());
      if (status !== 302) throw new Error(`status ${status}`);
    });
    beside.close();
  }

  async openResult(dueAt?: number): Promise<void> {
    await this.step("result", { method: "GET", path: `/attempts/${this.attemptId}/result` }, 200, dueAt);
  }

  private step(name: string, request: Request, expected: number, dueAt?: number): Promise<Reply> {
    return this.recorder.time(name, async () => {
      const reply = await this.wire.send(request);
      if (reply.status !== expected) throw new Error(`status ${reply.status}`);
      return reply;
    }, dueAt);
  }
}

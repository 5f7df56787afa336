import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { type IncomingSave, type SaveRequest, SavesNotAnswered, type SaveVerdict } from "~/use-cases/attempt/save-batcher.server";
import { isChoiceId } from "~/domain/question/question";
import type { RawRequest } from "./raw-request";
import { sessionIdFromCookie } from "./session.server";

/**
 * `POST /attempts/:attemptId/responses`, in front of Express and Remix. The contract with the exam page's module:
 *
 * body   `{ epoch, saves: [{ sequence, position, choiceIds, isFlagged, ageMs }] }`, application/json, at most 16 KB and
 *        100 saves. `sequence` grows with every edit of the attempt; `ageMs` is the time from the edit to the sending.
 *        No saves: a ping, which tells state and deadline and counts as activity.
 * reply  `{ now, deadlineAt, state, results: [{ sequence, outcome }] }` in epoch milliseconds, after the commit.
 *        `outcome`: saved | late | stale-writer | closed | invalid. Only `saved` counts. Repeating a save repeats its
 *        outcome; a different save under a used sequence is `stale-writer`, because somebody else writes.
 * status 200 only if all are saved; 409 some stale-writer; 410 some closed or late (`state` is final); 422 some invalid.
 *        Without results: 401 no session; 404 no such attempt of this person; 400, 413, 415 the request itself;
 *        503 with Retry-After: not known to be saved, send again.
 */
export type SaveRouteParts = {
  save(request: SaveRequest): Promise<SaveVerdict[]>;
  /** Anything but `SavesNotAnswered`. */
  report(error: unknown, reference: string): void;
};

const mostBytes = 16_384;
const mostSaves = 100;
const mostChoices = 20;
const longestAgeMs = 86_400_000;

export function createSaveRoute({ save, report }: SaveRouteParts) {
  return (raw: RawRequest): void => {
    const { request, parameter: attemptId } = raw;
    const sessionId = sessionIdFromCookie(request.headers.cookie);
    if (sessionId === null) return refuse(raw, 401, "Phiên đăng nhập đã hết. Hãy đăng nhập lại.");
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(attemptId)) return refuse(raw, 404, "Không tìm thấy lượt thi.");
    if (!/^application\/json\b/.test(request.headers["content-type"] ?? "")) return refuse(raw, 415, "Yêu cầu phải là application/json.");
    readBody(request, (text) => {
      if (text === null) return refuse(raw, 413, "Yêu cầu quá lớn.", ["Connection", "close"]);
      const body = parseBody(text);
      if (body === null) return refuse(raw, 400, "Yêu cầu không đúng mẫu.");
      save({ sessionId, attemptId, epoch: body.epoch, saves: body.saves }).then(
        (verdicts) => answer(raw, body.saves, verdicts),
        (error: unknown) => fail(raw, error, report),
      );
    });
  };
}

function answer(raw: RawRequest, saves: readonly IncomingSave[], verdicts: readonly SaveVerdict[]): void {
  const outcomes = new Set(verdicts.map(({ outcome }) => outcome));
  if (outcomes.has("no-session")) return refuse(raw, 401, "Phiên đăng nhập đã hết. Hãy đăng nhập lại.");
  if (outcomes.has("not-found")) return refuse(raw, 404, "Không tìm thấy lượt thi.");
  const { now, deadlineAt, state } = verdicts[0]!;
  const results = saves.map(({ sequence }, index) => ({ sequence, outcome: verdicts[index]!.outcome }));
  send(raw, statusOf(outcomes), { now, deadlineAt, state, results });
}

function statusOf(outcomes: ReadonlySet<SaveVerdict["outcome"]>): number {
  if (outcomes.has("stale-writer")) return 409;
  if (outcomes.has("closed") || outcomes.has("late")) return 410;
  return outcomes.has("invalid") ? 422 : 200;
}

function fail(raw: RawRequest, error: unknown, report: SaveRouteParts["report"]): void {
  if (error instanceof SavesNotAnswered) {
    return refuse(raw, 503, "Chưa lưu được. Hãy thử lại.", ["Retry-After", String(1 + Math.floor(Math.random() * 3))]);
  }
  const reference = randomUUID().slice(0, 8).toUpperCase();
  report(error, reference);
  refuse(raw, 500, `Có lỗi khi lưu. Mã tra cứu: ${reference}`);
}

const refuse = (raw: RawRequest, status: number, message: string, more: readonly string[] = []) => send(raw, status, { message }, more);

/** One piece for head and body, and no header looked up by name: what a save costs besides the database is mostly this. */
function send({ response, headers }: RawRequest, status: number, body: object, more: readonly string[] = []): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, [...headers, ...more, "Content-Type", "application/json; charset=utf-8", "Content-Length", String(Buffer.byteLength(text))]);
  response.end(text);
}

/** The whole body, or null as soon as it is too large. Says nothing when the request breaks off. */
function readBody(request: IncomingMessage, done: (text: string | null) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= mostBytes) return chunks.push(chunk);
    request.removeAllListeners("data").removeAllListeners("end").resume();
    done(null);
  });
  request.on("end", () => done(Buffer.concat(chunks).toString("utf8")));
}

export function parseBody(text: string): Pick<SaveRequest, "epoch" | "saves"> | null {
  const body = parseJson(text);
  if (!isObject(body) || !isWhole(body["epoch"], 1, 2 ** 31 - 1) || !Array.isArray(body["saves"]) || body["saves"].length > mostSaves) return null;
  const saves = body["saves"].map(parseSave);
  return saves.every((save) => save !== null) ? { epoch: body["epoch"], saves } : null;
}

function parseSave(value: unknown): IncomingSave | null {
  if (!isObject(value)) return null;
  const { sequence, position, choiceIds, isFlagged, ageMs } = value;
  if (!isWhole(sequence, 1, Number.MAX_SAFE_INTEGER) || !isWhole(position, 1, 10_000) || typeof isFlagged !== "boolean") return null;
  if (!isWhole(ageMs, 0, Number.MAX_SAFE_INTEGER) || !Array.isArray(choiceIds) || choiceIds.length > mostChoices) return null;
  if (!choiceIds.every((id) => typeof id === "string" && isChoiceId(id))) return null;
  return { sequence, position, choiceIds, isFlagged, ageMs: Math.min(ageMs, longestAgeMs) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const isWhole = (value: unknown, least: number, most: number): value is number => Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RoundRules } from "~/domain/contest/round";
import { hourMs, minuteMs, secondMs } from "~/domain/shared/time";
import { submitAttempt } from "~/use-cases/attempt/submit-attempt.server";
import { attempts, people, rounds } from "~db/schema";
import { startAppServer, type AppServer } from "../support/app-server";
import { pageWords } from "../support/page-words";
import { createSitting, type Participant, type Sitting } from "../support/sitting";
import { plainRules } from "../support/scenario";
import { signIn } from "../support/signed-in";

/**
 * What shows when, through the pages: one attempt of one round, which is moved along the time line. Each rule of score, keys and
 * board with each other, in each part of the partition: before | open | frozen | grace | closed | published.
 */
let app: AppServer;
let sitting: Sitting;
let participant: Participant;
let roundId: string;
let attemptId: string;
let cookie: { Cookie: string };
const now = Date.now();

beforeAll(async () => {
  app = await startAppServer();
  sitting = await createSitting(app.database);
  participant = await sitting.createParticipant();
  roundId = await sitting.createRound({ opensAt: now - 3 * hourMs, closesAt: now + hourMs });
  attemptId = await submitted(participant, now - 2 * hourMs);
  cookie = (await signIn(app.database.db, { personId: participant.personId })).headers;
});
afterAll(() => app.stop());

/** Started then, one question answered as far as grading goes, handed in ten minutes later. */
async function submitted({ sessionId }: Participant, startedAt: number): Promise<string> {
  const id = await sitting.start({ sessionId, roundId, now: startedAt });
  const [item] = await sitting.itemsOf(id);
  await app.database.sql`insert into responses (attempt_id, position, response, writer_epoch, sequence, saved_at)
    values (${id}, ${item!.position}, ${app.database.sql.json({ kind: "choices", choiceIds: item!.answerKey })}, 1, 1, ${new Date(startedAt)})`;
  await submitAttempt({ database: app.database }, { sessionId, attemptId: id, now: startedAt + 10 * minuteMs });
  return id;
}

type Show = RoundRules["show"];
const phases = {
  before: { opensAt: now + hourMs, closesAt: now + 3 * hourMs, graceSeconds: 10, publishedAt: null },
  open: { opensAt: now - 3 * hourMs, closesAt: now + 2 * hourMs, graceSeconds: 10, publishedAt: null },
  frozen: { opensAt: now - 3 * hourMs, closesAt: now + 30 * minuteMs, graceSeconds: 10, publishedAt: null },
  grace: { opensAt: now - 3 * hourMs, closesAt: now - 10 * secondMs, graceSeconds: 3600, publishedAt: null },
  closed: { opensAt: now - 3 * hourMs, closesAt: now - hourMs, graceSeconds: 10, publishedAt: null },
  published: { opensAt: now - 3 * hourMs, closesAt: now - hourMs, graceSeconds: 10, publishedAt: now - 30 * minuteMs },
} as const;
type Phase = keyof typeof phases;
const all = Object.keys(phases) as Phase[];

async function moveTo(phase: Phase, show: Partial<Show>, ranking: Pick<RoundRules, "prediction" | "tieBreak"> = { prediction: null, tieBreak: ["score"] }): Promise<void> {
  const { graceSeconds, ...window } = phases[phase];
  const rules = { ...plainRules, ...ranking, graceSeconds, show: { ...plainRules.show, freezeMinutes: 60, ...show } };
  await app.database.db.update(rounds).set({ ...window, rules }).where(eq(rounds.id, roundId));
}
const html = async (path: string, headers = {}) => (await fetch(app.url + path, { headers })).text();

const scoreShows: Record<Show["score"], readonly Phase[]> = { "at-once": ["open", "frozen", "grace", "closed", "published"], "after-closing": ["closed", "published"], "after-publishing": ["published"] };
const keysShow: Record<Show["keys"], readonly Phase[]> = { "after-closing": ["closed", "published"], "after-publishing": ["published"], never: [] };
const boardShows: Record<Show["board"], readonly Phase[]> = { live: scoreShows["at-once"], frozen: scoreShows["at-once"], "after-closing": ["closed", "published"], "after-publishing": ["published"] };
const combinations = (Object.keys(scoreShows) as Show["score"][]).flatMap((score) =>
  (Object.keys(keysShow) as Show["keys"][]).flatMap((keys) => (Object.keys(boardShows) as Show["board"][]).map((board) => ({ score, keys, board }))));

describe("score, keys and board on the pages, by rule and part of the time line", () => {
  it.each(combinations)("score $score, keys $keys, board $board; keys and board never before the score", async (show) => {
    for (const phase of all) {
      await moveTo(phase, show);
      const result = await html(`/attempts/${attemptId}/result`, cookie);
      const board = await html(`/rounds/${roundId}/board`);
      const seen = { phase, score: result.includes('class="score"'), keys: result.includes("CHIM-HOANG-YEN"), board: board.includes('class="board"') && board.includes("Đặng Thị Ệ") };
      const mayScore = scoreShows[show.score].includes(phase);
      expect(seen).toEqual({ phase, score: mayScore, keys: mayScore && keysShow[show.keys].includes(phase), board: mayScore && boardShows[show.board].includes(phase) });
    }
  });
});

describe("a frozen board", () => {
  it("does not move by what is handed in after the freeze, for the public and for whoever handed it in; it moves once the round is closed", async () => {
    const rival = await sitting.createParticipant();
    await app.database.db.update(people).set({ fullName: "Bùi Văn Sau" }).where(eq(people.id, rival.personId));
    const rivalCookie = (await signIn(app.database.db, { personId: rival.personId })).headers;
    await moveTo("frozen", { board: "frozen", score: "at-once" });
    const table = async (headers = {}) => /<table class="board"[\s\S]*<\/table>/.exec(await html(`/rounds/${roundId}/board`, headers))?.[0];
    const before = await table();
    expect(pageWords(before!)).toContain("Đặng Thị Ệ");

    const late = await submitted(rival, now - 15 * minuteMs);
    expect((await app.database.db.select().from(attempts).where(eq(attempts.id, late)))[0]!.state).toBe("submitted");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect([await table(), await table(rivalCookie)]).toEqual([before, before]);
    const result = await html(`/attempts/${late}/result`, rivalCookie);
    expect(result).toContain('class="score"');
    expect(pageWords(result)).toContain("dừng cập nhật");
    expect(pageWords(result)).not.toContain("Thứ hạng");

    // why: a round is closed for everybody only after the last deadline, and this one's window is moved behind it.
    await app.database.db.update(attempts).set({ deadlineAt: phases.closed.closesAt }).where(eq(attempts.id, late));
    await moveTo("closed", { board: "frozen", score: "at-once" });
    expect(pageWords((await table())!)).toContain("Bùi Văn Sau");
  });
});

describe("a prediction about the whole contest", () => {
  it("is asked and explained on the start page, and leaves the board provisional while another round runs", async () => {
    const ranking = { prediction: "contest-persons", tieBreak: ["score", "prediction"] } as const;
    await moveTo("open", { board: "live", score: "at-once" }, ranking);
    const newcomer = await signIn(app.database.db, { personId: (await sitting.createParticipant()).personId });
    const start = pageWords(await html(`/rounds/${roundId}`, newcomer.headers));
    expect(start).toContain("Câu dự đoán: cả cuộc thi sẽ có bao nhiêu người dự thi?");
    expect(start).toContain("được xét khi mọi kỳ thi chính thức của cuộc thi đã đóng và chấm xong");
    const other = await sitting.createRound({ opensAt: now - hourMs, closesAt: now + hourMs });
    await moveTo("closed", { board: "live", score: "at-once" }, ranking);
    expect(pageWords(await html(`/rounds/${roundId}/board`))).toContain("Kết quả tạm thời, chưa xét câu dự đoán về cả cuộc thi");
    const organiser = await signIn(app.database.db, { roles: ["organiser"] });
    expect(await html(`/organiser/rounds/${roundId}/standings`, organiser.headers)).toMatch(new RegExp(`còn chờ: .*href="/organiser/rounds/${other}"`));
    await app.database.db.update(rounds).set({ state: "cancelled" }).where(eq(rounds.id, other));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(pageWords(await html(`/rounds/${roundId}/board`))).toContain("Bảng xếp hạng gồm tất cả các bài hợp lệ");
  });
});

import { type BrowserContext, expect, type Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { createPasswords } from "~/adapters/password.server";
import { dayMs, hourMs, minuteMs } from "~/domain/shared/time";
import { takeOverAttempt } from "~/use-cases/attempt/take-over-attempt.server";
import { accounts, attempts, responses, sessions } from "~db/schema";
import type { AppServer } from "./app-server";
import { newCookie } from "./save-client";
import { createSitting, type SittingRound } from "./sitting";

export const password = "mưa rào tháng sáu";
const minutes = 20;

/** Participants with an own password whose attempts have begun, for screen tests of the exam page. */
export async function createExamRoom({ database, url }: Pick<AppServer, "database" | "url">) {
  const { db } = database;
  const sitting = await createSitting(database);
  const passwordHash = await createPasswords().hash(password);

  /** `secondsLeft` until the deadline, from now on. */
  async function seat({ secondsLeft = minutes * 60, rules }: { secondsLeft?: number; rules?: SittingRound["rules"] } = {}) {
    const roundId = await sitting.createRound({ opensAt: Date.now() - dayMs, closesAt: Date.now() + dayMs, rules: { minutes, ...rules } });
    const { accountId, personId } = await sitting.createParticipant();
    const login = accountId.slice(-12);
    await db.update(accounts).set({ login, passwordHash, consentedAt: Date.now(), consentVersion: 1, unitConfirmedAt: Date.now() }).where(eq(accounts.id, accountId));
    const cookie = newCookie();
    await db.insert(sessions).values({ id: cookie.sessionId, accountId, expiresAt: Date.now() + 4 * hourMs, absoluteExpiresAt: Date.now() + dayMs, createdAt: Date.now() });
    const attemptId = await sitting.start({ sessionId: cookie.sessionId, roundId, now: Date.now() - minutes * minuteMs + secondsLeft * 1_000 });
    return {
      accountId, personId, login, attemptId, roundId, cookie, path: `/attempts/${attemptId}`,
      /** Signs the browser in and opens the exam page as the one writer. */
      async open(context: BrowserContext): Promise<Page> {
        await addCookie(context, "session", cookie.token);
        const [row] = await db.select({ epoch: attempts.writerEpoch }).from(attempts).where(eq(attempts.id, attemptId));
        await addCookie(context, "writer", `${attemptId}.${row!.epoch}`);
        const page = await context.newPage();
        await page.goto(`${url}/attempts/${attemptId}`);
        return page;
      },
      signIn: (context: BrowserContext) => addCookie(context, "session", cookie.token),
      endSession: () => db.delete(sessions).where(eq(sessions.accountId, accountId)),
      takeOver: () => takeOverAttempt({ database }, { sessionId: cookie.sessionId, attemptId }),
      /** Moves the deadline of its open page, which learns of it by saving question 2: the seconds begin when the page is there. */
      async leaveSeconds(page: Page, seconds: number): Promise<void> {
        await db.update(attempts).set({ deadlineAt: Date.now() + seconds * 1_000 }).where(eq(attempts.id, attemptId));
        await choose(page, 2);
        await expect.poll(this.savedPositions).toEqual([2]);
        await expect.poll(() => secondsShown(page)).toBeLessThanOrEqual(seconds);
      },
      /** Questions of which the server has a response. */
      async savedPositions(): Promise<number[]> {
        const rows = await db.select({ position: responses.position }).from(responses).where(eq(responses.attemptId, attemptId));
        return rows.map(({ position }) => position).sort((a, b) => a - b);
      },
    };
  }

  const addCookie = (context: BrowserContext, name: string, value: string) =>
    context.addCookies([{ name: `__Host-${name}`, value, domain: new URL(url).hostname, path: "/", secure: true, httpOnly: true, sameSite: "Lax" }]);
  return { seat };
}

/** Chooses the n-th choice of a question, as a finger would. */
export const choose = (page: Page, position: number, nth = 1) => page.locator(`input[name="q${position}"]`).nth(nth - 1).check();

/** What the clock of the exam page says. */
export async function secondsShown(page: Page): Promise<number> {
  const [minutes, seconds] = (await page.locator("#clock").innerText()).split(":").map(Number);
  return minutes! * 60 + seconds!;
}

/** Waits until the page can be reloaded without a network. */
export const waitUntilKept = (page: Page) =>
  expect.poll(() => page.evaluate(async () => navigator.serviceWorker.controller !== null && (await caches.match(location.pathname)) !== undefined)).toBe(true);

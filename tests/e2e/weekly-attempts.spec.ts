import { expect, test } from "@playwright/test";
import { eq } from "drizzle-orm";
import { dayMs } from "~/domain/shared/time";
import { rounds } from "~db/schema";
import { useApp } from "../support/app-fixture";
import { signIn } from "../support/signed-in";
import { createSitting, type SittingItem } from "../support/sitting";

/** Two attempts a week with a pause between them, of which the last counts, as a participant meets them. */
const app = useApp();
const pauseMinutes = 60;

test("the pause says when the next attempt may begin, the week when the one after it, and the last counts although it is worse", async ({ context }) => {
  const { db } = app().database;
  const sitting = await createSitting(app().database);
  const now = Date.now();
  const roundId = await sitting.createRound({ opensAt: now - 8 * dayMs, closesAt: now + 30 * dayMs, rules: { attempts: { allowed: 2, per: "week", pauseMinutes }, counts: "last", prediction: null } });
  const { personId } = await sitting.createParticipant();
  const { token } = await signIn(db, { personId });
  await context.addCookies([{ name: "__Host-session", value: token, domain: new URL(app().url).hostname, path: "/", secure: true, httpOnly: true, sameSite: "Lax" }]);
  const page = await context.newPage();
  const sit = async (wanted: (item: SittingItem) => boolean, { asksAgain }: { asksAgain: boolean }) => {
    await page.goto(`${app().url}/rounds/${roundId}`);
    await page.getByRole("button", { name: "Bắt đầu làm bài" }).click();
    await page.waitForURL(/\/attempts\/[0-9a-f-]+$/);
    const attemptId = page.url().split("/").at(-1)!;
    for (const item of (await sitting.itemsOf(attemptId)).filter(wanted)) {
      for (const choice of item.answerKey) await page.locator(`input[name="q${item.position}"]`).nth(item.choiceOrder.indexOf(choice)).check();
    }
    await page.getByRole("button", { name: "Kiểm tra và nộp" }).click();
    await page.waitForURL(/\/review$/);
    await page.getByRole("button", { name: "Nộp bài" }).first().click();
    if (asksAgain) await page.locator("#confirm").getByRole("button", { name: "Nộp bài" }).click();
    await expect(page.locator("h1")).toHaveText("Đã nộp bài");
  };

  await sit(() => true, { asksAgain: false });
  await expect(page.locator(".score")).toHaveText("9 / 9 điểm");
  await page.goto(`${app().url}/rounds`);
  await expect(page.getByText(/Lượt tiếp theo được bắt đầu từ \d\d:\d\d/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Vào thi" })).toHaveCount(0);
  await page.goto(`${app().url}/rounds/${roundId}`);
  await expect(page.getByText(/Lượt tiếp theo được bắt đầu từ \d\d:\d\d/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Bắt đầu làm bài" })).toHaveCount(0);

  const { rules } = (await db.select().from(rounds).where(eq(rounds.id, roundId)))[0]!;
  await db.update(rounds).set({ rules: { ...rules, attempts: { ...rules.attempts, pauseMinutes: 0 } } }).where(eq(rounds.id, roundId));
  await sit(({ position }) => position === 1, { asksAgain: true });
  const worse = await page.locator(".score").innerText();
  expect(worse).toMatch(/^[12] \/ 9 điểm$/);
  await page.goto(`${app().url}/rounds`);
  await expect(page.getByText(/Đã dùng hết số lượt thi tuần này; lượt mới từ 00:00/)).toBeVisible();
  await expect.poll(async () => {
    await page.goto(`${app().url}/rounds/${roundId}/board`);
    return page.locator("table.board .score").allInnerTexts();
  }, { timeout: 30_000 }).toEqual([worse.split(" ")[0]]);
});

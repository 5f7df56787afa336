import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { minuteMs } from "~/domain/shared/time";
import { newId } from "~db/new-id.server";
import { attempts, people, questions, rounds } from "~db/schema";
import { textOf, useOrganiserDesk } from "../support/organiser-desk";
import { createRealContest } from "../support/real-contest";

/** One round from the first draft to its copy, with the real bank approved. */
const { app, get, post, pathOf } = useOrganiserDesk({
  prepare: async (database) => {
    await createRealContest(database);
    await database.db.update(questions).set({ state: "approved" });
  },
});

describe("the composer", () => {
  const roundId = newId();
  const round: Record<string, string | string[]> = {
    roundId, name: "Kỳ thi 1", opensAt: "2030-12-01T08:00", closesAt: "2030-12-08T17:00", minutes: "20", graceSeconds: "10", attemptsLimit: "limited", attemptsAllowed: "2", attemptsPer: "day", pauseMinutes: "30", counts: "best",
    "lineTopic[]": "", "lineLevel[]": "", "lineType[]": "single", "lineCount[]": "20", "linePoints[]": "0,5", severalScoring: "proportional", shuffleQuestions: "on",
    "tieBreak[]": ["score", "duration", "", "", ""], prediction: "", showScore: "at-once", showKeys: "after-closing", showBoard: "live", freezeMinutes: "0", intent: "save",
  };

  /** What the open form was made from. */
  const basis = async () => /name="basis" value="([\w-]+)"/.exec(await (await get(`/organiser/rounds/${roundId}`)).text())?.[1] ?? "";

  it("says what is wrong in Vietnamese and keeps what was typed", async () => {
    const response = await post("/organiser/rounds/new", { ...round, minutes: "hai mươi", name: "", "linePoints[]": "0,005" });
    const html = await response.text();
    expect(response.status).toBe(400);
    for (const says of ["Nhập tên kỳ thi.", "Nhập thời gian làm bài từ 1 đến 180.", "Nhập điểm mỗi câu lớn hơn 0", 'value="hai mươi"']) expect(html).toContain(says);
  });

  it("finds in one pass what is wrong in single fields and what does not fit together, with links to every field", async () => {
    const html = await (await post("/organiser/rounds/new", { ...round, name: "", closesAt: round["opensAt"]!, "tieBreak[]": ["prediction", "duration", "", "", ""], showBoard: "frozen" })).text();
    const summary = /id="error-summary"[\s\S]*?<\/div>/.exec(html)?.[0] ?? "";
    expect([...summary.matchAll(/href="#([\w.]+)"/g)].map(([, field]) => field)).toEqual(["name", "closesAt", "tieBreak", "prediction", "freezeMinutes"]);
    for (const field of ["name", "closesAt", "tieBreak", "prediction", "freezeMinutes"]) expect(html).toContain(`id="${field}"`);
    expect(html.match(/aria-invalid="true"/g)?.length).toBe(9);
  });

  it("adds and removes lines without scripts and stores nothing", async () => {
    const more = await (await post("/organiser/rounds/new", { ...round, intent: "add-line" })).text();
    const fewer = await (await post("/organiser/rounds/new", { ...round, intent: "remove-line-0" })).text();
    expect([more, fewer].map((html) => html.match(/name="lineCount\[\]"/g)?.length ?? 0)).toEqual([2, 0]);
    expect((await app().database.db.select().from(rounds)).length).toBe(0);
  });

  it("moves a step of the ranking without scripts", async () => {
    const chosen = async (intent: string) => {
      const html = await (await post("/organiser/rounds/new", { ...round, "tieBreak[]": ["score", "prediction", "duration", "submitted-earlier", "lots"], intent })).text();
      return [...html.matchAll(/name="tieBreak\[\]"[\s\S]*?<\/select>/g)].map(([select]) => /value="([\w-]+)" selected/.exec(select)?.[1]);
    };
    expect(await chosen("step-down-0")).toEqual(["prediction", "score", "duration", "submitted-earlier", "lots"]);
    expect(await chosen("step-up-4")).toEqual(["score", "prediction", "duration", "lots", "submitted-earlier"]);
    expect(await chosen("step-up-0")).toEqual(["score", "prediction", "duration", "submitted-earlier", "lots"]);
  });

  it("saves all five steps, each before and after each other one, and shows it again, and refuses one without the score", async () => {
    const id = newId();
    const page = `/organiser/rounds/${id}`;
    const mine = { ...round, roundId: id, name: "Thứ tự xếp hạng", prediction: "persons" };
    const shown = (html: string) => [...html.matchAll(/name="tieBreak\[\]"[\s\S]*?<\/select>/g)].map(([select]) => /value="([\w-]+)" selected/.exec(select)?.[1]);
    const basisIn = (html: string) => /name="basis" value="([^"]+)"/.exec(html)![1]!;
    await post("/organiser/rounds/new", mine);
    const steps = ["score", "prediction", "duration", "submitted-earlier", "lots"];
    const turned = steps.map((_, by) => [...steps.slice(by), ...steps.slice(0, by)]);
    for (const order of turned.flatMap((chain) => [chain, chain.toReversed()])) {
      expect((await post(page, { ...mine, "tieBreak[]": order, basis: basisIn(await (await get(page)).text()) })).status).toBe(302);
      expect(shown(await (await get(page)).text())).toEqual(order);
    }
    const kept = await (await get(page)).text();
    const refused = await post(page, { ...mine, "tieBreak[]": ["prediction", "duration", "submitted-earlier", "lots", ""], basis: basisIn(kept) });
    expect([refused.status, await textOf(refused)]).toEqual([400, expect.stringContaining("Thứ tự xếp hạng phải có điểm.")]);
    expect(shown(await (await get(page)).text())).toEqual(shown(kept));
    await app().database.db.delete(rounds).where(eq(rounds.id, id));
  });

  it("takes a prediction about the whole contest, and says in the rules when it is looked at", async () => {
    const id = newId();
    expect(pathOf(await post("/organiser/rounds/new", { ...round, roundId: id, name: "Dự đoán", prediction: "contest-persons", "tieBreak[]": ["score", "prediction", "", "", ""] }))).toBe(`/organiser/rounds/${id}`);
    const html = await (await get(`/organiser/rounds/${id}`)).text();
    expect(html).toContain('value="contest-persons" selected');
    expect(html).toContain("có bao nhiêu người dự thi trong cả cuộc thi");
    await app().database.db.delete(rounds).where(eq(rounds.id, id));
  });

  it("warns of another organiser's edit once, however often the form was refused for something else before", async () => {
    const id = newId();
    const page = `/organiser/rounds/${id}`;
    const mine = { ...round, roundId: id, name: "Bản của tôi" };
    const basisIn = (html: string) => /name="basis" value="([^"]+)"/.exec(html)![1]!;
    await post("/organiser/rounds/new", { ...round, roundId: id, name: "Soạn chung" });
    const basis = basisIn(await (await get(page)).text());
    expect((await post(page, { ...mine, basis, name: "Bản của người khác" })).status).toBe(302);
    const refused = await (await post(page, { ...mine, basis, minutes: "hai mươi" })).text();
    expect(basisIn(refused)).toBe(basis);
    const warned = await (await post(page, { ...mine, basis })).text();
    expect(warned).toContain("người khác đã sửa kỳ thi này");
    expect(warned).toContain('value="Bản của tôi"');
    expect((await post(page, { ...mine, basis: basisIn(warned) })).status).toBe(302);
    expect((await app().database.db.select().from(rounds).where(eq(rounds.id, id)))[0]?.name).toBe("Bản của tôi");
    await app().database.db.delete(rounds).where(eq(rounds.id, id));
  });

  it("creates a draft with the rules typed, makes it ready, and opens it to nobody before its time", async () => {
    expect(pathOf(await post("/organiser/rounds/new", round))).toBe(`/organiser/rounds/${roundId}`);
    const [stored] = await app().database.db.select().from(rounds).where(eq(rounds.id, roundId));
    expect(stored).toMatchObject({ state: "draft", opensAt: Date.UTC(2030, 11, 1, 1), rules: { attempts: { allowed: 2, per: "day", pauseMinutes: 30 }, tieBreak: ["score", "duration"], shuffleQuestions: true, shuffleChoices: false, prediction: null } });
    const page = await textOf(await get(`/organiser/rounds/${roundId}`));
    expect(page).toContain("Ma trận đề: 20 câu, 10 điểm, đủ câu đã duyệt.");
    expect(page).toContain("tối đa 2 lượt mỗi ngày");
    const draft = await (await get(`/organiser/rounds/${roundId}`)).text();
    const outOfForce = /href="(\/organiser\/questions\?force=out[^"]*)"/.exec(draft)![1]!.replaceAll("&amp;", "&");
    expect(outOfForce).toBe("/organiser/questions?force=out&day=2030-12-01&until=2030-12-08&state=approved");
    expect(await textOf(await get(outOfForce))).toMatch(/Tất cả \d+ câu phù hợp bộ lọc/);
    const ready = await post(`/organiser/rounds/${roundId}`, { intent: "ready" });
    expect(ready.headers.get("Location")).toBe(`/organiser/rounds/${roundId}?da=da-mo`);
    expect(await textOf(await get(`/organiser/rounds/${roundId}`))).toContain("Sắp mở");
  });

  it("shows a drawn set before opening, keys only on demand, grades a trial, and stores nothing", async () => {
    const preview = `/organiser/rounds/${roundId}/preview`;
    const html = await (await get(`${preview}?seed=0123456789abcdef`)).text();
    expect(html.match(/class="question"/g)?.length).toBe(20);
    expect(html).not.toContain("Đáp án:");
    const idsOf = (page: string) => [...page.matchAll(/value="([\w-]+)"[^>]*>|<input[^>]*type="radio"[^>]*value="([\w-]+)"/g)].map(([match]) => match);
    expect(idsOf(await (await get(`${preview}?seed=0123456789abcdef`)).text())).toEqual(idsOf(html));
    const keyed = await textOf(await get(`${preview}?seed=0123456789abcdef&keys=1`));
    expect(keyed.match(/Đáp án: [A-D]/g)?.length).toBe(20);
    const fingerprint = /name="fingerprint" value="(\w+)"/.exec(html)![1]!;
    const letters = [...keyed.matchAll(/Đáp án: ([A-D])/g)].map(([, letter]) => letter!.charCodeAt(0) - 65);
    const right = Object.fromEntries(letters.map((letter, index) => [`q${index + 1}`, [...html.matchAll(new RegExp(`name="q${index + 1}" value="([\\w-]+)"`, "g"))][letter]![1]!]));
    const graded = await post(`${preview}?seed=0123456789abcdef`, { fingerprint, ...right });
    expect([graded.status, await textOf(graded)]).toEqual([200, expect.stringMatching(/10 \/ 10 điểm|10\/10 điểm/)]);
    const stale = await post(`${preview}?seed=0123456789abcdef`, { fingerprint: "cu" });
    expect([stale.status, await textOf(stale)]).toEqual([409, expect.stringContaining("không còn như cũ")]);
    expect(await app().database.db.$count(attempts)).toBe(0);
  });

  it("moves a known round only with a reason, and tells what was changed", async () => {
    const changes = `/organiser/rounds/${roundId}/changes`;
    const window = { intent: "postpone", newOpensAt: "2030-12-02T08:00", newClosesAt: "2030-12-09T17:00" };
    const without = await post(changes, { ...window, postponeReason: " " });
    const html = await without.text();
    expect([without.status, html]).toEqual([400, expect.stringMatching(/href="#postponeReason"[\s\S]*value="2030-12-02T08:00"/)]);
    const wrong = await (await post(changes, { ...window, newOpensAt: "2020-12-02T08:00", newClosesAt: "2020-12-01T08:00", postponeReason: "" })).text();
    const summary = /id="error-summary"[\s\S]*?<\/div>/.exec(wrong)?.[0] ?? "";
    expect([...summary.matchAll(/href="#(\w+)"/g)].map(([, field]) => field)).toEqual(["newOpensAt", "newClosesAt", "postponeReason"]);
    const moved = await post(changes, { ...window, postponeReason: "Trùng lịch trực" });
    expect(moved.headers.get("Location")).toBe(`${changes}?da=da-doi-ky-thi`);
    expect(await textOf(await get(changes))).toMatch(/Thời gian thi đổi thành từ 08:00 ngày 02\/12\/2030.*Lý do: Trùng lịch trực/);
    const unsure = await post(changes, { intent: "close-now", running: "kept", closeReason: "x" });
    expect([unsure.status, await unsure.text()]).toEqual([400, expect.stringContaining('href="#isSure"')]);
    const impossible = await post(changes, { intent: "close-now", running: "kept", closeReason: "x", isSure: "on" });
    expect([impossible.status, await textOf(impossible)]).toEqual([400, expect.stringContaining("Kỳ thi chưa mở")]);
    const inComposer = await post(`/organiser/rounds/${roundId}`, round);
    expect([inComposer.status, await textOf(inComposer)]).toEqual([400, expect.stringContaining("Hoãn, gia hạn, đóng sớm")]);
    await post(changes, { intent: "postpone", newOpensAt: round["opensAt"]!, newClosesAt: round["closesAt"]!, postponeReason: "Trở lại lịch cũ" });
  });

  it("keeps a ready round as one the bank can serve", async () => {
    const response = await post(`/organiser/rounds/${roundId}`, { ...round, basis: await basis(), "lineCount[]": "150", minutes: "180" });
    expect([response.status, await textOf(response)]).toEqual([400, expect.stringContaining("dòng 1 thiếu 43 câu")]);
  });

  it("offers taking it back to draft, and speaks of it, only before it opens", async () => {
    const offers = async () => {
      const html = await (await get(`/organiser/rounds/${roundId}`)).text();
      return [html.includes('value="draft"'), html.includes("hoặc chuyển về bản nháp trước")];
    };
    expect(await offers()).toEqual([true, true]);
    const [stored] = await app().database.db.select({ opensAt: rounds.opensAt }).from(rounds).where(eq(rounds.id, roundId));
    await app().database.db.update(rounds).set({ opensAt: Date.now() - minuteMs }).where(eq(rounds.id, roundId));
    expect(await offers()).toEqual([false, false]);
    await app().database.db.update(rounds).set(stored!).where(eq(rounds.id, roundId));
  });

  it("after the first attempt changes the name and what is shown, and refuses the rest with the reason", async () => {
    const [person] = await app().database.db.select().from(people).limit(1);
    const now = Date.now();
    await app().database.db.insert(attempts).values({ id: newId(), roundId, personId: person!.id, unitId: person!.unitId, number: 1, startedAt: now, deadlineAt: now + minuteMs, lastSeenAt: now, seed: "x" });
    const refused = await post(`/organiser/rounds/${roundId}`, { ...round, basis: await basis(), minutes: "25" });
    expect([refused.status, await textOf(refused)]).toEqual([400, expect.stringContaining("không đổi được: thời gian làm bài")]);
    const allowed = await post(`/organiser/rounds/${roundId}`, { intent: "adjust", basis: await basis(), name: "Kỳ thi thứ nhất", showScore: "after-closing", showKeys: "never", showBoard: "after-closing", freezeMinutes: "0" });
    expect(allowed.headers.get("Location")).toContain("da=da-luu");
    const page = await get(`/organiser/rounds/${roundId}`);
    expect(await textOf(page)).toMatch(/Kỳ thi thứ nhất.*Đã có người vào thi/);
  });

  it("after closing offers nothing that can't be done, says what is left, and is going on while somebody still sits", async () => {
    const page = `/organiser/rounds/${roundId}`;
    await app().database.db.update(rounds).set({ opensAt: Date.now() - 2 * minuteMs, closesAt: Date.now() - minuteMs }).where(eq(rounds.id, roundId));
    const sat = await textOf(await get(page));
    expect([sat.includes("Còn người làm bài"), sat.includes("Đang diễn ra"), sat.includes("Hoãn, gia hạn, đóng sớm")]).toEqual([true, true, false]);
    expect(await textOf(await get(`${page}/running`))).toMatch(/· đã đóng lúc [^<]*, còn người đang làm bài Đang diễn ra/);
    await app().database.db.update(attempts).set({ state: "expired", submittedAt: Date.now() - 30_000, deadlineAt: Date.now() - 30_000 }).where(eq(attempts.roundId, roundId));
    const closed = await textOf(await get(page));
    expect(closed).toMatch(/Đã đóng.*Các lượt thi.*Các thay đổi đã báo.*Kỳ thi đã đóng, nên thời gian/);
    expect([closed.includes("Đang diễn ra"), closed.includes("Hoãn, gia hạn"), closed.includes("đóng sớm")]).toEqual([false, false, false]);
    expect(await (await get(`${page}/running`)).text()).toContain("<h1>Các lượt thi</h1>");
    expect(await textOf(await get(`${page}/changes`))).toMatch(/Các thay đổi đã báo.*Không đổi được nữa.*Lý do: Trùng lịch trực/);
    expect(await textOf(await get("/organiser/rounds"))).toContain("Các lượt thi");
  });

  it("copies, and cancels only with a reason", async () => {
    const newRoundId = newId();
    expect(pathOf(await post(`/organiser/rounds/${roundId}`, { intent: "copy", newRoundId }))).toBe(`/organiser/rounds/${newRoundId}`);
    const without = await post(`/organiser/rounds/${newRoundId}`, { intent: "cancel", reason: " " });
    expect([without.status, await textOf(without)]).toEqual([400, expect.stringContaining("Nhập lý do hủy.")]);
    await post(`/organiser/rounds/${newRoundId}`, { intent: "cancel", reason: "Hoãn" });
    expect(await textOf(await get(`/organiser/rounds/${newRoundId}`))).toMatch(/Đã thay đổi Kỳ thi đã bị hủy\. Lý do: Hoãn Ban Tổ chức thay đổi lúc [^(]+ \([^)]+\)/);
  });
});

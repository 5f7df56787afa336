import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { read, utils } from "xlsx";
import { loadParticipation } from "~/use-cases/participation/load-participation.server";
import { and, eq } from "drizzle-orm";
import { hourMs, minuteMs, startOfDay } from "~/domain/shared/time";
import { newId } from "~db/new-id.server";
import { attempts, auditLog, people, roleGrants, rounds } from "~db/schema";
import { startAppServer, type AppServer } from "../support/app-server";
import { seedGoldenResults } from "../support/golden-results";
import { pageWords, withoutIds } from "../support/page-words";
import { signIn, type SignedInAccount } from "../support/signed-in";

let app: AppServer;
let golden: Awaited<ReturnType<typeof seedGoldenResults>>;
let leader: SignedInAccount;
let coordinator: SignedInAccount;
let organiser: SignedInAccount;
let participant: SignedInAccount;

beforeAll(async () => {
  app = await startAppServer({
    prepare: async (database) => {
      golden = await seedGoldenResults(database.db);
    },
  });
  const { db } = app.database;
  leader = await signIn(db, { roles: ["leadership"] });
  organiser = await signIn(db, { roles: ["organiser"] });
  coordinator = await signIn(db, { roles: ["coordinator"], unitId: golden.unitId("D01") });
  participant = await signIn(db, { personId: golden.personId("001101") });
});
afterAll(() => app.stop());

const get = (path: string, who?: SignedInAccount) => fetch(`${app.url}${path}`, { headers: who?.headers ?? {}, redirect: "manual" });
const html = async (path: string, who?: SignedInAccount) => (await get(path, who)).text();

describe("the workbook", () => {
  const path = () => `/reports/${golden.roundId}/workbook.xlsx`;

  it("comes whole, under a name made by the server, and its figures are those of the page: 50,0% = 7 of 14, 9 attempts, 8 valid entries, 7 not", async () => {
    const response = await get(path(), leader);
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Type")).toBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    expect(response.headers.get("Content-Disposition")).toMatch(/^attachment; filename="ket-qua-ky-1-[\d-]+h\d\d\.xlsx"; filename\*=UTF-8''K%E1%BA%BFt%20qu%E1%BA%A3%20K%E1%BB%B3%201/);
    const book = read(Buffer.from(await response.arrayBuffer()));
    const rows = utils.sheet_to_json<unknown[]>(book.Sheets["Tổng hợp tham gia"]!, { header: 1, defval: null });
    const total = rows.find((row) => row.includes("Tổng cộng"))!.filter((cell) => typeof cell === "number");
    const { figures } = (await loadParticipation({ database: app.database }, { roundId: golden.roundId, scope: "all", scoreScope: "all" }))!;
    expect(total.slice(0, 6)).toEqual([figures.eligible, figures.entered, 0.5, figures.notEntered, figures.attempts, figures.validEntries]);
    const page = pageWords(await html(`/participation/${golden.roundId}`, leader));
    for (const shown of ["Tỷ lệ tham gia 50,0% 7 / 14 người", "Lượt thi 9", "Bài hợp lệ 8 2 bài đạt điểm tối đa", "Điểm trung bình 16,5 trên 20", "Chưa tham gia 7"]) expect(page).toContain(shown);
  });

  it("is audited with the account that took it", async () => {
    const entries = () => app.database.db.select().from(auditLog).where(eq(auditLog.accountId, organiser.accountId));
    expect(await entries()).toHaveLength(0);
    await (await get(path(), organiser)).arrayBuffer();
    expect((await entries()).map((row) => [row.action, row.subjectId])).toEqual([["export-workbook", golden.roundId]]);
  });

  it("is not for coordinators, participants or the public, and is nowhere for an unknown round", async () => {
    expect((await get(path(), coordinator)).status).toBe(403);
    expect((await get(path(), participant)).status).toBe(403);
    expect((await get(path())).headers.get("Location")).toContain("/sign-in");
    expect((await get(`/reports/${golden.contestId}/workbook.xlsx`, leader)).status).toBe(404);
    expect((await get("/reports/1/workbook.xlsx", leader)).status).toBe(404);
  });
});

describe("participation pages", () => {
  it("shows the figures as a table without JavaScript", async () => {
    const page = pageWords(await html(`/participation/${golden.roundId}`, leader));
    expect(page).toContain("Đội Tổng hợp 50,0% 2 4 2 4 3");
    expect(page).toContain("02/06/2022 1 4 3 2");
    expect(pageWords(await html(`/participation/${golden.roundId}/units/${golden.unitId("CAH")}`, leader))).toContain("còn 7 người, ít hơn 8 người ở đây: có đơn vị nhiều người hơn số thuộc diện dự thi");
  });

  it("leads from the line of the agency alone to its own people, and from there to the whole unit", async () => {
    const unit = `/participation/${golden.roundId}/units/${golden.unitId("CAH")}`;
    expect(await html(`/participation/${golden.roundId}`, leader)).toContain(`href="${unit}?own=1"`);
    const own = await html(`${unit}?own=1`, leader);
    expect(pageWords(own)).toMatch(/Công an huyện \(riêng cơ quan\).* 1 \/ 2 người/);
    expect([own.includes(`href="${unit}"`), pageWords(own).includes("Đội Tổng hợp")]).toEqual([true, false]);
  });

  it("names the round in each table and adds it up: 7 of 14, 7 not, 9 attempts, 8 valid entries; 7 new persons on all days", async () => {
    const page = pageWords(await html(`/participation/${golden.roundId}`, leader));
    expect(page.match(/Kỳ 1 (Đơn vị Tỷ lệ|Ngày Người mới)/g)).toHaveLength(2);
    expect(page).toContain("Tổng cộng 50,0% 7 14 7 9 8");
    expect(page).toContain("Tổng cộng 7 9 8");
    const unit = pageWords(await html(`/participation/${golden.roundId}/units/${golden.unitId("CAH")}`, leader));
    expect(unit).toContain("Tổng cộng 50,0% 7 14 7 9 8");
    expect(unit).toContain("Kỳ 1 Khối Tỷ lệ");
  });

  it("shows a long round by week, or by month, with the same sums", async () => {
    const { opensAt } = (await app.database.db.select({ opensAt: rounds.opensAt }).from(rounds).where(eq(rounds.id, golden.roundId)))[0]!;
    const openFrom = (moment: number) => app.database.db.update(rounds).set({ opensAt: moment }).where(eq(rounds.id, golden.roundId));
    try {
      await openFrom(startOfDay("2022-01-01"));
      const weeks = pageWords(await html(`/participation/${golden.roundId}`, leader));
      for (const shown of ["Số người mới tham gia theo tuần", "Kỳ 1 Tuần Người mới", "01/01/2022 – 02/01/2022 0 0 0 0", "Tổng cộng 7 9 8"]) expect(weeks).toContain(shown);
      await openFrom(startOfDay("2019-01-01"));
      const months = pageWords(await html(`/participation/${golden.roundId}`, leader));
      for (const shown of ["Số người mới tham gia theo tháng", "Kỳ 1 Tháng Người mới", "01/2019 0 0 0 0", "Tổng cộng 7 9 8"]) expect(months).toContain(shown);
    } finally {
      await openFrom(opensAt);
    }
  });

  it("leads from the bare address to the round to read", async () => {
    expect((await get("/participation", leader)).headers.get("Location")).toBe(`/participation/${golden.roundId}`);
  });

  it("keeps a coordinator inside the own subtree: own figures, no scores, no workbook, the same 404 for a foreign, a missing and a malformed unit", async () => {
    const page = await html(`/participation/${golden.roundId}`, coordinator);
    expect(pageWords(page)).toContain("2 / 4 người");
    for (const foreign of ["Đội An ninh", "Tịnh Hà", "Điểm trung bình", "workbook.xlsx"]) expect(page).not.toContain(foreign);
    const unit = (id: string) => get(`/participation/${golden.roundId}/units/${id}`, coordinator);
    expect((await unit(golden.unitId("D01"))).status).toBe(200);
    for (const id of [golden.unitId("X01"), golden.unitId("CAH"), golden.roundId, "1"]) expect((await unit(id)).status).toBe(404);
  });

  it("gives loader data of a coordinator's page no foreign unit either", async () => {
    const data = await html(`/participation/${golden.roundId}.data`, coordinator);
    expect(data).toContain("Đội Tổng hợp");
    for (const foreign of ["Đội An ninh", "Tịnh Hà", golden.unitId("X01")]) expect(data).not.toContain(foreign);
    expect(withoutIds(data)).not.toContain("1650");
  });

  it("shows a leader names but never a phone number", async () => {
    const page = await html(`/participation/${golden.roundId}/units/${golden.unitId("CAH")}`, leader);
    expect(page).toContain("Võ Thị Dung");
    expect(page).not.toContain("0950000103");
  });

  it("shows somebody who coordinates the whole and leads Tịnh Hà the participation of all, but scores, names with scores and a workbook of Tịnh Hà only", async () => {
    const mixed = await signIn(app.database.db, { roles: ["coordinator"], unitId: golden.unitId("CAH") });
    await app.database.db.insert(roleGrants).values({ id: newId(), accountId: mixed.accountId, role: "leadership", unitId: golden.unitId("X01"), createdAt: Date.now() });
    const page = pageWords(await html(`/participation/${golden.roundId}`, mixed));
    for (const shown of ["Tỷ lệ tham gia 50,0% 7 / 14 người", "Điểm trung bình 13,33 trên 20, các bài hợp lệ, riêng Công an xã Tịnh Hà"]) expect(page).toContain(shown);
    for (const hidden of ["16,5", "đạt điểm tối đa"]) expect(page).not.toContain(hidden);
    const data = await html(`/participation/${golden.roundId}.data`, mixed);
    expect(["1333", "1650"].map((score) => withoutIds(data).includes(score))).toEqual([true, false]);

    const unit = pageWords(await html(`/participation/${golden.roundId}/units/${golden.unitId("D01")}`, mixed));
    expect(unit).toContain("2 / 4 người");
    expect(unit).not.toContain("Điểm trung bình");
    expect((await get(`/organiser/rounds/${golden.roundId}/standings?view=units`, mixed)).status).toBe(403);

    const book = read(Buffer.from(await (await get(`/reports/${golden.roundId}/workbook.xlsx`, mixed)).arrayBuffer()));
    const sheets = book.SheetNames.map((name) => JSON.stringify(utils.sheet_to_json(book.Sheets[name]!, { header: 1 })));
    for (const sheet of sheets) for (const foreign of ["Đội Tổng hợp", "Đội An ninh", "001101"]) expect(sheet).not.toContain(foreign);
    expect(sheets[1]).toContain("009101");
  });

  it("is not for participants", async () => {
    expect((await get(`/participation/${golden.roundId}`, participant)).status).toBe(403);
  });
});

describe("public pages", () => {
  it("front page: figures of the contest, the rules, a way in, no script and no loader data", async () => {
    const page = await html("/");
    expect(pageWords(page)).toContain("Số người có bài hợp lệ 7 Số lượt thi 9 Số bài hợp lệ 8");
    expect(page).toContain('href="/rounds"');
    expect(page).not.toContain("<script");
    expect((await get("/_root.data")).status).toBe(404);
  });

  it("board: nothing else of a person is anywhere in the page, neither seen nor in attributes", async () => {
    const personal = { birthDate: "1987-03-21", rank: "Thượng uý CANARY", jobTitle: "Cán bộ CANARY", phone: "0950999888", gender: "female" as const };
    await app.database.db.update(people).set(personal);
    const page = await html(`/rounds/${golden.roundId}/board`);
    for (const value of ["1987", "21/03", "CANARY", "0950999888", "female"]) expect(withoutIds(page)).not.toContain(value);
    const ids = new Set(page.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g));
    expect([...ids].filter((id) => id !== golden.roundId)).toEqual([]);
    for (const code of ["000101", "001101", "002101", "009101"]) expect(page).not.toContain(code);
    await app.database.db.update(people).set({ phone: "0950000103" });
  });

  it("board: names, units and scores for anybody; the own line marked for whoever is signed in; codes for nobody", async () => {
    const page = await html(`/rounds/${golden.roundId}/board`);
    expect(pageWords(page)).toContain("1 Đỗ Văn Em Đội An ninh 20 2 Lê Thị Bình Đội Tổng hợp 18");
    for (const hidden of ["001101", "0950000103", "<script"]) expect(page).not.toContain(hidden);
    const rows = [...page.matchAll(/<tr[^>]*>(<td class="r rank">[\s\S]*?)<\/tr>/g)].map((row) => pageWords(row[1]!).trim());
    expect(rows).toEqual([
      "1 Đỗ Văn Em Đội An ninh 20", "2 Lê Thị Bình Đội Tổng hợp 18", "3 Phạm Văn Cường Đội Tổng hợp 18", "4 Mai Văn Minh Công an xã Tịnh Hà 18", "5 Hồ Văn Hải Công an xã Tịnh Hà 12", "6 Trương Thị Nga Công an xã Tịnh Hà 10", "– Trần Văn An Công an huyện 20",
    ]);
    expect(pageWords(await html(`/rounds/${golden.roundId}/board`, participant))).toContain("xếp hạng 2 trên 6 người");
  });
});

describe("the collective ranking", () => {
  const path = (roundId = golden.roundId) => `/participation/${roundId}/standings`;

  it("shows a unit its place with the numbers it comes from: 2 ÷ 4, 36 ÷ 2 = 18; a coordinator only the own unit, once the round is closed", async () => {
    const page = pageWords(await html(path(), leader));
    expect(page).toContain("Xếp theo tỷ lệ tham gia, rồi đến điểm trung bình");
    for (const said of ["1 Đội Tổng hợp 50,0% 2 ÷ 4 18 36 ÷ 2 3", "– Đội An ninh 20,0% 1 ÷ 5 20 20 ÷ 1 1 Chưa đạt tỷ lệ tối thiểu"]) expect(page).toContain(said);
    const own = await html(path(), coordinator);
    expect(pageWords(own)).toContain("1 Đội Tổng hợp 50,0% 2 ÷ 4");
    for (const foreign of ["Đội An ninh", "Tịnh Hà"]) expect(own).not.toContain(foreign);
    expect((await get(path(golden.contestId), leader)).status).toBe(404);
    expect((await get(path(), participant)).status).toBe(403);
  });

  it("is held back from coordinators while the round runs, and said when it shows; loader data holds no score; leaders see it as provisional", async () => {
    const running = await golden.round({ name: "Kỳ đang mở", opensAt: Date.now() - hourMs, closesAt: Date.now() + hourMs });
    await golden.attempt({ round: running, person: "001101", startedAt: Date.now() - 30 * minuteMs, lasted: 5 * minuteMs, score: 1777 });
    const page = pageWords(await html(path(running), coordinator));
    expect(page).toContain("Xếp hạng tập thể sẽ hiện sau khi kỳ thi đóng và mọi bài đã chấm xong.");
    expect(page).not.toContain("17,77");
    expect(await html(`${path(running)}.data`, coordinator)).not.toContain("17,77");
    expect(pageWords(await html(path(running), leader))).toMatch(/tạm thời.*17,77/);
  });
});

describe("publishing", () => {
  const path = () => `/organiser/rounds/${golden.roundId}/standings`;
  const post = (fields: Record<string, string>, who: SignedInAccount) =>
    fetch(`${app.url}${path()}`, { method: "POST", redirect: "manual", headers: { ...who.headers, Origin: app.url }, body: new URLSearchParams(fields) });

  it("asks for the confirmation, then publishes; leadership and coordinators may not", async () => {
    expect((await post({ confirmed: "on" }, leader)).status).toBe(403);
    expect((await post({ confirmed: "on" }, coordinator)).status).toBe(403);
    const refused = await post({}, organiser);
    expect([refused.status, (await refused.text()).includes("Hãy đánh dấu xác nhận")]).toEqual([400, true]);
    const published = await post({ confirmed: "on" }, organiser);
    expect([published.status, published.headers.get("Location")]).toEqual([302, `${path()}?da=da-cong-bo`]);
    expect(pageWords(await html(path(), organiser))).toContain("Kết quả đã công bố lúc");
  });

  it("a void after that takes a tick of its own; standings and board then say when and by what the published result changed; nothing else is offered", async () => {
    const [attempt] = await app.database.db.select().from(attempts).where(and(eq(attempts.roundId, golden.roundId), eq(attempts.personId, golden.personId("009101"))));
    const base = `/organiser/rounds/${golden.roundId}`;
    const seat = pageWords(await html(`${base}/running/${attempt!.personId}`, organiser));
    expect([seat.includes("Hủy lượt thi"), seat.includes("Mở lại lượt thi"), seat.includes("Nhận câu trả lời từ tệp")]).toEqual([true, false, false]);
    expect(seat).toContain("Kết quả đã công bố nên không mở lại hoặc nhận thêm câu trả lời được nữa.");
    for (const closed of [`${base}/hand-in`, `${base}/incidents/new?kind=reopening&attempt=${attempt!.id}`]) {
      const page = await html(closed, organiser);
      expect([pageWords(page).includes("Kết quả đã công bố nên không"), page.includes('name="file"') || page.includes('name="reason"')]).toEqual([true, false]);
    }
    const form = `${base}/incidents/new?kind=void&attempt=${attempt!.id}`;
    expect(pageWords(await html(form, organiser))).toMatch(/Kết quả đã công bố lúc .* sẽ thay đổi kết quả đã công bố/);
    const board = async () => pageWords(await html(`/rounds/${golden.roundId}/board`));
    expect(await board()).not.toContain("thay đổi sau khi công bố");
    const decide = (fields: Record<string, string>) =>
      fetch(`${app.url}${form}`, { method: "POST", redirect: "manual", headers: { ...organiser.headers, Origin: app.url }, body: new URLSearchParams({ kind: "void", attemptId: attempt!.id, incidentId: newId(), reason: "Thi hộ", ...fields }) });
    const refused = await decide({});
    expect([refused.status, (await refused.text()).includes("Đánh dấu ô này nếu Ban Tổ chức vẫn hủy lượt thi.")]).toEqual([409, true]);
    expect((await decide({ despitePublished: "on" })).status).toBe(302);
    const said = /Kết quả công bố lúc .*; đã thay đổi sau khi công bố: lúc .* do hủy lượt thi \(biên bản sự cố, mục 1\)\./;
    expect(pageWords(await html(path(), organiser))).toMatch(said);
    await expect.poll(board, { timeout: 20_000 }).toMatch(said);
    expect(await board()).not.toContain("Thi hộ");
  });
});

import { describe, expect, it } from "vitest";
import { newId } from "~db/new-id.server";
import { questions } from "~db/schema";
import { type Fields, textOf, useOrganiserDesk } from "../support/organiser-desk";
import { createRealContest } from "../support/real-contest";

/** The real bank, as it was brought in: looked through, approved in bulk, and one question written by hand. */
const { app, get, post, pathOf } = useOrganiserDesk({
  prepare: async (database) => {
    await createRealContest(database, ["questions"]);
  },
});

describe("the bank", () => {
  it.each([["2022-06-01", 34], ["2026-12-01", 32]])("finds the questions out of force on %s", async (day, count) => {
    expect(await textOf(await get(`/organiser/questions?force=out&day=${day}`))).toContain(`Tất cả ${count} câu phù hợp bộ lọc`);
  });

  it("approves what the filter finds, and asks for a choice when there is none", async () => {
    const empty = await post("/organiser/questions", { intent: "approved" });
    expect([empty.status, await textOf(empty)]).toEqual([400, expect.stringContaining("Chưa chọn câu hỏi nào")]);
    const all = (fields: Fields) => post("/organiser/questions?type=single", { intent: "approved", scope: "all", ...fields });
    const asked = await all({});
    expect([asked.status, await textOf(asked)]).toEqual([200, expect.stringMatching(/Duyệt tất cả 107 câu phù hợp bộ lọc\?.*0 đã duyệt|0 đã duyệt.*Duyệt tất cả 107 câu phù hợp bộ lọc\?/)]);
    const outdated = await textOf(await post("/organiser/questions?force=out&day=2022-06-01", { intent: "approved", scope: "all" }));
    expect(outdated).toMatch(/Duyệt tất cả 34 câu phù hợp bộ lọc\?\s*34 câu trong đó có căn cứ không có hiệu lực trong thời gian đang lọc\./);
    const stale = await all({ confirmedCount: "106" });
    expect([stale.status, await textOf(stale)]).toEqual([409, expect.stringContaining("Số câu vừa thay đổi")]);
    const done = await all({ confirmedCount: "107" });
    expect(done.headers.get("Location")).toMatch(/^\/organiser\/questions\?type=single&batch=[0-9a-f-]{36}&da=da-duyet$/);
    expect(await textOf(await get("/organiser/questions"))).toContain("129 câu · 107 đã duyệt · 22 chờ duyệt");
    const offered = await (await get(done.headers.get("Location")!)).text();
    expect(offered.replaceAll("<!-- -->", "")).toContain("Hoàn tác 107 câu");
    const undone = await post("/organiser/questions?type=single", { intent: "undo", batchId: /name="batchId" value="([0-9a-f-]+)"/.exec(offered)![1]! });
    expect(undone.headers.get("Location")).toBe("/organiser/questions?type=single&da=da-tra-lai-trang-thai");
    expect(await textOf(await get("/organiser/questions"))).toContain("129 câu · 0 đã duyệt · 129 chờ duyệt");
    expect(await textOf(await get(done.headers.get("Location")!))).not.toContain("Hoàn tác 107 câu");
    await all({ confirmedCount: "107" });
  });

  it("ignores a filter it does not understand", async () => {
    expect((await get("/organiser/questions?topic=x&page=-3&state=la&force=out&day=hom-nay")).status).toBe(200);
  });
});

describe("the editor", () => {
  const question: Record<string, string | string[]> = {
    questionId: newId(), type: "single", points: "0,5", content: "Thủ đô của Việt Nam là thành phố nào?", "choiceId[]": ["", "", "", ""], "choiceText[]": ["Hà Nội", "Huế", "Đà Nẵng", ""], "right[]": ["0"], intent: "pending",
  };
  const withLists = async () => {
    const html = await (await get("/organiser/questions/new")).text();
    const first = (name: string) => new RegExp(`name="${name}".*?<option value="([0-9a-f-]{36})"`).exec(html)?.[1] ?? "";
    return { ...question, topicId: first("topicId"), levelId: first("levelId") };
  };

  it("refuses a key that does not fit and keeps everything typed", async () => {
    const response = await post("/organiser/questions/new", { ...(await withLists()), "right[]": ["0", "1"] });
    const html = await response.text();
    expect(response.status).toBe(400);
    expect(html).toContain("chỉ có một đáp án; hiện đánh dấu 2");
    expect(html).toContain("Thủ đô của Việt Nam");
    expect(html).toContain(String(question["questionId"]));
  });

  it("finds in one pass empty fields, a key that does not fit and dates the wrong way round", async () => {
    const fields = { ...(await withLists()), topicId: "", content: "", points: "nửa", "right[]": ["0", "1"], effectiveFrom: "2022-02-01", effectiveTo: "2022-01-01" };
    const page = await textOf(await post("/organiser/questions/new", fields));
    for (const says of ["Chọn chủ đề.", "Nhập nội dung câu hỏi.", "Nhập điểm lớn hơn 0", "chỉ có một đáp án; hiện đánh dấu 2", "Hiệu lực đến phải từ ngày"]) expect(page).toContain(says);
  });

  it("shows one more choice without scripts and stores nothing", async () => {
    const response = await post("/organiser/questions/new", { ...(await withLists()), intent: "add-choice" });
    expect((await response.text()).match(/name="choiceText\[\]"/g)?.length).toBe(5);
    expect((await app().database.db.select().from(questions)).length).toBe(129);
  });

  it("stores a question, shows it, and refuses a second one with the same content", async () => {
    const fields = await withLists();
    const path = pathOf(await post("/organiser/questions/new", fields));
    expect(path).toBe(`/organiser/questions/${String(question["questionId"])}`);
    expect(await textOf(await get(path))).toContain("Phiên bản 1");
    expect(await textOf(await get(`${path}/history`))).toMatch(/Phiên bản 1 Đang dùng.*Bản đầu tiên\./);
    const double = await post("/organiser/questions/new", { ...fields, questionId: newId(), content: "THỦ ĐÔ của Việt Nam   là thành phố nào?" });
    expect([double.status, await textOf(double)]).toEqual([400, expect.stringContaining("cùng nội dung")]);
  });

  it("does not undo what somebody else saved meanwhile, tells so once, and keeps what was typed", async () => {
    const path = `/organiser/questions/${String(question["questionId"])}`;
    const basisIn = (html: string) => /name="basedOn" value="([0-9a-f-]+)"/.exec(html)![1]!;
    const opened = await (await get(path)).text();
    const choiceIds = [...opened.matchAll(/name="choiceId\[\]" value="([^"]*)"/g)].map(([, id]) => id!);
    const save = async (fields: Record<string, string>) =>
      post(path, { ...(await withLists()), "choiceId[]": choiceIds, "choiceText[]": ["Hà Nội", "Huế", "Đà Nẵng", ""].slice(0, choiceIds.length), ...fields });
    expect((await save({ content: "Thủ đô nước ta là thành phố nào?", basedOn: basisIn(opened) })).status).toBe(302);

    const incomplete = await (await save({ content: "Thủ đô là đâu?", topicId: "", basedOn: basisIn(opened) })).text();
    expect(basisIn(incomplete)).toBe(basisIn(opened));
    const refused = await save({ content: "Thủ đô là đâu?", basedOn: basisIn(incomplete) });
    const told = await refused.text();
    expect([refused.status, told.includes("người khác đã sửa câu hỏi này"), told.includes("Thủ đô là đâu?")]).toEqual([400, true, true]);
    expect((await save({ content: "Thủ đô là đâu?", basedOn: basisIn(told) })).status).toBe(302);
    expect(await textOf(await get(path))).toContain("Phiên bản 3");
  });
});

import { describe, expect, it } from "vitest";
import { contests } from "~db/schema";
import { textOf, useOrganiserDesk } from "../support/organiser-desk";
import { signIn } from "../support/signed-in";

/** The page that an empty installation opens with, and the settings it fills, which can be changed later. */
const { app, get, post, pathOf } = useOrganiserDesk();

const setup = {
  name: "Tìm hiểu về cải cách hành chính", startsOn: "2022-06-01", agency: "CÔNG AN HUYỆN SƠN TỊNH", contact: "0255 000 000",
  "blocId[]": ["", "", "", ""], "blocName[]": ["CBCS", "Đoàn viên", "Hội viên phụ nữ", ""], "blocGender[]": ["", "", "female", ""], "blocMaxAge[]": ["", "35", "", ""],
  "unitTypeId[]": [""], "unitTypeName[]": ["Đội nghiệp vụ"], "levelId[]": ["", "", ""], "levelName[]": ["Nhận biết", "Thông hiểu", "Vận dụng"], "topicId[]": [""], "topicName[]": [""],
};

describe("the first setup", () => {
  it("is what every page leads to while there is no contest", async () => {
    for (const path of ["/organiser", "/organiser/contest", "/organiser/units", "/organiser/rounds/new", "/organiser/import/units"]) expect(pathOf(await get(path))).toBe("/organiser/setup");
    const html = await (await get("/organiser/setup")).text();
    expect(html).not.toContain('href="/organiser/accounts"');
    for (const proposed of ["CBCS", "Công an xã", "Nhận biết", "Cơ chế một cửa"]) expect(html).toContain(`value="${proposed}"`);
  });

  it("leaves the way to the accounts open for an administrator, and only for one", async () => {
    const { headers } = await signIn(app().database.db, { roles: ["administrator"] });
    const html = await (await fetch(`${app().url}/organiser/setup`, { headers })).text();
    expect(html).toContain('href="/organiser/accounts"');
    expect((await fetch(`${app().url}/organiser/accounts`, { headers })).status).toBe(200);
  });

  it("says in one pass what is missing, beside what was typed, and stores nothing", async () => {
    const fields = { ...setup, name: "", startsOn: "2022-02-30", contact: "", "blocName[]": ["", "", "", ""], "levelName[]": ["Dễ", "dễ", ""], "topicName[]": ["Chủ đề tự gõ"], "signerTitle[]": ["a".repeat(201)], "signerName[]": [""] };
    const response = await post("/organiser/setup", fields);
    const html = await response.text();
    expect(response.status).toBe(400);
    for (const message of ["Nhập tên cuộc thi.", "Chọn ngày bắt đầu.", "Nhập liên hệ của Ban Tổ chức.", "Ghi ít nhất một khối."]) expect(html).toContain(message);
    expect(html).toMatch(/href="#name"[\s\S]*href="#signerTitle.0"[\s\S]*href="#blocs"[\s\S]*href="#levels"[\s\S]*id="signerTitle.0"[^>]*aria-invalid="true"/);
    for (const kept of ["CÔNG AN HUYỆN SƠN TỊNH", "Chủ đề tự gõ", "Dễ"]) expect(html).toContain(`value="${kept}"`);
    expect(html).not.toContain('value="Cơ chế một cửa"');
    expect(await app().database.db.$count(contests)).toBe(0);
  });

  it("marks beforehand what must not be empty, and gives one more row of a list with all that was typed, storing nothing", async () => {
    const html = await (await get("/organiser/setup")).text();
    expect(html).toContain("Mục có dấu * là bắt buộc.");
    expect(html, "what the dashboard asks for afterwards").toContain("Cần ít nhất một người để ký sổ kết quả;");
    for (const name of ["name", "startsOn", "contact", "agency"]) expect(html).toMatch(new RegExp(`<label for="${name}">[^<]*<!-- --> <span aria-hidden="true">\\*</span>.*id="${name}"[^>]*required|<input[^>]*required=""[^>]*id="${name}"`));
    const rows = (page: string, field: string) => page.match(new RegExp(`name="${field}\\[\\]"`, "g"))!.length;
    const response = await post("/organiser/setup", { ...setup, name: "Tên gõ dở", "signerTitle[]": ["TRƯỞNG BAN", ""], "signerName[]": ["Lữ Quang Khải", ""], intent: "add-row-topics" });
    const longer = await response.text();
    expect([response.status, rows(longer, "topicName"), rows(longer, "blocName")]).toEqual([200, 2, 4]);
    for (const kept of ["Tên gõ dở", "Đội nghiệp vụ", "Lữ Quang Khải"]) expect(longer).toContain(`value="${kept}"`);
    expect(longer).toMatch(/name="topicName\[\]"[^>]*autofocus|autofocus[^>]*name="topicName\[\]"/i);
    expect(longer).not.toContain("Chưa thực hiện được");
    const signers = await (await post("/organiser/setup", { ...setup, "signerTitle[]": ["", ""], "signerName[]": ["", ""], intent: "add-row-signers" })).text();
    expect(rows(signers, "signerName")).toBe(3);
    expect(await app().database.db.$count(contests)).toBe(0);
  });

  it("is stored once however often the form is sent, and leads on", async () => {
    for (let sent = 0; sent < 2; sent += 1) expect(pathOf(await post("/organiser/setup", setup))).toBe("/organiser/setup");
    expect(await app().database.db.$count(contests)).toBe(1);
    const html = await (await get("/organiser/setup?da=da-thiet-lap")).text();
    expect(html).toMatch(/Đã lưu thiết lập ban đầu\.[\s\S]*href="\/organiser\/import\/units"[\s\S]*href="\/organiser\/import\/people"[\s\S]*href="\/organiser\/import\/questions"[\s\S]*href="\/organiser\/rounds\/new"[\s\S]*CBCS, Đoàn viên, Hội viên phụ nữ/);
    expect(html).not.toContain("Lưu thiết lập<");
    expect(html).toMatch(/Người ký<\/dt><dd>Chưa ghi; cần có để ký sổ kết quả/);
    expect(await textOf(await get("/organiser"))).toMatch(/Việc tiếp theo: .*Còn thiếu: người ký sổ kết quả\./);
  });

  it("keeps what was typed when it has been set up otherwise", async () => {
    const html = await (await post("/organiser/setup", { ...setup, name: "Cuộc thi khác" })).text();
    expect(html).toMatch(/đã được lưu trước đó nên nội dung dưới đây chưa được lưu[\s\S]*value="Cuộc thi khác"/);
    expect((await app().database.db.select().from(contests)).map(({ name }) => name)).toEqual([setup.name]);
  });
});

describe("the settings", () => {
  const basisIn = (html: string) => /name="basis" value="([^"]+)"/.exec(html)![1]!;
  const contest = async () => ({
    ...setup, contestId: (await app().database.db.select().from(contests))[0]!.id, basis: basisIn(await (await get("/organiser/contest")).text()), minimumRatePercent: "30",
  });

  it("refuse collective prizes that cannot be reckoned, beside what was typed", async () => {
    const fields = { ...(await contest()), "measures[]": ["weighted", "weighted"], "weight-rate": "60", "weight-average": "30", "weight-entrants": "0", "weight-winners": "0" };
    const response = await post("/organiser/contest", fields);
    const html = await response.text();
    expect(response.status).toBe(400);
    expect(html).toMatch(/href="#measures"[\s\S]*href="#weights"/);
    expect(html).toContain("Các hệ số của điểm tổng hợp phải cộng bằng 100; hiện là 90.");
    expect(html).toMatch(/<option[^>]*value="weighted"[^>]*selected/);
    expect((await post("/organiser/contest", { ...(await contest()), "measures[]": ["drop table"] })).status).toBe(400);
  });

  it("are stored", async () => {
    expect(pathOf(await post("/organiser/contest", { ...(await contest()), "measures[]": ["winners", "", "rate"], winnerRanks: "5" }))).toBe("/organiser/contest");
    expect((await app().database.db.select().from(contests)).map(({ collective }) => [collective.measures, collective.winnerRanks])).toEqual([[["winners", "rate"], 5]]);
  });

  it("do not undo what somebody else saved meanwhile: told once, with what was typed", async () => {
    const mine = await contest();
    expect((await post("/organiser/contest", { ...mine, place: "Tịnh Hà" })).status).toBe(302);
    const incomplete = await (await post("/organiser/contest", { ...mine, place: "Sơn Tịnh", name: "" })).text();
    expect(basisIn(incomplete)).toBe(mine.basis);
    const refused = await post("/organiser/contest", { ...mine, place: "Sơn Tịnh", basis: basisIn(incomplete) });
    const told = await refused.text();
    expect([refused.status, told.includes("người khác đã sửa cuộc thi này"), told.includes('value="Sơn Tịnh"')]).toEqual([400, true, true]);
    expect((await post("/organiser/contest", { ...mine, place: "Sơn Tịnh", basis: basisIn(told) })).status).toBe(302);
    expect((await app().database.db.select().from(contests)).map(({ place }) => place)).toEqual(["Sơn Tịnh"]);
  });

  it("answer a refused form without the notice of the saving before it", async () => {
    const saved = "/organiser/contest?da=da-luu";
    expect(await textOf(await get(saved))).toContain("Đã lưu.");
    const refused = await post(saved, { ...(await contest()), name: "" });
    const page = await textOf(refused);
    expect([refused.status, page]).toEqual([400, expect.stringContaining("Nhập tên cuộc thi.")]);
    expect(page).not.toContain("Đã lưu.");
  });
});

describe("the short lists", () => {
  it("are refused in one pass, each with a link to its field", async () => {
    const lists = { intent: "catalogues", "levelId[]": ["", ""], "levelName[]": ["Nhận biết", "nhận  biết"], "blocId[]": "", "blocName[]": "Khối mới", "blocGender[]": "", "blocMaxAge[]": "trẻ" };
    const html = await (await post("/organiser/contest", lists)).text();
    expect(html).toMatch(/href="#blocMaxAge.0"/);
    expect(html).toMatch(/id="blocMaxAge.0"[^>]*aria-invalid="true"/);
    expect(html).toMatch(/href="#levels"[^<]*“nhận {1,2}biết” có hai lần/i);
  });
});

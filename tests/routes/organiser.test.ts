import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { minuteMs } from "~/domain/shared/time";
import { newId } from "~db/new-id.server";
import { attempts, contests, people, questions, rounds, units } from "~db/schema";
import { startAppServer, type AppServer } from "../support/app-server";
import { createTestAccount, openSession } from "../support/sessions";
import { sample } from "../support/sheet-reader";

/** The organisers' actions over HTTP, in the order of a first contest; everything as plain forms, without scripts. */
let app: AppServer;
let cookie: string;

beforeAll(async () => {
  app = await startAppServer();
  cookie = await openSession(app.database.db, await createTestAccount(app.database.db, { login: "thu-ky", role: "organiser" }));
});
afterAll(() => app.stop());

const get = (path: string) => fetch(app.url + path, { redirect: "manual", headers: { Cookie: cookie } });
type Fields = Record<string, string | readonly string[]>;

function post(path: string, fields: Fields | FormData) {
  const body = fields instanceof FormData ? fields : new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as [string, string])));
  return fetch(app.url + path, { method: "POST", redirect: "manual", headers: { Cookie: cookie, Origin: app.url }, body });
}

const pathOf = (response: Response) => new URL(response.headers.get("Location") ?? "", app.url).pathname;
/** Text of a page without tags and scripts. */
const textOf = async (response: Response) =>
  (await response.text()).replace(/<script[\s\S]*?<\/script>/g, "").replace(/<!--[\s\S]*?-->/g, "").replace(/<[^>]+>/g, " ").replace(/&quot;/g, '"').replace(/\s+/g, " ");

const setup = {
  name: "Tìm hiểu về cải cách hành chính", startsOn: "2022-06-01", agency: "CÔNG AN HUYỆN SƠN TỊNH", contact: "0255 000 000",
  "blocId[]": ["", "", "", ""], "blocName[]": ["CBCS", "Đoàn viên", "Hội viên phụ nữ", ""], "blocGender[]": ["", "", "female", ""], "blocMaxAge[]": ["", "35", "", ""],
  "unitTypeId[]": [""], "unitTypeName[]": ["Đội nghiệp vụ"], "levelId[]": ["", "", ""], "levelName[]": ["Nhận biết", "Thông hiểu", "Vận dụng"], "topicId[]": [""], "topicName[]": [""],
};

describe("the first setup", () => {
  it("is what every page leads to while there is no contest", async () => {
    for (const path of ["/organiser", "/organiser/contest", "/organiser/units", "/organiser/rounds/new", "/organiser/import/units"]) expect(pathOf(await get(path))).toBe("/organiser/setup");
    const html = await (await get("/organiser/setup")).text();
    for (const proposed of ["CBCS", "Công an xã", "Nhận biết", "Cơ chế một cửa"]) expect(html).toContain(`value="${proposed}"`);
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
    expect(await app.database.db.$count(contests)).toBe(0);
  });

  it("is stored once however often the form is sent, and leads on", async () => {
    for (let sent = 0; sent < 2; sent += 1) expect(pathOf(await post("/organiser/setup", setup))).toBe("/organiser/setup");
    expect(await app.database.db.$count(contests)).toBe(1);
    const html = await (await get("/organiser/setup?da=da-thiet-lap")).text();
    expect(html).toMatch(/Đã lưu thiết lập ban đầu\.[\s\S]*href="\/organiser\/import\/units"[\s\S]*href="\/organiser\/import\/people"[\s\S]*href="\/organiser\/import\/questions"[\s\S]*href="\/organiser\/rounds\/new"[\s\S]*CBCS, Đoàn viên, Hội viên phụ nữ/);
    expect(html).not.toContain("Lưu thiết lập<");
    expect(await textOf(await get("/organiser"))).toMatch(/Việc tiếp theo: /);
  });

  it("keeps what was typed when it has been set up otherwise", async () => {
    const html = await (await post("/organiser/setup", { ...setup, name: "Cuộc thi khác" })).text();
    expect(html).toMatch(/đã được lưu trước đó nên nội dung dưới đây chưa được lưu[\s\S]*value="Cuộc thi khác"/);
    expect((await app.database.db.select().from(contests)).map(({ name }) => name)).toEqual([setup.name]);
  });
});

describe("the settings", () => {
  const contest = async () => ({ ...setup, contestId: (await app.database.db.select().from(contests))[0]!.id, minimumRatePercent: "30" });

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
    expect((await app.database.db.select().from(contests)).map(({ collective }) => [collective.measures, collective.winnerRanks])).toEqual([[["winners", "rate"], 5]]);
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

describe("import", () => {
  const upload = (kind: string, name: string, bytes: Uint8Array) => {
    const form = new FormData();
    form.set("file", new File([bytes as BlobPart], name));
    return post(`/organiser/import/${kind}`, form);
  };
  const hashOf = (html: string) => /name="fingerprint" value="([^"]+)"/.exec(html)?.[1] ?? "";

  it("shows the plan with Excel's row numbers and writes only after the confirmation", async () => {
    const batch = pathOf(await upload("units", "Danh sách đơn vị – bản 1.xlsx", sample("danh-sach-don-vi.xlsx")));
    expect(batch).toMatch(/^\/organiser\/import\/batch\/[0-9a-f-]+$/);
    const html = await (await get(batch)).text();
    expect(html).toContain("Danh sách đơn vị – bản 1.xlsx");
    expect(await textOf(await get(batch))).toMatch(/Sẽ ghi 20 đơn vị : tạo mới 20, thay đổi 0\. Không bỏ lại dòng nào\..*Tất cả 20 .*Từ chối 0.* 8 Tạo mới Công an huyện Sơn Tịnh/);
    expect((await app.database.db.select().from(units)).length).toBe(0);
    expect(pathOf(await post(batch, { fingerprint: hashOf(html) }))).toBe(batch);
    expect((await app.database.db.select().from(units)).length).toBe(20);
    expect(await textOf(await get(batch))).toContain("Đã ghi 20 dòng");
  });

  it("filters by outcome, names rejected rows, and leaves them out", async () => {
    const batch = pathOf(await upload("people", "nguoi-du-thi-loi.xlsx", sample("loi/nguoi-du-thi-loi.xlsx")));
    const rejected = await textOf(await get(`${batch}?show=rejected`));
    expect(rejected).toMatch(/Ghi 15 dòng, bỏ lại 11/);
    expect(rejected).toMatch(/11 Từ chối \S+ [^.]* 090001 Mã số 090001 trùng với dòng 8/);
    expect(rejected).not.toContain("090002");
    await post(batch, { fingerprint: hashOf(await (await get(batch)).text()) });
    expect((await app.database.db.select().from(people)).length).toBe(15);
  });

  it("does not write a plan other than the one that was shown", async () => {
    const batch = pathOf(await upload("questions", "ngan-hang.xlsx", sample("ngan-hang-cau-hoi.xlsx")));
    const response = await post(batch, { fingerprint: "cu" });
    expect(response.headers.get("Location")).toContain("da=ke-hoach-moi");
    expect((await app.database.db.select().from(questions)).length).toBe(0);
    await post(batch, { fingerprint: hashOf(await (await get(batch)).text()) });
    expect((await app.database.db.select().from(questions)).length).toBe(129);
  });

  const tooMuch = new Uint8Array(10 * 1024 * 1024 + 1);
  it.each<[string, string, Uint8Array, RegExp]>([
    ["a text file that calls itself .xlsx", "khong-phai-excel.xlsx", sample("loi/khong-phai-excel.xlsx"), /không phải tệp Excel/i],
    ["a file cut off", "bi-cat.xlsx", sample("loi/bi-cat.xlsx"), /hỏng|chưa trọn/],
    ["a bomb", "bom-nen.xlsx", sample("loi/bom-nen.xlsx"), /giải nén/],
    ["a file larger than 10 MB", "lon.xlsx", tooMuch, /10 MB/],
    ["a form without a file", "", new Uint8Array(), /Chọn tệp/],
  ])("refuses %s with a sentence", async (_what, name, bytes, says) => {
    const response = await upload("people", name, bytes);
    expect(response.status).toBe(400);
    expect(await textOf(response)).toMatch(says);
  });

  it("hands rejected rows back as a file, lists what was imported, and takes an import back", async () => {
    const csv = "Mã số;Họ và tên;Đơn vị;Khối\r\nN1;Lê Ân;Đội An ninh;CBCS\r\nN2;Hồ Ân;Đội Không Có;CBCS\r\n";
    const batch = pathOf(await upload("people", "Bổ sung.csv", new TextEncoder().encode(csv)));
    await post(batch, { fingerprint: hashOf(await (await get(batch)).text()) });
    expect((await app.database.db.select().from(people)).length).toBe(16);
    const file = await get(`${batch}/rejected.xlsx`);
    expect([file.status, file.headers.get("Content-Type")]).toEqual([200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]);
    expect(Buffer.from(await file.arrayBuffer()).subarray(0, 2).toString()).toBe("PK");
    expect(await textOf(await get("/organiser/import"))).toMatch(/Bổ sung\.csv Người dự thi Đã ghi .* thu-ky 1 0 1/);
    expect(await textOf(await get(`${batch}/undo`))).toMatch(/Sẽ xóa 1 người/);
    expect((await post(`${batch}/undo`, {})).headers.get("Location")).toBe(`${batch}?da=da-hoan-tac`);
    expect((await app.database.db.select().from(people)).length).toBe(15);
    expect(await textOf(await get(batch))).toContain("Lần nhập đã hoàn tác");
    expect(pathOf(await get(`${batch}/undo`))).toBe(batch);
  });

  it("tells scripts line by line how far a file has come, and everybody else by the next page", async () => {
    const stream = async (name: string, bytes: Uint8Array) => {
      const form = new FormData();
      form.set("file", new File([bytes as BlobPart], name));
      const response = await post("/organiser/import/people/upload", form);
      return { type: response.headers.get("Content-Type"), lines: (await response.text()).trim().split("\n").map((line) => JSON.parse(line) as unknown) };
    };
    const read = await stream("loi.xlsx", sample("loi/nguoi-du-thi-loi.xlsx"));
    expect(read).toEqual({ type: "application/x-ndjson; charset=utf-8", lines: [{ phase: "reading" }, { phase: "planning" }, { done: expect.stringMatching(/^\/organiser\/import\/batch\/[0-9a-f-]+$/) as string }] });
    expect((await stream("bom-nen.xlsx", sample("loi/bom-nen.xlsx"))).lines).toEqual([{ phase: "reading" }, { refused: "Không nhận: tệp quá lớn sau khi giải nén (tối đa 30 MB)." }]);
    expect((await stream("", new Uint8Array())).lines).toEqual([{ phase: "reading" }, { refused: "Chọn tệp bảng tính rồi tải lên." }]);
    expect(pathOf(await get("/organiser/import/people/upload"))).toBe("/organiser/import/people");
    expect((await get("/organiser/import/khac/upload")).status).toBe(404);
  });

  it("asks what the columns of an unknown file are, keeps a choice that is not enough, and remembers one that is", async () => {
    const csv = "Số thẻ,Cán bộ,Nơi làm việc,Thuộc khối\r\nN1,Lê Ân,Đội An ninh,CBCS\r\n";
    const columns = pathOf(await upload("people", "can-bo.csv", new TextEncoder().encode(csv)));
    expect(columns).toMatch(/^\/organiser\/import\/batch\/[0-9a-f-]+\/columns$/);
    const batch = columns.replace("/columns", "");
    expect(pathOf(await get(batch))).toBe(columns);
    expect(await textOf(await get(columns))).toMatch(/Chỉ ra hàng tiêu đề.* Dòng 1: Số thẻ · Cán bộ .* A Số thẻ N1 Không dùng/);
    const short = await post(columns, { sheet: "0", headerRow: "1", "columns[]": ["code", "fullName", "", "blocs"] });
    const html = await short.text();
    expect(short.status).toBe(400);
    expect(html).toContain("Chưa chọn cột của tệp cho “Đơn vị”.");
    expect(html).toMatch(/<option value="blocs" selected/);
    expect(pathOf(await post(columns, { sheet: "0", headerRow: "1", "columns[]": ["code", "fullName", "unit", "blocs"] }))).toBe(batch);
    expect(await textOf(await get(batch))).toMatch(/Sẽ ghi 1 người.*A là Mã số.*Chọn lại các cột/);
    expect(pathOf(await upload("people", "can-bo-2.csv", new TextEncoder().encode(csv.replace("N1", "N2"))))).toMatch(/\/batch\/[0-9a-f-]+$/);
    expect((await post(columns, { sheet: "-4", headerRow: "x", "columns[]": ["code"] })).status).toBe(400);
  });

  it("says which rows stand in the way of an undo, and takes nothing back", async () => {
    const units20 = /href="(\/organiser\/import\/batch\/[0-9a-f-]+)"[^>]*>Danh sách đơn vị – bản 1\.xlsx/.exec(await (await get("/organiser/import")).text())![1]!;
    expect(await textOf(await get(`${units20}/undo`))).toMatch(/Chưa hoàn tác được: \d+ dòng .*đang có \d+ người/);
    const refused = await post(`${units20}/undo`, {});
    expect([refused.status, await textOf(refused)]).toEqual([409, expect.stringContaining("Chưa hoàn tác: các dòng dưới đây đang được dùng.")]);
    expect((await app.database.db.select().from(units)).length).toBe(20);
  });

  it("knows three kinds and no other address", async () => {
    expect((await get("/organiser/import/khac")).status).toBe(404);
    expect((await get("/organiser/import/batch/khong-phai-ma")).status).toBe(404);
  });
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
    expect((await app.database.db.select().from(questions)).length).toBe(129);
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
    expect((await app.database.db.select().from(rounds)).length).toBe(0);
  });

  it("moves a step of the ranking without scripts, and takes every order that has the score", async () => {
    const chosen = async (intent: string) => {
      const html = await (await post("/organiser/rounds/new", { ...round, "tieBreak[]": ["score", "prediction", "duration", "submitted-earlier", "lots"], intent })).text();
      return [...html.matchAll(/name="tieBreak\[\]"[\s\S]*?<\/select>/g)].map(([select]) => /value="([\w-]+)" selected/.exec(select)?.[1]);
    };
    expect(await chosen("step-down-0")).toEqual(["prediction", "score", "duration", "submitted-earlier", "lots"]);
    expect(await chosen("step-up-4")).toEqual(["score", "prediction", "duration", "lots", "submitted-earlier"]);
    expect(await chosen("step-up-0")).toEqual(["score", "prediction", "duration", "submitted-earlier", "lots"]);
  });

  it("takes a prediction about the whole contest, and says in the rules when it is looked at", async () => {
    const id = newId();
    expect(pathOf(await post("/organiser/rounds/new", { ...round, roundId: id, name: "Dự đoán", prediction: "contest-persons", "tieBreak[]": ["score", "prediction", "", "", ""] }))).toBe(`/organiser/rounds/${id}`);
    const html = await (await get(`/organiser/rounds/${id}`)).text();
    expect(html).toContain('value="contest-persons" selected');
    expect(html).toContain("có bao nhiêu người dự thi trong cả cuộc thi");
    await app.database.db.delete(rounds).where(eq(rounds.id, id));
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
    expect((await app.database.db.select().from(rounds).where(eq(rounds.id, id)))[0]?.name).toBe("Bản của tôi");
    await app.database.db.delete(rounds).where(eq(rounds.id, id));
  });

  it("creates a draft with the rules typed, makes it ready, and opens it to nobody before its time", async () => {
    expect(pathOf(await post("/organiser/rounds/new", round))).toBe(`/organiser/rounds/${roundId}`);
    const [stored] = await app.database.db.select().from(rounds).where(eq(rounds.id, roundId));
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
    expect(await app.database.db.$count(attempts)).toBe(0);
  });

  it("moves a known round only with a reason, and tells what was changed", async () => {
    const changes = `/organiser/rounds/${roundId}/changes`;
    const window = { intent: "postpone", newOpensAt: "2030-12-02T08:00", newClosesAt: "2030-12-09T17:00" };
    const without = await post(changes, { ...window, postponeReason: " " });
    const html = await without.text();
    expect([without.status, html]).toEqual([400, expect.stringMatching(/href="#postponeReason"[\s\S]*value="2030-12-02T08:00"/)]);
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

  it("after the first attempt changes the name and what is shown, and refuses the rest with the reason", async () => {
    const [person] = await app.database.db.select().from(people).limit(1);
    const now = Date.now();
    await app.database.db.insert(attempts).values({ id: newId(), roundId, personId: person!.id, unitId: person!.unitId, number: 1, startedAt: now, deadlineAt: now + minuteMs, lastSeenAt: now, seed: "x" });
    const refused = await post(`/organiser/rounds/${roundId}`, { ...round, basis: await basis(), minutes: "25" });
    expect([refused.status, await textOf(refused)]).toEqual([400, expect.stringContaining("không đổi được: thời gian làm bài")]);
    const allowed = await post(`/organiser/rounds/${roundId}`, { intent: "adjust", basis: await basis(), name: "Kỳ thi thứ nhất", showScore: "after-closing", showKeys: "never", showBoard: "after-closing", freezeMinutes: "0" });
    expect(allowed.headers.get("Location")).toContain("da=da-luu");
    const page = await get(`/organiser/rounds/${roundId}`);
    expect(await textOf(page)).toMatch(/Kỳ thi thứ nhất.*Đã có người vào thi/);
  });

  it("copies, and cancels only with a reason", async () => {
    const newRoundId = newId();
    expect(pathOf(await post(`/organiser/rounds/${roundId}`, { intent: "copy", newRoundId }))).toBe(`/organiser/rounds/${newRoundId}`);
    const without = await post(`/organiser/rounds/${newRoundId}`, { intent: "cancel", reason: " " });
    expect([without.status, await textOf(without)]).toEqual([400, expect.stringContaining("Nhập lý do hủy.")]);
    await post(`/organiser/rounds/${newRoundId}`, { intent: "cancel", reason: "Hoãn" });
    expect(await textOf(await get(`/organiser/rounds/${newRoundId}`))).toContain("Kỳ thi đã hủy");
  });
});

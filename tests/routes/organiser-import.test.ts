import { describe, expect, it } from "vitest";
import { people, questions, units } from "~db/schema";
import { textOf, useOrganiserDesk } from "../support/organiser-desk";
import { createRealContest } from "../support/real-contest";
import { signIn } from "../support/signed-in";
import { sample } from "../support/sheet-reader";

/** Files of a first contest brought in, understood by hand, and taken back. */
const { app, get, post, pathOf } = useOrganiserDesk({
  prepare: async (database) => {
    await createRealContest(database, []);
  },
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
    expect((await app().database.db.select().from(units)).length).toBe(0);
    expect(pathOf(await post(batch, { fingerprint: hashOf(html) }))).toBe(batch);
    expect((await app().database.db.select().from(units)).length).toBe(20);
    expect(await textOf(await get(batch))).toContain("Đã ghi 20 dòng");
  });

  it("refuses a form of thousands of parts, which would hold everybody up", async () => {
    const body = `${Array.from({ length: 5_000 }, (_, part) => `--x\r\nContent-Disposition: form-data; name="p${part}"\r\n\r\n\r\n`).join("")}--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nMã\r\n--x--\r\n`;
    const { headers } = await signIn(app().database.db, { roles: ["organiser"] });
    const response = await fetch(`${app().url}/organiser/import/units`, { method: "POST", redirect: "manual", headers: { ...headers, Origin: app().url, "Content-Type": "multipart/form-data; boundary=x" }, body });
    expect([response.status, await textOf(response)]).toEqual([400, expect.stringContaining("Tệp tải lên chưa trọn")]);
  });

  it("filters by outcome, names rejected rows, and leaves them out", async () => {
    const batch = pathOf(await upload("people", "nguoi-du-thi-loi.xlsx", sample("loi/nguoi-du-thi-loi.xlsx")));
    const rejected = await textOf(await get(`${batch}?show=rejected`));
    expect(rejected).toMatch(/Ghi 15 dòng, bỏ lại 11/);
    expect(rejected).toMatch(/11 Từ chối \S+ [^.]* 090001 Mã số 090001 trùng với dòng 8/);
    expect(rejected).not.toContain("090002");
    await post(batch, { fingerprint: hashOf(await (await get(batch)).text()) });
    expect((await app().database.db.select().from(people)).length).toBe(15);
  });

  it("does not write a plan other than the one that was shown", async () => {
    const batch = pathOf(await upload("questions", "ngan-hang.xlsx", sample("ngan-hang-cau-hoi.xlsx")));
    const response = await post(batch, { fingerprint: "cu" });
    expect(response.headers.get("Location")).toContain("da=ke-hoach-moi");
    expect((await app().database.db.select().from(questions)).length).toBe(0);
    await post(batch, { fingerprint: hashOf(await (await get(batch)).text()) });
    expect((await app().database.db.select().from(questions)).length).toBe(129);
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
    expect(await textOf(await get(batch))).toMatch(/tải lên lúc .*N1 · không có ngày sinh · Đội An ninh · CBCS/);
    await post(batch, { fingerprint: hashOf(await (await get(batch)).text()) });
    expect((await app().database.db.select().from(people)).length).toBe(16);
    const file = await get(`${batch}/rejected.xlsx`);
    expect([file.status, file.headers.get("Content-Type")]).toEqual([200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]);
    expect(Buffer.from(await file.arrayBuffer()).subarray(0, 2).toString()).toBe("PK");
    expect(await textOf(await get("/organiser/import"))).toMatch(/Bổ sung\.csv Người dự thi Đã ghi .* thu-ky 1 0 1/);
    expect(await textOf(await get(`${batch}/undo`))).toMatch(/Sẽ xóa 1 người/);
    expect((await post(`${batch}/undo`, {})).headers.get("Location")).toBe(`${batch}?da=da-hoan-tac`);
    expect((await app().database.db.select().from(people)).length).toBe(15);
    const undone = await textOf(await get(batch));
    expect(undone).toMatch(/Lần nhập đã hoàn tác.*ghi lúc [\d/]+ [\d:]+ , hoàn tác lúc .*Nhập lại từ tệp/);
    expect(undone).not.toContain("Tải các dòng bị từ chối");
    expect(pathOf(await get(`${batch}/undo`))).toBe(batch);
  });

  it("says of a changed row what becomes what, and of an undo only what it does", async () => {
    const committed = async (row: string) => {
      const batch = pathOf(await upload("people", "sua.csv", new TextEncoder().encode(`Mã số;Họ và tên;Đơn vị;Khối\r\n${row}\r\n`)));
      const shown = await textOf(await get(batch));
      await post(batch, { fingerprint: hashOf(await (await get(batch)).text()) });
      return { batch, shown };
    };
    const first = await committed("M1;Lê Ân;Đội An ninh;CBCS");
    const second = await committed("M1;Lê Ấn;Đội Tổng hợp;CBCS");
    expect(second.shown).toContain("Đổi họ tên: Lê Ân → Lê Ấn Đổi đơn vị: Đội An ninh → Đội Tổng hợp");
    const undoes: string[] = [];
    for (const { batch } of [second, first]) {
      undoes.push(/Sẽ [^.]*\./.exec(await textOf(await get(`${batch}/undo`)))?.[0] ?? "");
      await post(`${batch}/undo`, {});
    }
    expect(undoes).toEqual(["Sẽ trả 1 người về như trước khi nhập.", "Sẽ xóa 1 người mà lần nhập này đã tạo."]);
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

  it("shows what each column was taken for where one was left out, and knows a telephone by its short names", async () => {
    const csv = "Mã số;Họ và tên;Đơn vị;Khối;ĐT;Ghi chú\r\nN7;Lê Ân;Đội An ninh;CBCS;0912 345 678;x\r\n";
    const html = await (await get(pathOf(await upload("people", "ghi-chu.csv", new TextEncoder().encode(csv))))).text();
    expect(html).toContain("Cột F “Ghi chú” không có trong mẫu, đã bỏ qua.");
    expect(html.replaceAll("<!-- -->", "")).toMatch(/<details open=""><summary>Đã đọc 5 cột của tệp<\/summary>[\s\S]*E<\/b> là Số điện thoại[\s\S]*Chọn lại các cột/);
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

  it("says of a file for another import what it is and leads there; choosing columns by hand stays possible", async () => {
    const columns = pathOf(await upload("units", "can-bo.xlsx", sample("danh-sach-nguoi-du-thi.xlsx")));
    const html = await (await get(columns)).text();
    expect(await textOf(await get(columns))).toMatch(/Tệp này có vẻ là danh sách người dự thi, không phải danh sách đơn vị\. Chưa ghi gì\. Nhập tệp này ở mục “Người dự thi”.* Vẫn là danh sách đơn vị: chọn cột bằng tay Chỉ ra hàng tiêu đề/);
    expect(html).toContain('<a class="btn" href="/organiser/import/people">');
    expect(html).toContain('<details class="by-hand">');
    expect(await (await get(`${columns}?row=5`)).text()).toContain('<details class="by-hand" open="">');
    const short = await post(columns, { sheet: "0", headerRow: "5", "columns[]": ["code"] });
    expect([short.status, await short.text()]).toEqual([400, expect.stringContaining('<details class="by-hand" open="">')]);
  });

  it("says which rows stand in the way of an undo, and takes nothing back", async () => {
    const units20 = /href="(\/organiser\/import\/batch\/[0-9a-f-]+)"[^>]*>Danh sách đơn vị – bản 1\.xlsx/.exec(await (await get("/organiser/import")).text())![1]!;
    expect(await textOf(await get(`${units20}/undo`))).toMatch(/Chưa hoàn tác được: \d+ dòng .*đang có \d+ người/);
    const refused = await post(`${units20}/undo`, {});
    expect([refused.status, await textOf(refused)]).toEqual([409, expect.stringContaining("Chưa hoàn tác: các dòng dưới đây đang được dùng.")]);
    expect((await app().database.db.select().from(units)).length).toBe(20);
  });

  it("knows three kinds and no other address", async () => {
    expect((await get("/organiser/import/khac")).status).toBe(404);
    expect((await get("/organiser/import/batch/khong-phai-ma")).status).toBe(404);
  });
});

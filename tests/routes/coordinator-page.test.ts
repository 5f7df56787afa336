import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eq } from "drizzle-orm";
import { read, utils } from "xlsx";
import { hourMs, minuteMs } from "~/domain/shared/time";
import { auditLog } from "~db/schema";
import { startAppServer, type AppServer } from "../support/app-server";
import { at, seedGoldenResults } from "../support/golden-results";
import { pageWords, withoutIds } from "../support/page-words";
import { signIn, type SignedInAccount } from "../support/signed-in";

let app: AppServer;
let golden: Awaited<ReturnType<typeof seedGoldenResults>>;
let leader: SignedInAccount;
let coordinator: SignedInAccount;
let participant: SignedInAccount;

beforeAll(async () => {
  app = await startAppServer({ prepare: async (database) => void (golden = await seedGoldenResults(database.db)) });
  const { db } = app.database;
  leader = await signIn(db, { roles: ["leadership"] });
  coordinator = await signIn(db, { roles: ["coordinator"], unitId: golden.unitId("D01") });
  participant = await signIn(db, { personId: golden.personId("001101") });
});
afterAll(() => app.stop());

const get = (path: string, who?: SignedInAccount) => fetch(`${app.url}${path}`, { headers: who?.headers ?? {}, redirect: "manual" });
const html = async (path: string, who?: SignedInAccount) => (await get(path, who)).text();

describe("a coordinator's page of the own unit", () => {
  const page = (roundId: string, code = "D01") => `/participation/${roundId}/units/${golden.unitId(code)}`;
  const list = (roundId: string, code = "D01") => `/reports/${roundId}/units/${golden.unitId(code)}/reminders.xlsx`;
  let running: string;
  beforeAll(async () => {
    running = await golden.round({ name: "Kỳ 2", opensAt: Date.now() - 2 * hourMs, closesAt: at(5, 17) + 100 * 365 * 24 * hourMs, rules: { show: { score: "after-publishing", keys: "never", board: "after-publishing", freezeMinutes: 0 } } });
    await golden.attempt({ round: running, person: "001101", startedAt: Date.now() - hourMs, lasted: 5 * minuteMs, score: 1234 });
    await golden.attempt({ round: running, person: "002101", startedAt: Date.now() - hourMs, lasted: 5 * minuteMs, score: 1999 });
  });

  it("says who has entered and when, without scores while the policy hides them, who has not, and a message to send on", async () => {
    const html = await (await get(page(running), coordinator)).text();
    const text = pageWords(html);
    expect(text).toMatch(/Người đã tham gia \(1\) Họ và tên Nộp bài lúc Lê Thị Bình \d\d\/\d\d\/\d{4} \d\d:\d\d/);
    expect(text).toContain("2 người có tên trong danh sách, 1 người chưa có tên trong danh sách");
    expect(text).toContain("Đội Tổng hợp còn 3 người chưa tham gia: 1. Phạm Văn Cường 2. Võ Thị Dung");
    expect(text).toContain(`đăng nhập tại ${app.url}`);
    for (const hidden of ["12,34", "1234", "Đỗ Văn Em", "0950000103"]) expect(withoutIds(html)).not.toContain(hidden);
  });

  it("shows scores once the board of the round shows them to everybody, and to leaders at any time", async () => {
    expect(pageWords(await html(page(golden.roundId), coordinator))).toContain("Lê Thị Bình 02/06/2022 10:12 18 ");
    expect(pageWords(await html(page(running), leader))).toContain("12,34");
    expect(pageWords(await html(page(golden.roundId), coordinator))).not.toContain("Nhắc tham gia");
  });

  it("gives the list to remind by as a file: number, name, code, rank, unit, bloc, round, until when; no phone; the total is the page's; and the audit has it", async () => {
    const response = await get(list(running), coordinator);
    expect(response.headers.get("Content-Disposition")).toContain("nhac-tham-gia-ky-2-doi-tong-hop-");
    const book = read(Buffer.from(await response.arrayBuffer()), { cellDates: false });
    const sheet = utils.sheet_to_json<(string | number | null)[]>(book.Sheets["Nhắc tham gia"]!, { header: 1, defval: null });
    const top = sheet.findIndex((row) => row[0] === "STT");
    expect(sheet[top]).toEqual(["STT", "Họ và tên", "Mã số", "Cấp bậc", "Đơn vị", "Khối", "Kỳ thi", "Mở đến", "Ghi chú"]);
    expect(sheet.slice(top + 1, top + 4).map((row) => row.toSpliced(3, 1).slice(0, 6))).toEqual([
      [1, "Phạm Văn Cường", "001102", "Đội Tổng hợp", "CBCS; Đoàn viên", "Kỳ 2"],
      [2, "Võ Thị Dung", "001103", "Đội Tổng hợp", "CBCS", "Kỳ 2"],
      [null, "1 người chưa có tên trong danh sách", null, "Đội Tổng hợp", null, "Kỳ 2"],
    ]);
    expect(JSON.stringify(sheet)).toContain("Tổng số 3 người chưa tham gia: 2 người có tên, 1 người chưa có tên trong danh sách");
    expect(typeof sheet[top + 1]![7]).toBe("number");
    expect(JSON.stringify(sheet)).not.toContain("09500001");
    const taken = await app.database.db.select().from(auditLog).where(eq(auditLog.action, "export-reminders"));
    expect(taken.map((row) => [row.accountId, row.subjectId, (row.after as { rows: number }).rows])).toEqual([[coordinator.accountId, running, 2]]);
  });

  it("marks who sits at this moment in list and file, and leaves them out of the message", async () => {
    await golden.attempt({ round: running, person: "001102", startedAt: Date.now() - minuteMs });
    const text = pageWords(await html(page(running), coordinator));
    expect(text).toMatch(/Phạm Văn Cường 001102 đang làm bài/);
    expect(text).toContain("Đội Tổng hợp còn 3 người chưa tham gia, trong đó 1 người đang làm bài: 1. Võ Thị Dung");
    const book = read(Buffer.from(await (await get(list(running), coordinator)).arrayBuffer()));
    const rows = utils.sheet_to_json<(string | number | null)[]>(book.Sheets["Nhắc tham gia"]!, { header: 1, defval: null }).filter((row) => row[6] === "Kỳ 2");
    expect(rows.map((row) => [row[1], row[8]])).toEqual([["Phạm Văn Cường", "đang làm bài"], ["Võ Thị Dung", null], ["1 người chưa có tên trong danh sách", null]]);
  });

  it("names who moved to another unit after the closing where the closing found them, for the coordinator of the old unit: page, message and total", async () => {
    await golden.transfer("001103", "X01", "2022-06-06");
    const text = pageWords(await html(page(golden.roundId), coordinator));
    expect(text).toContain("1 người có tên trong danh sách, 1 người chưa có tên trong danh sách");
    expect(text).toMatch(/Võ Thị Dung 001103/);
    expect(pageWords(await html(page(golden.roundId, "X01"), leader))).not.toContain("Võ Thị Dung");
    expect(pageWords(await html(page(running), coordinator))).not.toContain("Võ Thị Dung");
    expect(pageWords(await html(page(running, "X01"), leader))).toMatch(/Võ Thị Dung 001103/);
  });

  it("is nowhere for a foreign unit, whatever is asked: the page, the file", async () => {
    for (const path of [page(running, "X01"), page(running, "CAH"), list(running, "X01"), list(running, "CAH"), list(golden.contestId)]) expect((await get(path, coordinator)).status).toBe(404);
    expect((await get(list(running), participant)).status).toBe(403);
    expect((await get(list(running))).headers.get("Location")).toContain("/sign-in");
  });
});

import { expect, test } from "vitest";
import { changesOf, idsInside } from "./difference";
import { ownFieldLabels } from "./words";

const said = (before: unknown, after: unknown, names: [string, string][] = []) =>
  changesOf(before, after, new Map(names)).map(({ label, before: from, after: to }) => `${label}: ${from ?? "–"} → ${to ?? "–"}`);
const unitId = "0190a000-0000-7000-8000-000000000001";

test("only what differs is said, in words, with instants and days of Vietnam", () => {
  const round = { name: "Kỳ 1", opensAt: Date.UTC(2022, 5, 1, 1), startsOn: "2022-06-01", isTrial: false, rules: { minutes: 20, show: { score: "at-once" } } };
  const changed = { ...round, opensAt: Date.UTC(2022, 5, 1, 2), startsOn: "2022-06-02", isTrial: true, rules: { minutes: 20, show: { score: "after-publishing" } } };
  expect(said(round, changed)).toEqual([
    "Ngày bắt đầu: 01/06/2022 → 02/06/2022",
    "Mở lúc: 01/06/2022 08:00 → 01/06/2022 09:00",
    "Thi thử: Không → Có",
    "Công khai · Điểm của bản thân: ngay sau khi nộp bài → sau khi công bố kết quả",
  ]);
  expect(said(round, { ...round })).toEqual([]);
});

test("what is made has no before, what is taken away no after; empty texts are nothing", () => {
  expect(said(null, { role: "coordinator", unitId, login: "" }, [[unitId, "Đội Tổng hợp"]])).toEqual(["Vai trò: – → Đầu mối đơn vị", "Đơn vị: – → Đội Tổng hợp"]);
  expect(said({ role: "organiser", unitId: null }, null)).toEqual(["Vai trò: Ban Tổ chức → –"]);
  expect(said(undefined, undefined)).toEqual([]);
});

test("an id that only ties rows together is not said", () => {
  expect(said({ state: "pending" }, { state: "approved", batchId: unitId })).toEqual(["Trạng thái: Chờ duyệt → Đã duyệt"]);
  expect(said({ state: "approved" }, { state: "pending", undoes: unitId })).toEqual(["Trạng thái: Đã duyệt → Chờ duyệt"]);
});

test("extra time is the minutes that were added, without the raw id of the incident; what held at the moment is no change", () => {
  const given = { incidentId: unitId, minutes: 7, mayPassClosing: false };
  expect(changesOf(null, given, new Map(), ownFieldLabels["incident.extra-time"]).map(({ label, after }) => `${label}: ${after}`)).toEqual(["Thêm giờ (phút): 7", "Được quá giờ đóng: Không"]);
  expect(said({ hadOwnPassword: true }, null)).toEqual(["Đã có mật khẩu riêng: – → Có"]);
});

test("of a list only the lines that left or came; of an order, the whole", () => {
  const line = (count: number, levelId: string) => ({ topicId: null, levelId, type: "single", count, points: 150 });
  expect(said({ lines: [line(4, "a"), line(2, "b")] }, { lines: [line(4, "a"), line(3, "b")] })).toEqual([
    "Ma trận đề: Mức độ: b; Loại: Một lựa chọn; Số lượng: 2; Điểm: 1,5 → Mức độ: b; Loại: Một lựa chọn; Số lượng: 3; Điểm: 1,5",
  ]);
  expect(said({ rules: { tieBreak: ["score", "duration"] } }, { rules: { tieBreak: ["score", "lots"] } })).toEqual(["Thứ tự xếp hạng: Điểm\nThời gian làm bài → Điểm\nBốc thăm"]);
  expect(said([{ id: "1", name: "A", position: 1 }, { id: "2", name: "B", position: 2 }], [{ id: "2", name: "B", position: 1 }, { id: "1", name: "A", position: 2 }])).toEqual(["Danh sách: A\nB → B\nA"]);
});

test("a key is said by the texts of its choices", () => {
  const choices = [{ id: "c1", text: "Sở Nội vụ" }, { id: "c2", text: "Bộ Nội vụ" }];
  expect(said({ choices, answerKey: ["c1"] }, { choices, answerKey: ["c2"] })).toEqual(["Đáp án: Sở Nội vụ → Bộ Nội vụ"]);
});

test("a secret, a password or a response is not said, wherever it stands", () => {
  const hidden = said({ password: "cũ" }, { password: "mới", inner: { secretHmac: "abc", sessionToken: "t" }, response: { kind: "choices" }, hadOwnPassword: true });
  expect(hidden.join("\n")).not.toMatch(/cũ|mới|abc|choices/);
  expect(hidden).toContain("Đã có mật khẩu riêng: – → Có");
});

test("phone and birth date are marked as personal", () => {
  const changes = changesOf({ phone: "0950000103", code: "1" }, { phone: "0950000104", code: "2" }, new Map());
  expect(changes.map(({ label, isPersonal }) => [label, isPersonal])).toEqual([["Mã số", false], ["Số điện thoại", true]]);
});

test("ids are found at any depth", () => {
  expect(idsInside({ role: "organiser", units: [{ unitId }], note: "none" })).toEqual([unitId]);
});

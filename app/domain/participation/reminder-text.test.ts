import { expect, test } from "vitest";
import { reminderText } from "./reminder-text";

const reminder = { contestName: "Cải cách hành chính", roundName: "Kỳ 1", closesAt: Date.UTC(2022, 5, 5, 10), unitName: "Đội Tổng hợp", address: "https://thi.example.vn", names: ["Võ Thị Dung", "Lê Ân"], named: 2, sitting: 0, unnamed: 1 };

test("a message to send on: round, end in Vietnam, who is missing, where", () => {
  expect(reminderText(reminder)).toBe(
    [
      "Nhắc tham gia cuộc thi “Cải cách hành chính”",
      "Kỳ 1 mở đến 17:00 ngày 05/06/2022.",
      "Đội Tổng hợp còn 3 người chưa tham gia:",
      "1. Võ Thị Dung",
      "2. Lê Ân",
      "Ngoài ra có 1 người chưa có tên trong danh sách; đề nghị đơn vị báo tên cho Ban Tổ chức.",
      "Đề nghị các đồng chí đăng nhập tại https://thi.example.vn và hoàn thành bài thi đúng hạn.",
    ].join("\n"),
  );
});

test("who sits at this moment is missing as on the page, and is said to sit", () => {
  expect(reminderText({ ...reminder, sitting: 2 })).toContain("Đội Tổng hợp còn 5 người chưa tham gia, trong đó 2 người đang làm bài:\n1. Võ Thị Dung");
  expect(reminderText({ ...reminder, names: [], named: 0, sitting: 2, unnamed: 3 })).toContain("còn 5 người chưa tham gia, trong đó 2 người đang làm bài.\nNgoài ra có 3 người chưa có tên trong danh sách;");
});

test("many names go along as a file; where nobody is named the sentence ends", () => {
  expect(reminderText({ ...reminder, names: Array.from({ length: 41 }, (_, index) => `Người ${index}`), named: 41 })).toContain("còn 42 người chưa tham gia:\nDanh sách 41 người có tên gửi kèm theo.\nNgoài ra có 1 người chưa có tên trong danh sách;");
  expect(reminderText({ ...reminder, names: [], named: 1_204, unnamed: null })).toContain("còn 1.204 người chưa tham gia:\nDanh sách 1.204 người có tên gửi kèm theo.\nĐề nghị các đồng chí");
  expect(reminderText({ ...reminder, names: [], named: 0, unnamed: 2 })).toContain("Đội Tổng hợp còn 2 người chưa tham gia.\nĐây là 2 người chưa có tên trong danh sách;");
  expect(reminderText({ ...reminder, unnamed: null })).not.toContain("chưa có tên");
});

/** Vietnamese words for what audited objects are made of. A field without an entry is shown by its name. */
import { noteKindLabels } from "../access/note-kind";
import { roleLabels } from "../access/policy";
import { attemptStateLabels } from "../attempt/attempt";
import { subjectLabels } from "../contest/prediction-words";
import { questionStateLabels, questionTypeLabels } from "../question/question";
import { measureLabels } from "../standings/collective-words";
import { stepLabels } from "../standings/labels";

export const fieldLabels: Readonly<Record<string, string>> = {
  copiedFrom: "Sao chép từ", name: "Tên", displayName: "Tên hiển thị", fullName: "Họ và tên", login: "Tài khoản", code: "Mã số", role: "Vai trò", unitId: "Đơn vị", unit: "Đơn vị", parentId: "Đơn vị cấp trên", typeId: "Loại đơn vị",
  personId: "Người", accountId: "Tài khoản", roundId: "Kỳ thi", contestId: "Cuộc thi", blocId: "Khối", blocIds: "Khối", unitIds: "Đơn vị được dự thi", birthDate: "Ngày sinh", gender: "Giới tính", rank: "Cấp bậc", jobTitle: "Chức vụ",
  blocs: "Khối", parent: "Đơn vị cấp trên", answer: "Trả lời", merged: "Mã số được gộp", predictions: "Câu dự đoán", onDay: "Ngày chuyển", retiredFrom: "Ra khỏi danh sách từ",
  phone: "Số điện thoại", retiredAt: "Ngừng từ", validFrom: "Hiệu lực từ", validTo: "Hiệu lực đến", eligible: "Số người thuộc diện dự thi", position: "Thứ tự", isCommitteeMember: "Thành viên Ban Tổ chức",
  state: "Trạng thái", type: "Loại", content: "Nội dung", choices: "Phương án", text: "Nội dung", isCorrect: "Đúng", answerKey: "Đáp án", points: "Điểm", explanation: "Giải thích", citation: "Căn cứ pháp lý",
  effectiveFrom: "Hiệu lực từ", effectiveTo: "Hiệu lực đến", topicId: "Chủ đề", levelId: "Mức độ", revision: "Phiên bản",
  startsOn: "Ngày bắt đầu", description: "Giới thiệu", prizes: "Giải thưởng", contact: "Liên hệ", superiorBody: "Cơ quan cấp trên", agency: "Cơ quan", place: "Địa danh", signers: "Người ký", title: "Chức vụ",
  consentText: "Nội dung đồng ý", minimumRatePercent: "Tỷ lệ tối thiểu (%)", collective: "Giải tập thể", measures: "Xếp theo", weights: "Hệ số (%)", rate: "Tỷ lệ tham gia", entrants: "Số người tham gia", average: "Điểm trung bình", winners: "Số người đạt giải", winnerRanks: "Số hạng cá nhân có giải", onlyGender: "Chỉ giới tính", maxAge: "Tuổi tối đa",
  opensAt: "Mở lúc", closesAt: "Đóng lúc", running: "Bài đang làm", movedAttempts: "Số bài đang làm được dời hạn nộp", isTrial: "Thi thử", rules: "Quy định", minutes: "Thời gian làm bài (phút)", graceSeconds: "Thời gian chờ thu bài (giây)", attempts: "Lượt thi", allowed: "Số lượt", per: "Tính theo",
  pauseMinutes: "Nghỉ giữa hai lượt (phút)", counts: "Lượt được tính", tieBreak: "Thứ tự xếp hạng", severalScoring: "Chấm câu nhiều lựa chọn", shuffleQuestions: "Xáo trộn câu hỏi", shuffleChoices: "Xáo trộn phương án",
  prediction: "Câu dự đoán", show: "Công khai", score: "Điểm của bản thân", keys: "Đáp án", board: "Bảng xếp hạng", freezeMinutes: "Dừng cập nhật (phút cuối)", lines: "Ma trận đề", count: "Số lượng",
  publishedAt: "Công bố lúc", gradingVersion: "Phiên bản chấm", kind: "Loại", fileName: "Tệp", fileSha256: "Mã SHA-256 của tệp", summary: "Số dòng", create: "Tạo mới", change: "Thay đổi", same: "Giữ nguyên",
  warned: "Cảnh báo", rejected: "Từ chối", version: "Phiên bản", expiresAt: "Hết hạn lúc", issuedAt: "Cấp lúc", hadOwnPassword: "Đã có mật khẩu riêng", way: "Cách đăng nhập", asOf: "Số liệu lúc", scope: "Phạm vi",
  deadlineAt: "Hạn nộp", firstDeadlineAt: "Hạn nộp sớm nhất", lastDeadlineAt: "Hạn nộp muộn nhất", submittedAt: "Kết thúc lúc", mayPassClosing: "Được quá giờ đóng", positions: "Các câu", fileMadeAt: "Tệp tạo lúc", despiteKeys: "Nhận khi đáp án đã hiện", removed: "Số dòng đã bỏ", restored: "Số dòng đã khôi phục", withPhones: "Có số điện thoại", rows: "Số dòng", units: "Số đơn vị", slips: "Số phiếu", questions: "Số câu", topics: "Chủ đề", mergedPersonId: "Bản ghi được gộp", filter: "Bộ lọc", from: "Từ ngày", to: "Đến ngày", method: "Cách gọi", page: "Trang",
};

export type Words = Readonly<Record<string, string>>;

const visibility: Words = {
  "at-once": "ngay sau khi nộp bài", live: "cập nhật trong kỳ thi", frozen: "cập nhật, dừng ở những phút cuối", "after-closing": "sau khi kỳ thi đóng", "after-publishing": "sau khi công bố kết quả", never: "không công bố",
};
const genders: Words = { male: "Nam", female: "Nữ" };

/** What fields are called in one action only. */
export const ownFieldLabels: Readonly<Partial<Record<string, Words>>> = {
  "account.create": { expiresAt: "Mã bí mật hết hạn lúc" },
  "incident.extra-time": { minutes: "Thêm giờ (phút)", leftAtClosing: "Số lượt không được thêm vì không còn thời gian trước giờ đóng" },
  "incident.reopening": { minutes: "Làm tiếp trong (phút)" },
};

/** By the field that holds them. */
export const valueLabels: Readonly<Record<string, Words>> = {
  role: roleLabels,
  state: { draft: "Bản nháp", ready: "Sẵn sàng", cancelled: "Đã hủy", ...attemptStateLabels, ...questionStateLabels },
  type: questionTypeLabels,
  per: { round: "cả kỳ thi", day: "mỗi ngày", week: "mỗi tuần" },
  counts: { best: "tốt nhất", first: "đầu tiên", last: "cuối cùng" },
  tieBreak: stepLabels,
  measures: measureLabels,
  severalScoring: { "all-or-nothing": "đúng và đủ mới được điểm", proportional: "theo tỷ lệ" },
  prediction: subjectLabels,
  score: visibility, keys: visibility, board: visibility,
  gender: genders, onlyGender: genders,
  kind: { units: "Đơn vị", people: "Người dự thi", questions: "Câu hỏi", ...noteKindLabels },
  running: { kept: "làm tiếp đến hết giờ của bài", collected: "thu cùng lúc đóng" },
  way: { password: "mật khẩu", "first-secret": "mã bí mật lần đầu" },
  scope: { all: "toàn cuộc thi" },
};

/** What the subject of a row is. */
export const subjectTypeLabels: Words = {
  contest: "Cuộc thi", round: "Kỳ thi", question: "Câu hỏi", account: "Tài khoản", person: "Người dự thi", unit: "Đơn vị", catalogue: "Danh mục",
  "import-batch": "Tệp nhập", "committee-note": "Thư", attempt: "Lượt thi", page: "Trang", audit: "Nhật ký",
};

export const catalogueLabels: Words = { blocs: "Khối", levels: "Mức độ", topics: "Chủ đề", unitTypes: "Loại đơn vị" };

/**
 * What a participant agrees to when the contest has no text of its own. Names purpose, data, recipients, retention and
 * rights, as Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15 asks. Paragraphs are lines; a change of meaning needs a new consent version.
 */
export const defaultConsentText = `Mục đích: tổ chức cuộc thi, gồm xác nhận người dự thi, chấm điểm, xếp hạng, thống kê tình hình tham gia của đơn vị và trao giải.
Dữ liệu: mã số, họ tên, ngày sinh, giới tính, cấp bậc, chức vụ, đơn vị, khối và số điện thoại (nếu Ban Tổ chức có nhập); câu trả lời, điểm, thời gian làm bài. Không thu thập số định danh cá nhân, ảnh giấy tờ hay dữ liệu sinh trắc học.
Người được xem: Ban Tổ chức xem toàn bộ; lãnh đạo xem kết quả; đầu mối đơn vị xem tình hình tham gia của đơn vị mình. Bảng xếp hạng công khai chỉ có tên hiển thị, đơn vị và điểm.
Thời gian lưu: đến khi cuộc thi kết thúc, hết thời hạn khiếu nại và hoàn thành lưu trữ hồ sơ theo quy định.
Quyền của đồng chí: xem, yêu cầu chỉnh sửa, hạn chế xử lý, xóa dữ liệu hoặc rút lại sự đồng ý bất cứ lúc nào bằng cách liên hệ Ban Tổ chức. Rút lại sự đồng ý không làm mất hiệu lực của việc xử lý trước đó.`;

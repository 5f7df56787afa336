/** One-time messages travel as `?da=<code>` out of this closed list, so nobody can put words into a page by its address. */
const notices = {
  "da-dang-xuat": "Đã đăng xuất.",
  "chua-luu-het-phien": "Phiên đăng nhập đã hết nên nội dung vừa gửi CHƯA được lưu. Hãy đăng nhập rồi nhập lại.",
  "da-doi-mat-khau": "Đã đổi mật khẩu. Các thiết bị khác đã bị đăng xuất.",
  "da-xu-ly": "Đã đánh dấu là đã xử lý.",
  "da-luu": "Đã lưu.",
  "chua-luu": "Các câu vừa gửi CHƯA được lưu: bài vừa được làm tiếp ở thiết bị hoặc cửa sổ khác. Hãy kiểm tra lại các câu trả lời.",
  "chua-nop": "Bài CHƯA được nộp: bài vừa được làm tiếp ở thiết bị hoặc cửa sổ khác. Hãy kiểm tra rồi nộp lại.",
  "da-gui": "Đã gửi tới Ban Tổ chức.",
  "da-duyet": "Đã duyệt các câu hỏi đã chọn.",
  "da-ngung-dung": "Đã ngừng dùng các câu hỏi đã chọn.",
  "da-tra-lai-trang-thai": "Đã hoàn tác: các câu hỏi trở về trạng thái trước đó.",
  "cho-duyet": "Đã chuyển các câu hỏi đã chọn về chờ duyệt.",
  "da-ve-nhap": "Kỳ thi đã trở về bản nháp.",
  "da-sao-chep": "Đã tạo bản sao. Hãy kiểm tra lại tên và thời gian.",
  "da-huy": "Đã hủy kỳ thi.",
  "da-tao": "Đã tạo.",
  "da-thiet-lap": "Đã lưu thiết lập ban đầu.",
  "da-chuyen": "Đã chuyển đơn vị. Các lượt thi đã làm vẫn tính cho đơn vị cũ.",
  "da-sua-don-vi": "Đã sửa đơn vị.",
  "da-dua-ra": "Đã đưa ra khỏi danh sách.",
  "da-dua-lai": "Đã đưa trở lại danh sách.",
  "da-gop": "Đã gộp hai bản ghi. Bản ghi vừa gộp được nêu ở dưới tên người này.",
  "da-xoa-thong-tin": "Đã xóa thông tin cá nhân. Các lượt thi vẫn được đếm.",
  "da-ngung-don-vi": "Đã ngừng đơn vị.",
  "da-dung-lai-don-vi": "Đã dùng lại đơn vị.",
  "da-xoa-don-vi": "Đã xóa đơn vị thêm nhầm.",
  "da-nhap": "Đã ghi dữ liệu của tệp.",
  "da-hoan-tac": "Đã hoàn tác lần nhập: dữ liệu trở lại như trước khi nhập.",
  "ke-hoach-moi": "Dữ liệu vừa được người khác thay đổi nên bảng dưới đây đã tính lại. Kiểm tra rồi xác nhận lần nữa.",
  "da-cap-lai": "Đã cấp lại mã bí mật.",
  "da-cong-bo": "Đã công bố kết quả.",
  "da-doi-ky-thi": "Đã thay đổi kỳ thi. Người dự thi thấy thay đổi và lý do ở trang các kỳ thi.",
  "da-cho-them-gio": "Đã cho thêm giờ. Trang đang làm bài nhận hạn nộp mới trong vòng một phút.",
  "da-mo-lai": "Đã mở lại lượt thi. Báo người dự thi vào “Các kỳ thi” và chọn “Làm tiếp”.",
  "da-cho-them-gio-den-gio-dong": "Đã cho thêm giờ, nhưng có lượt thi chỉ được đến giờ đóng kỳ thi. Số phút được thêm ghi ở “Biên bản sự cố”. Trang đang làm bài nhận hạn nộp mới trong vòng một phút.",
  "da-mo-lai-den-gio-dong": "Đã mở lại lượt thi, nhưng có lượt chỉ được đến giờ đóng kỳ thi. Số phút được làm tiếp ghi ở “Biên bản sự cố”. Báo người dự thi vào “Các kỳ thi” và chọn “Làm tiếp”.",
  "da-huy-luot": "Đã hủy lượt thi.",
  "da-nhan-tep": "Đã nhận các câu trả lời trong tệp và chấm lại bài.",
  "da-mo": "Kỳ thi đã sẵn sàng.",
} as const;

export type NoticeCode = keyof typeof notices;

/** Loaders of the page that answers a form are asked by GET, but with the headers of the POST; only those tell that something was sent. */
export const isAnswerToForm = ({ headers }: Request): boolean => headers.has("Content-Type");

/** Null on the answer to a form: what a refused form says must not stand beside “Đã lưu.” of the page before. */
export function noticeOf(request: Request): string | null {
  if (isAnswerToForm(request)) return null;
  const code = new URL(request.url, "http://localhost").searchParams.get("da");
  return code !== null && Object.hasOwn(notices, code) ? notices[code as NoticeCode] : null;
}

/** `path` with the notice that the next page shows. */
export function withNotice(path: string, code: NoticeCode): string {
  return `${path}${path.includes("?") ? "&" : "?"}da=${code}`;
}

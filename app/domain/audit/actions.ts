/**
 * Everything that the audit knows to have been done, by its name in the table, with the kind it is filtered by and the words
 * of the audit page. `insertAudit` takes only these names: an action without a label does not compile.
 */
export type AuditKind = "contest" | "question" | "round" | "incident" | "result" | "roster" | "account" | "export" | "self" | "access";

export const kindLabels: Record<AuditKind, string> = {
  contest: "Cuộc thi và danh mục",
  question: "Câu hỏi",
  round: "Kỳ thi",
  incident: "Sự cố khi thi",
  result: "Kết quả",
  roster: "Đơn vị và người dự thi",
  account: "Tài khoản và phân quyền",
  export: "Xuất dữ liệu",
  self: "Người dùng tự khai báo",
  access: "Đăng nhập và bị từ chối",
};

const actions = {
  "contest.create": { kind: "contest", label: "Tạo cuộc thi" },
  "contest.edit": { kind: "contest", label: "Sửa thông tin cuộc thi" },
  "catalogue.edit": { kind: "contest", label: "Sửa danh mục" },
  "question.create": { kind: "question", label: "Thêm câu hỏi" },
  "question.revise": { kind: "question", label: "Sửa câu hỏi" },
  "question.state": { kind: "question", label: "Đổi trạng thái câu hỏi" },
  "round.create": { kind: "round", label: "Tạo kỳ thi" },
  "round.copy": { kind: "round", label: "Sao chép kỳ thi" },
  "round.edit": { kind: "round", label: "Sửa kỳ thi" },
  "round.ready": { kind: "round", label: "Chuyển kỳ thi sang sẵn sàng mở" },
  "round.draft": { kind: "round", label: "Đưa kỳ thi về bản nháp" },
  "round.postpone": { kind: "round", label: "Hoãn hoặc đổi giờ kỳ thi" },
  "round.loosen": { kind: "round", label: "Gia hạn, thêm thời gian hoặc lượt thi cho mọi người" },
  "round.close-early": { kind: "round", label: "Đóng kỳ thi sớm" },
  "round.cancel": { kind: "round", label: "Hủy kỳ thi" },
  "incident.extra-time": { kind: "incident", label: "Cho thêm giờ" },
  "incident.reopening": { kind: "incident", label: "Mở lại lượt thi" },
  "incident.void": { kind: "incident", label: "Hủy lượt thi" },
  "incident.hand-in": { kind: "incident", label: "Nhận câu trả lời từ tệp" },
  "publish-results": { kind: "result", label: "Công bố kết quả" },
  "person.create": { kind: "roster", label: "Thêm người dự thi" },
  "person.edit": { kind: "roster", label: "Sửa thông tin người dự thi" },
  "person.transfer": { kind: "roster", label: "Chuyển đơn vị" },
  "person.reassign": { kind: "roster", label: "Sửa đơn vị ghi sai" },
  "person.retire": { kind: "roster", label: "Đưa người ra khỏi danh sách" },
  "person.restore": { kind: "roster", label: "Đưa người trở lại danh sách" },
  "person.merge": { kind: "roster", label: "Gộp hai bản ghi của một người" },
  "person.anonymise": { kind: "roster", label: "Xóa thông tin cá nhân" },
  "unit.create": { kind: "roster", label: "Thêm đơn vị" },
  "unit.edit": { kind: "roster", label: "Sửa đơn vị" },
  "unit.close": { kind: "roster", label: "Ngừng đơn vị" },
  "unit.reopen": { kind: "roster", label: "Dùng lại đơn vị" },
  "unit.delete": { kind: "roster", label: "Xóa đơn vị thêm nhầm" },
  "eligible.edit": { kind: "roster", label: "Sửa số người thuộc diện dự thi" },
  "import.commit": { kind: "roster", label: "Nhập từ tệp" },
  "import.undo": { kind: "roster", label: "Hoàn tác lần nhập" },
  "note.handle": { kind: "roster", label: "Xử lý thư gửi Ban Tổ chức" },
  "account.create": { kind: "account", label: "Tạo tài khoản" },
  "account.disable": { kind: "account", label: "Khóa tài khoản" },
  "account.enable": { kind: "account", label: "Mở khóa tài khoản" },
  "role.grant": { kind: "account", label: "Thêm vai trò" },
  "role.revoke": { kind: "account", label: "Bỏ vai trò" },
  "secret.issue": { kind: "account", label: "Cấp mã bí mật lần đầu" },
  "secret.issue-all": { kind: "account", label: "Cấp phiếu của tất cả đơn vị" },
  "secret.reset": { kind: "account", label: "Cấp lại mã bí mật" },
  "import.export-rejected": { kind: "export", label: "Tải các dòng bị từ chối" },
  "export-workbook": { kind: "export", label: "Tải sổ kết quả" },
  "export-reminders": { kind: "export", label: "Tải danh sách nhắc tham gia" },
  "export-audit": { kind: "export", label: "Tải nhật ký" },
  "password.set": { kind: "self", label: "Đặt mật khẩu" },
  "password.change": { kind: "self", label: "Đổi mật khẩu" },
  "consent.give": { kind: "self", label: "Đồng ý xử lý dữ liệu cá nhân" },
  "unit.confirm": { kind: "self", label: "Xác nhận đơn vị" },
  "unit.report": { kind: "self", label: "Báo sai đơn vị" },
  "own-data.export": { kind: "export", label: "Tải dữ liệu của mình" },
  "own-data.request": { kind: "self", label: "Gửi yêu cầu về dữ liệu của mình" },
  "sign-in": { kind: "access", label: "Đăng nhập" },
  "sign-in.refused": { kind: "access", label: "Đăng nhập không thành công" },
  "sign-in.limited": { kind: "access", label: "Đăng nhập bị tạm dừng vì sai nhiều lần" },
  "access.denied": { kind: "access", label: "Bị từ chối vào trang" },
} as const satisfies Record<string, { kind: AuditKind; label: string }>;

export type AuditAction = keyof typeof actions;

/** The words of an action; one that a later or earlier version of the app wrote is shown by its name. */
export function actionLabel(action: string): string {
  return isKnown(action) ? actions[action].label : action;
}

export function actionsOfKind(kind: AuditKind): readonly AuditAction[] {
  return (Object.keys(actions) as AuditAction[]).filter((action) => actions[action].kind === kind);
}

function isKnown(action: string): action is AuditAction {
  return Object.hasOwn(actions, action);
}

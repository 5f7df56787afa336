/** What a failure to use DATA_DIR means to whoever set it. Plain Node: needed before anything is installed. */

const reasons = {
  EEXIST: "là một tệp, không phải thư mục",
  ENOTDIR: "nằm bên trong một tệp, không phải thư mục",
  EACCES: "không cho tài khoản đang chạy chương trình ghi vào",
  EPERM: "không cho tài khoản đang chạy chương trình ghi vào",
  EROFS: "nằm trên ổ đĩa chỉ đọc",
  ENOSPC: "nằm trên ổ đĩa đã đầy",
};

/** Null when the error is about something else. */
export function dataFolderProblem(error, dataDir) {
  const isBelow = typeof error?.path === "string" && (error.path === dataDir || error.path.startsWith(`${dataDir}/`) || dataDir.startsWith(`${error.path}/`));
  const reason = isBelow ? reasons[error.code] : undefined;
  return reason === undefined ? null : `DATA_DIR ${dataDir} ${reason}. Chọn thư mục khác, ví dụ: DATA_DIR=/srv/thi npm start`;
}

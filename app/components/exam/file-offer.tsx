/** The unsent responses as a file; the module shows it when saving has failed for long or the attempt ends with some unsent. */
export function FileOffer() {
  return (
    <p className="file-offer" data-file-offer="" hidden>
      <button type="button" className="btn quiet" data-download="">Tải tệp các câu chưa gửi</button>
      <span className="small">Giữ tệp để nộp cho Ban Tổ chức nếu không gửi được.</span>
    </p>
  );
}

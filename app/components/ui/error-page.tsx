const otherAccount = "Hãy đăng nhập bằng tài khoản khác, hoặc liên hệ Ban Tổ chức nếu cần quyền này.";
const texts: Record<number, { title: string; advice: string }> = {
  403: { title: "Tài khoản này không có quyền xem trang", advice: otherAccount },
  404: { title: "Không tìm thấy trang", advice: "Địa chỉ có thể đã cũ hoặc gõ sai. Hãy về trang chủ và đi lại từ đó." },
  429: { title: "Quá nhiều yêu cầu", advice: "Hãy chờ một phút rồi thử lại." },
};
const fileTexts: typeof texts = {
  ...texts,
  403: { title: "Tài khoản này không được tải tệp", advice: otherAccount },
  404: { title: "Chưa có tệp này", advice: "Tệp chưa đến lúc có, không còn, hoặc không thuộc phạm vi của tài khoản này. Hãy trở lại trang có tệp." },
};
/** Whose page is try-later-page.tsx. */
const busyTitle = "Hệ thống đang bận";
const unexpected = { title: "Có lỗi xảy ra", advice: "Dữ liệu đã lưu vẫn còn. Hãy thử lại; nếu vẫn lỗi, báo Ban Tổ chức mã tra cứu dưới đây." };

export const errorTitle = (status: number, isFile = false) => (status === 503 ? busyTitle : ((isFile ? fileTexts : texts)[status] ?? unexpected).title);

/** `fileOf`: a file was asked for, which this page offers. */
type Props = { status: number; fileOf?: string | undefined; contestName?: string | undefined; reference?: string | undefined; contact?: string | undefined };

/** The whole page in place of one that failed: what happened, what to do, whom to ask. Never the error itself. */
export function ErrorPage({ status, fileOf, contestName, reference, contact }: Props) {
  const mayGoBack = fileOf !== undefined && status !== 403;
  const { title, advice } = (fileOf === undefined ? texts : fileTexts)[status] ?? unexpected;
  return (
    <>
      {contestName && <header className="bar-top"><div className="in"><a className="brandmark" href="/"><i aria-hidden="true" />{contestName}</a></div></header>}
      <main id="main" className="page narrow">
        <h1>{title}</h1>
        <p>{advice}</p>
        {contact && <p>Ban Tổ chức: {contact}</p>}
        {reference && status >= 500 && <p className="muted small">Mã tra cứu: <span className="num">{reference}</span></p>}
        <div className="row">
          {mayGoBack && <a className="btn" href={fileOf}>Về trang có tệp</a>}
          <a className={mayGoBack ? "btn quiet" : "btn"} href="/">Về trang chủ</a>
          {status === 403 && <form method="post" action="/sign-out"><button className="btn quiet">Đăng xuất</button></form>}
        </div>
      </main>
    </>
  );
}

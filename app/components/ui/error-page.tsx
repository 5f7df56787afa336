const texts: Record<number, { title: string; advice: string }> = {
  403: { title: "Tài khoản này không có quyền xem trang", advice: "Hãy đăng nhập bằng tài khoản khác, hoặc liên hệ Ban Tổ chức nếu cần quyền này." },
  404: { title: "Không tìm thấy trang", advice: "Địa chỉ có thể đã cũ hoặc gõ sai. Hãy về trang chủ và đi lại từ đó." },
  429: { title: "Quá nhiều yêu cầu", advice: "Hãy chờ một phút rồi thử lại." },
};
/** Whose page is try-later-page.tsx. */
const busyTitle = "Hệ thống đang bận";
const unexpected = { title: "Có lỗi xảy ra", advice: "Dữ liệu đã lưu vẫn còn. Hãy thử lại; nếu vẫn lỗi, báo Ban Tổ chức mã tra cứu dưới đây." };

export const errorTitle = (status: number) => (status === 503 ? busyTitle : (texts[status] ?? unexpected).title);

type Props = { status: number; contestName?: string | undefined; reference?: string | undefined; contact?: string | undefined };

/** The whole page in place of one that failed: what happened, what to do, whom to ask. Never the error itself. */
export function ErrorPage({ status, contestName, reference, contact }: Props) {
  const { title, advice } = texts[status] ?? unexpected;
  return (
    <>
      {contestName && <header className="bar-top"><div className="in"><a className="brandmark" href="/"><i aria-hidden="true" />{contestName}</a></div></header>}
      <main id="main" className="page narrow">
        <h1>{title}</h1>
        <p>{advice}</p>
        {contact && <p>Ban Tổ chức: {contact}</p>}
        {reference && status >= 500 && <p className="muted small">Mã tra cứu: <span className="num">{reference}</span></p>}
        <div className="row">
          <a className="btn" href="/">Về trang chủ</a>
          {status === 403 && <form method="post" action="/sign-out"><button className="btn quiet">Đăng xuất</button></form>}
        </div>
      </main>
    </>
  );
}

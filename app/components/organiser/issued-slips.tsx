import type { ReactNode } from "react";
import { useNonce } from "~/components/nonce";

type IssuedSlipsProps = { title: string; listHref: string; /** Address of the module that makes the button print. */ printModule: string; children: ReactNode };

/** The only page that ever shows these secrets, with what has to be done on it; the sheets are its children. */
export function IssuedSlips({ title, listHref, printModule, children }: IssuedSlipsProps) {
  const nonce = useNonce();
  return (
    <main id="main" className="slips">
      <div className="page no-print">
        <p><a href={listHref}>Phiếu tài khoản</a></p>
        <h1>{title}</h1>
        <p className="note">Mã bí mật chỉ hiện lần này. In ngay (<kbd>Ctrl</kbd>+<kbd>P</kbd>, khổ A4, tỷ lệ 100%), kiểm tra đủ phiếu rồi mới đóng trang. Không tải lại trang.</p>
        <div className="row"><button type="button" className="btn" data-print="" hidden>In phiếu</button><a className="btn quiet" href={listHref}>Đã in xong</a></div>
      </div>
      {children}
      <script type="module" src={printModule} nonce={nonce} />
    </main>
  );
}

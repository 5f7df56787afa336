import { slipsPerPage } from "~/domain/access/slip-batch";

type Slip = { login: string; displayName: string; secret: string; expiresAt: string };
type Props = { contestName: string; contact: string; address: string; unitName: string; slips: readonly Slip[] };

/** A4 sheets of ten slips, two across, to be cut apart. */
export function SlipSheet({ contestName, contact, address, unitName, slips }: Props) {
  const pages = Array.from({ length: Math.ceil(slips.length / slipsPerPage) }, (_, page) => slips.slice(page * slipsPerPage, (page + 1) * slipsPerPage));
  return (
    <>
      {pages.map((page, index) => (
        <ol className="sheet" key={page[0]?.login} aria-label={`${unitName}, trang ${index + 1} trong ${pages.length}`}>
          {page.map((slip) => (
            <li className="slip" key={slip.login}>
              <p className="slip-contest">{contestName}</p>
              <p className="slip-name">{slip.displayName}</p>
              <p className="slip-unit">{unitName}</p>
              <dl>
                <div><dt>Mã số</dt><dd>{slip.login}</dd></div>
                <div><dt>Mã bí mật</dt><dd className="slip-secret">{slip.secret}</dd></div>
              </dl>
              <ol className="slip-steps">
                <li>Mở <b>{address}</b>, chọn “Đăng nhập”.</li>
                <li>Nhập mã số và mã bí mật (hạn {slip.expiresAt.slice(0, 10)}).</li>
                <li>Đặt mật khẩu riêng; không đưa phiếu cho người khác.</li>
              </ol>
              {contact && <p className="slip-contact">Hỗ trợ: {contact}</p>}
            </li>
          ))}
        </ol>
      ))}
    </>
  );
}

import type { ReactNode } from "react";

type Props = { login: string; displayName: string; secret: string; expiresAt: string; children?: ReactNode };

/** A first secret at the only moment it can be read. */
export function IssuedSecretNote({ login, displayName, secret, expiresAt, children }: Props) {
  return (
    <div className="note ok stack" role="status" tabIndex={-1} autoFocus>
      <p><strong>Ghi lại ngay:</strong> mã bí mật chỉ hiện một lần này. Trao trực tiếp cho người dùng, không gửi qua tin nhắn chung.</p>
      <dl className="facts">
        <dt>Người dùng</dt><dd>{displayName}</dd>
        <dt>Tài khoản</dt><dd>{login}</dd>
        <dt>Mã bí mật</dt><dd><code className="secret">{secret}</code></dd>
        <dt>Hạn dùng</dt><dd className="num">{expiresAt}</dd>
      </dl>
      {children}
    </div>
  );
}

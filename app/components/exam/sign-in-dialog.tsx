type Props = { action: string; login: string };

/** Signing in again inside the exam page. Outside of the exam's form; opened by the module when the session has ended. */
export function SignInDialog({ action, login }: Props) {
  return (
    <dialog id="sign-in" aria-labelledby="sign-in-title">
      <form method="post" action={action} className="stack">
        <h2 id="sign-in-title">Đăng nhập lại để lưu tiếp</h2>
        <p>Phiên đăng nhập đã hết. Các câu đã chọn vẫn còn trên máy này.</p>
        <p className="note err" id="sign-in-message" role="alert" hidden />
        <div className="field">
          <label htmlFor="sign-in-account">Mã số hoặc tài khoản</label>
          <input id="sign-in-account" name="account" defaultValue={login} readOnly autoComplete="username" />
        </div>
        <div className="field">
          <label htmlFor="sign-in-password">Mật khẩu</label>
          <input id="sign-in-password" name="password" type="password" autoComplete="current-password" required maxLength={1_024} />
        </div>
        <div className="row">
          <button className="btn">Đăng nhập</button>
          <button type="button" className="btn quiet" data-close="">Để sau</button>
        </div>
      </form>
    </dialog>
  );
}

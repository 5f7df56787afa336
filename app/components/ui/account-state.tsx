type State = "disabled" | "own-password" | "secret-issued" | "no-secret";

const labels: Record<State, { text: string; tone: string }> = {
  "own-password": { text: "Đã có mật khẩu", tone: "" },
  "secret-issued": { text: "Đã cấp mã, chưa đăng nhập", tone: "warn" },
  "no-secret": { text: "Chưa cấp mã", tone: "mute" },
  disabled: { text: "Đã khóa", tone: "err" },
};

/** How far an account has come with its first sign-in. */
export function AccountState({ state }: { state: State }) {
  return <span className={`tag ${labels[state].tone}`}>{labels[state].text}</span>;
}

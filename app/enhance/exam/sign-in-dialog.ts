/**
 * Signing in again without leaving the exam. The words of a refusal are the sign-in page's own, taken out of its answer,
 * so limits and waits read the same everywhere. Closing the dialog is allowed: choosing goes on, the panel stays.
 */
type Answer = { isSignedIn: true } | { isSignedIn: false; message: string };

const noAnswer = "Chưa kết nối được tới máy chủ. Kiểm tra mạng rồi bấm lại.";
const serverBusy = "Máy chủ đang bận. Hãy bấm lại sau ít giây.";
const timeoutMs = 15_000;

export function createSignInDialog(signedIn: () => void) {
  const dialog = document.querySelector<HTMLDialogElement>("#sign-in");
  const form = dialog?.querySelector("form");
  const message = document.getElementById("sign-in-message");
  if (!dialog || !form || !message) throw new Error("The exam page has no sign-in dialog.");
  const password = form.elements.namedItem("password") as HTMLInputElement;
  let isBusy = false;

  const say = (text: string) => {
    message.textContent = text;
    message.hidden = text === "";
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    say("Đang đăng nhập…");
    void postSignIn(form).then((answer) => {
      isBusy = false;
      say(answer.isSignedIn ? "" : answer.message);
      if (!answer.isSignedIn) return password.select();
      form.reset();
      dialog.close();
      signedIn();
    });
  });
  for (const button of document.querySelectorAll("[data-open-sign-in]")) button.addEventListener("click", open);
  dialog.querySelector("[data-close]")?.addEventListener("click", () => dialog.close());

  function open() {
    if (dialog!.open) return;
    say("");
    dialog!.showModal();
    password.focus();
  }

  return { open, close: () => dialog.close() };
}

/** A redirect is the sign-in page's yes; it is not followed, because this page stays. */
async function postSignIn(form: HTMLFormElement): Promise<Answer> {
  try {
    const body = new URLSearchParams([...new FormData(form)].map(([name, value]): [string, string] => [name, String(value)]));
    const response = await fetch(form.action, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
    if (response.type === "opaqueredirect") return { isSignedIn: true };
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const words = [...page.querySelectorAll("#error-summary li")].map((item) => item.textContent).join(" ");
    return { isSignedIn: false, message: words || (response.status >= 500 ? serverBusy : noAnswer) };
  } catch {
    return { isSignedIn: false, message: noAnswer };
  }
}

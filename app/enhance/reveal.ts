/** Gives every `input[data-reveal]` a button that shows what was typed: a slip of twelve characters is easier to copy when seen. */
for (const input of document.querySelectorAll<HTMLInputElement>("input[data-reveal]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn quiet reveal";
  button.setAttribute("aria-controls", input.id);
  const show = (isShown: boolean) => {
    input.type = isShown ? "text" : "password";
    button.textContent = isShown ? "Ẩn" : "Hiện";
    button.setAttribute("aria-label", isShown ? "Ẩn mật khẩu" : "Hiện mật khẩu");
  };
  show(false);
  button.addEventListener("click", () => show(input.type === "password"));
  const row = document.createElement("div");
  row.className = "with-button";
  input.replaceWith(row);
  row.append(input, button);
  // why: a browser must not offer what was shown as a suggestion for a text field.
  input.form?.addEventListener("submit", () => show(false));
}

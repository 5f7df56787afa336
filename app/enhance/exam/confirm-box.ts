/**
 * The question before handing in, as a modal dialog: focus goes in, stays in and comes back, Escape closes. Without this module, or where
 * dialogs are not known, the document's own popover asks. There is none where nothing is left to ask.
 */
export function createConfirmBox(box: HTMLElement | null, changed: () => void) {
  if (box === null) return { isOpen: () => false, close: () => undefined };
  const isPopped = () => "popover" in box && box.matches(":popover-open");
  if (!(box instanceof HTMLDialogElement)) return { isOpen: isPopped, close: () => undefined };
  const show = () => {
    box.showModal();
    changed();
  };
  const wasPopped = isPopped();
  box.removeAttribute("popover");
  for (const button of document.querySelectorAll(`[popovertarget="${box.id}"]`)) {
    button.removeAttribute("popovertarget");
    button.addEventListener("click", () => (box.contains(button) ? box.close() : show()));
  }
  box.addEventListener("close", changed);
  if (wasPopped) box.showModal();
  return { isOpen: () => box.open, close: () => box.close() };
}

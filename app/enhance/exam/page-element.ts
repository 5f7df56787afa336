/** Looks up what the exam page must have; a page without it comes from another build. */
export function element<Type extends HTMLElement>(id: string): Type {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The exam page has no #${id}.`);
  return found as Type;
}

/** Text that is set again would be read out again. */
export function setText(id: string, text: string): void {
  const place = element(id);
  if (place.textContent !== text) place.textContent = text;
}

/** Empty text hides its place. */
export function setNote(id: string, text: string): void {
  setText(id, text);
  element(id).hidden = text === "";
}

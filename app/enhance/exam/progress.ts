import { element } from "./page-element";
import type { Answer } from "./questions";

/** How far the person is: count and bar in the head, palette and summary in the dock. */
export function paintProgress(answers: readonly Answer[]): void {
  const answered = answers.filter(({ choiceIds }) => choiceIds.length > 0).length;
  const flagged = answers.filter(({ isFlagged }) => isFlagged).length;
  element("answered-count").textContent = String(answered);
  element<HTMLProgressElement>("progress").value = answered;
  element("summary").textContent = `${answers.length - answered} câu trống · ${flagged} xem lại`;
  for (const answer of answers) paintPaletteEntry(answer);
}

const paletteEntry = (position: number) => document.querySelector<HTMLElement>(`.palette a[href="#c${position}"]`);

function paintPaletteEntry({ position, choiceIds, isFlagged }: Answer): void {
  const isAnswered = choiceIds.length > 0;
  const entry = paletteEntry(position);
  entry?.classList.toggle("done", isAnswered);
  entry?.classList.toggle("flagged", isFlagged);
  const state = entry?.querySelector(".state");
  if (state) state.textContent = `${isAnswered ? ", đã trả lời" : ", còn trống"}${isFlagged ? ", xem lại" : ""}`;
}

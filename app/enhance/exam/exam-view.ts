/** Reads and paints the exam page; knows the markup of `components/exam`, nothing of saving. */
export type Answer = { readonly position: number; readonly choiceIds: readonly string[]; readonly isFlagged: boolean };
export type ExamView = ReturnType<typeof createExamView>;

export type SaveSign = { readonly tone: "ok" | "busy" | "trouble"; readonly text: string; readonly detail: string };

function element<Type extends HTMLElement>(id: string): Type {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The exam page has no #${id}.`);
  return found as Type;
}

export function createExamView(form: HTMLFormElement) {
  const questions = [...form.querySelectorAll<HTMLFieldSetElement>("fieldset.question")];
  const positions = questions.map((question) => Number(question.dataset["position"]));
  const clock = element("clock");
  const saveState = element("save-state");
  const trouble = element("trouble");

  const inputs = (position: number) => [...form.querySelectorAll<HTMLInputElement>(`input[name="q${position}"]`)];
  const flag = (position: number) => form.querySelector<HTMLInputElement>(`input[name="f${position}"]`);

  const read = (position: number): Answer => ({
    position,
    choiceIds: inputs(position).filter((input) => input.checked).map((input) => input.value).sort(),
    isFlagged: flag(position)?.checked ?? false,
  });

  function paintProgress() {
    const answers = positions.map(read);
    const answered = answers.filter(({ choiceIds }) => choiceIds.length > 0).length;
    const flagged = answers.filter(({ isFlagged }) => isFlagged).length;
    element("answered-count").textContent = String(answered);
    element<HTMLProgressElement>("progress").value = answered;
    element("summary").textContent = summaryText(positions.length - answered, flagged);
    for (const { position, choiceIds, isFlagged } of answers) paintPaletteEntry(position, choiceIds.length > 0, isFlagged);
  }

  return {
    positions,
    read,
    paintProgress,
    /** Changed on the page since the server rendered it: typed before this module ran. */
    isChanged: (position: number) => [...inputs(position), flag(position)].some((input) => input !== null && input.checked !== input.defaultChecked),
    /** The question an input or flag belongs to, or null. */
    positionOf(target: EventTarget | null): number | null {
      const match = target instanceof HTMLInputElement ? /^[qf](\d+)$/.exec(target.name) : null;
      return match ? Number(match[1]) : null;
    },
    write({ position, choiceIds, isFlagged }: Answer) {
      for (const input of inputs(position)) input.checked = choiceIds.includes(input.value);
      const box = flag(position);
      if (box) box.checked = isFlagged;
    },
    showClock(text: string, isShort: boolean) {
      if (clock.textContent !== text) clock.textContent = text;
      clock.classList.toggle("short", isShort);
    },
    speak(text: string) {
      element("spoken").textContent = text;
    },
    showSaveState({ tone, text, detail }: SaveSign) {
      saveState.className = `save ${tone}`;
      element("save-text").textContent = text;
      element("save-detail").textContent = detail;
    },
    /** A large line under the head; an empty text takes it away. */
    showTrouble(text: string) {
      if (trouble.textContent !== text) trouble.textContent = text;
      trouble.hidden = text === "";
    },
    /** Nothing can be changed any more; `panelId` names the panel that says why and what next. */
    freeze(panelId: "panel-over" | "panel-stale" | "panel-tab") {
      for (const question of questions) question.disabled = true;
      form.classList.add("frozen");
      const panel = element(panelId);
      panel.hidden = false;
      panel.focus();
    },
    showSignIn(isShown: boolean) {
      element("panel-sign-in").hidden = !isShown;
    },
  };
}

function paintPaletteEntry(position: number, isAnswered: boolean, isFlagged: boolean) {
  const entry = document.querySelector<HTMLAnchorElement>(`.palette a[href="#c${position}"]`);
  if (!entry) return;
  entry.classList.toggle("done", isAnswered);
  entry.classList.toggle("flagged", isFlagged);
  const state = entry.querySelector(".visually-hidden");
  if (state) state.textContent = paletteText(isAnswered, isFlagged);
}

const paletteText = (isAnswered: boolean, isFlagged: boolean) => `${isAnswered ? ", đã trả lời" : ", còn trống"}${isFlagged ? ", xem lại" : ""}`;
const summaryText = (empty: number, flagged: number) => `${empty} câu trống · ${flagged} xem lại`;

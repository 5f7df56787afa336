import type { Screen } from "./screen";

/** Reads and paints the exam page; knows the markup of `components/exam`, nothing of saving. */
export type Answer = { readonly position: number; readonly choiceIds: readonly string[]; readonly isFlagged: boolean };
export type ExamView = ReturnType<typeof createExamView>;
type Panel = "over" | "stale" | "tab";

const letters = "ABCDEFGHIJ";

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
  const offers = [...document.querySelectorAll<HTMLElement>("[data-file-offer]")];

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

  let frozenBy: Panel | null = null;
  function freeze(panel: Panel | null) {
    if (panel === frozenBy) return;
    for (const question of questions) question.disabled = panel !== null;
    form.classList.toggle("frozen", panel !== null);
    if (frozenBy) element(`panel-${frozenBy}`).hidden = true;
    frozenBy = panel;
    if (panel === null) return;
    element(`panel-${panel}`).hidden = false;
    element(`panel-${panel}`).focus();
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
    setUpClockToggle() {
      const toggle = element("clock-toggle");
      toggle.addEventListener("click", () => {
        clock.hidden = !clock.hidden;
        toggle.textContent = clock.hidden ? "Hiện giờ" : "Ẩn giờ";
      });
    },
    speak(text: string) {
      element("spoken").textContent = text;
    },
    show(screen: Screen) {
      if (screen.save) {
        saveState.className = `save ${screen.save.tone}`;
        setText("save-text", screen.save.text);
        setText("save-detail", screen.save.detail);
      }
      setText("trouble", screen.trouble);
      element("trouble").hidden = screen.trouble === "";
      setText("over-title", screen.overTitle);
      setText("over-text", screen.overText);
      element("over-next").hidden = !screen.mayLeave;
      setText("sign-in-text", screen.signInText);
      element("panel-sign-in").hidden = !screen.needsSignIn;
      for (const offer of offers) offer.hidden = !screen.offersFile;
      freeze(screen.panel);
    },
    /** Nothing can be changed while a panel says why; null lets the person go on. */
    freeze,
    sayLeaving(text: string) {
      setText("leave-state", text);
      element("leave-state").hidden = text === "";
    },
    showLeftBehind(listed: readonly number[]) {
      element("left-behind").hidden = listed.length === 0;
      setText("left-behind-list", listed.join(", "));
    },
    /** What a choice looks like to the person: its letter. */
    lettersOf: ({ position, choiceIds }: Answer) => inputs(position).flatMap((input, index) => (choiceIds.includes(input.value) ? letters[index]! : [])).join(", "),
  };
}

/** Text that is set again would be read out again. */
function setText(id: string, text: string) {
  const place = element(id);
  if (place.textContent !== text) place.textContent = text;
}

function paintPaletteEntry(position: number, isAnswered: boolean, isFlagged: boolean) {
  const entry = document.querySelector<HTMLAnchorElement>(`.palette a[href="#c${position}"]`);
  if (!entry) return;
  entry.classList.toggle("done", isAnswered);
  entry.classList.toggle("flagged", isFlagged);
  const state = entry.querySelector(".state");
  if (state) state.textContent = paletteText(isAnswered, isFlagged);
}

const paletteText = (isAnswered: boolean, isFlagged: boolean) => `${isAnswered ? ", đã trả lời" : ", còn trống"}${isFlagged ? ", xem lại" : ""}`;
const summaryText = (empty: number, flagged: number) => `${empty} câu trống · ${flagged} xem lại`;

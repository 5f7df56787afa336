import { element, setNote, setText } from "./page-element";
import { paintProgress } from "./progress";
import { createQuestions } from "./questions";
import type { SaveSign, Screen } from "./screen";

/** The exam page as the module sees it: its questions, its head and its panels. Knows the markup, nothing of saving. */
export type ExamView = ReturnType<typeof createExamView>;
type Panel = "over" | "stale" | "tab";

export function createExamView(form: HTMLFormElement) {
  const questions = createQuestions(form);
  const freeze = createFreeze(questions.lock);
  const offers = [...document.querySelectorAll<HTMLElement>("[data-file-offer]")];
  return {
    ...questions,
    paintProgress: () => paintProgress(questions.positions.map(questions.read)),
    /** Nothing can be changed while a panel says why; null lets the person go on. */
    freeze,
    show(screen: Omit<Screen, "panel"> & { readonly panel: Panel | null }) {
      if (screen.save) showSave(screen.save);
      setNote("trouble", screen.trouble);
      setText("over-title", screen.overTitle);
      setText("over-text", screen.overText);
      element("over-next").hidden = !screen.mayLeave;
      setText("sign-in-text", screen.signInText);
      element("panel-sign-in").hidden = !screen.needsSignIn;
      for (const offer of offers) offer.hidden = !screen.offersFile;
      freeze(screen.panel);
    },
    showSave,
    showClock,
    setUpClockToggle,
    speak: (text: string) => setText("spoken", text),
    sayMoved: (text: string) => moveNews({ head: text, page: "" }),
    keepMoved: (text: string) => moveNews({ head: "", page: text }),
    sayLeaving: (text: string) => setNote("leave-state", text),
    showLeftBehind: (positions: readonly number[]) => list("left-behind", positions),
    /** Chosen in a tab that does not save. */
    showEarly: (positions: readonly number[]) => list("early", positions),
  };
}

/** In one place at a time; what the page said of the deadline when it came does not hold any more. */
function moveNews({ head, page }: { readonly head: string; readonly page: string }): void {
  setNote("deadline-news", head);
  setNote("deadline-told", page);
}

function list(id: "left-behind" | "early", positions: readonly number[]): void {
  element(id).hidden = positions.length === 0;
  setText(`${id}-list`, positions.join(", "));
}

function showSave({ tone, text, detail }: SaveSign): void {
  element("save-state").className = `save ${tone}`;
  setText("save-text", text);
  setText("save-detail", detail);
}

function showClock(text: string, isShort: boolean): void {
  setText("clock", text);
  element("clock").classList.toggle("short", isShort);
}

function setUpClockToggle(): void {
  const [clock, toggle] = [element("clock"), element("clock-toggle")];
  toggle.addEventListener("click", () => {
    clock.hidden = !clock.hidden;
    element("clock-note").hidden = clock.hidden;
    toggle.textContent = clock.hidden ? "Hiện giờ" : "Ẩn giờ";
  });
}

/** Shows one panel at a time and locks the questions while it is there. */
function createFreeze(lock: (isLocked: boolean) => void): (panel: Panel | null) => void {
  let frozenBy: Panel | null = null;
  return (panel) => {
    if (panel === frozenBy) return;
    lock(panel !== null);
    if (frozenBy) element(`panel-${frozenBy}`).hidden = true;
    frozenBy = panel;
    if (panel === null) return;
    element(`panel-${panel}`).hidden = false;
    element(`panel-${panel}`).focus();
  };
}

/** The questions on the exam page: what is chosen and flagged in each. Knows the markup of `question-html.ts`. */
export type Answer = { readonly position: number; readonly choiceIds: readonly string[]; readonly isFlagged: boolean };

const letters = "ABCDEFGHIJ";

export function createQuestions(form: HTMLFormElement) {
  const fieldsets = [...form.querySelectorAll<HTMLFieldSetElement>("fieldset.question")];
  const inputs = (position: number) => [...form.querySelectorAll<HTMLInputElement>(`input[name="q${position}"]`)];
  const flag = (position: number) => form.querySelector<HTMLInputElement>(`input[name="f${position}"]`);

  const answer = (position: number, property: "checked" | "defaultChecked"): Answer => ({
    position,
    choiceIds: inputs(position).filter((input) => input[property]).map((input) => input.value).sort(),
    isFlagged: flag(position)?.[property] ?? false,
  });

  return {
    positions: fieldsets.map((fieldset) => Number(fieldset.dataset["position"])),
    read: (position: number) => answer(position, "checked"),
    /** As the server sent it. */
    rendered: (position: number) => answer(position, "defaultChecked"),
    write({ position, choiceIds, isFlagged }: Answer) {
      for (const input of inputs(position)) input.checked = choiceIds.includes(input.value);
      const box = flag(position);
      if (box) box.checked = isFlagged;
    },
    /** Changed on the page since the server rendered it: typed before this module ran. */
    isChanged: (position: number) => [...inputs(position), flag(position)].some((input) => input !== null && input.checked !== input.defaultChecked),
    /** The question an input or flag belongs to, or null. */
    positionOf(target: EventTarget | null): number | null {
      const match = target instanceof HTMLInputElement ? /^[qf](\d+)$/.exec(target.name) : null;
      return match ? Number(match[1]) : null;
    },
    /** What a choice looks like to the person: its letter. */
    lettersOf: ({ position, choiceIds }: Answer) => inputs(position).flatMap((input, index) => (choiceIds.includes(input.value) ? letters[index]! : [])).join(", "),
    lock(isLocked: boolean) {
      for (const fieldset of fieldsets) fieldset.disabled = isLocked;
      form.classList.toggle("frozen", isLocked);
    },
  };
}

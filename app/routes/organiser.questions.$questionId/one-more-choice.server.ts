/** The form with a further blank choice when its button asked for one. */
export function withOneMoreChoice(form: FormData): FormData {
  if (form.get("intent") !== "add-choice") return form;
  const longer = new FormData();
  for (const [name, value] of form) longer.append(name, value);
  longer.append("choiceId[]", "");
  longer.append("choiceText[]", "");
  return longer;
}

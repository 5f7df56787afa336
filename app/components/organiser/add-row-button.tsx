import type { FormState } from "~/components/ui/form-state";

/** Asks the server for one more row of a list; what is typed elsewhere comes back with it. `to`: the list's name on the page. */
export function AddRowButton({ list, to }: { list: string; to: string }) {
  return <p><button className="btn quiet small" name="intent" value={intentOf(list)} formNoValidate>Thêm dòng<span className="visually-hidden"> vào {to}</span></button></p>;
}

/** Whether the page was made because a row of this list was asked for: then its last row takes focus. */
export function isRowAdded(state: FormState | undefined, list: string): boolean {
  return state?.values["intent"] === intentOf(list) && Object.keys(state.errors).length === 0;
}

const intentOf = (list: string) => `add-row-${list}`;
